#pragma once
// docs/formats/openapi.yaml, which the binary carries, as JSON.
#include <memory>
#include <string>

namespace sj::api {

/// Made once; shared by all answers.
[[nodiscard]] std::shared_ptr<const std::string> openapi_json();

}  // namespace sj::api
