#include "wire/otlp/answer.hpp"

#include <otlp/logs.pb.h>

#include "base/json_writer.hpp"

namespace sj::wire::otlp {
namespace {

// google/rpc/code.proto
int code_of(int http_status) {
  switch (http_status) {
    case 401: return 16;  // UNAUTHENTICATED
    case 403: return 7;   // PERMISSION_DENIED
    case 404: return 5;   // NOT_FOUND
    case 413:
    case 429: return 8;   // RESOURCE_EXHAUSTED
    case 503: return 14;  // UNAVAILABLE
    default: return 3;    // INVALID_ARGUMENT
  }
}

}  // namespace

std::string response(Form form, std::uint32_t rejected, std::string_view detail) {
  std::string out;
  if (form == Form::protobuf) {
    ExportLogsServiceResponse message;
    if (rejected > 0) {
      message.mutable_partial_success()->set_rejected_log_records(rejected);
      message.mutable_partial_success()->set_error_message(std::string(detail));
    }
    message.SerializeToString(&out);
    return out;
  }
  JsonWriter json(out);
  json.begin_object();
  if (rejected > 0) {
    json.key("partialSuccess").begin_object();
    json.key("rejectedLogRecords").text(std::to_string(rejected));
    json.key("errorMessage").text(detail).end_object();
  }
  json.end_object();
  return out;
}

std::string status(Form form, int http_status, std::string_view detail) {
  std::string out;
  if (form == Form::protobuf) {
    Status message;
    message.set_code(code_of(http_status));
    message.set_message(std::string(detail));
    message.SerializeToString(&out);
    return out;
  }
  JsonWriter json(out);
  json.begin_object().key("code").number(code_of(http_status));
  json.key("message").text(detail).end_object();
  return out;
}

}  // namespace sj::wire::otlp
