#pragma once
// The bodies of OTLP's answers, in the form that the request had.
#include <cstdint>
#include <string>
#include <string_view>

namespace sj::wire::otlp {

enum class Form : std::uint8_t { json, protobuf };

/// ExportLogsServiceResponse; nothing rejected: empty, as the protocol asks.
[[nodiscard]] std::string response(Form form, std::uint32_t rejected, std::string_view detail);

/// google.rpc.Status, for every answer that is not 200. `http_status` decides its code.
[[nodiscard]] std::string status(Form form, int http_status, std::string_view detail);

}  // namespace sj::wire::otlp
