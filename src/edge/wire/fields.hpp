#pragma once
// The rules for single field values (docs/journey-rules.md §2), the same for every protocol. Each returns what is
// wrong, as a phrase that continues "FIELD ...", or nullptr.
#include <string_view>

namespace sj::wire {

[[nodiscard]] const char* wrong_event_id(std::string_view value);
[[nodiscard]] const char* wrong_session_id(std::string_view value);
[[nodiscard]] const char* wrong_name(std::string_view value);
[[nodiscard]] const char* wrong_code(std::string_view value);  ///< reason, error_code, submission_id, user_id
[[nodiscard]] const char* wrong_message(std::string_view value);
[[nodiscard]] const char* wrong_email(std::string_view value);
[[nodiscard]] const char* wrong_trace_id(std::string_view value);

}  // namespace sj::wire
