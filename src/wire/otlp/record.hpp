#pragma once
// A log record on its way to a message, whichever form it came in.
#include <string>
#include <string_view>

namespace sj::wire::otlp {

/// Every member is empty where the record has none.
struct Record {
  std::string time_unix_nano, observed_time_unix_nano;  ///< decimal digits
  std::string severity_text, event_name;
  std::string trace_id;          ///< hexadecimal
  std::string body, attributes;  ///< JSON
};

/// Appends the message to a JSON array without its brackets. `resource` is a JSON object.
void append_message(std::string& json, const Record& record, std::string_view resource);

}  // namespace sj::wire::otlp
