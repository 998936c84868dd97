#pragma once
// A log record on its way to a message, whichever form it came in.
#include <string>
#include <string_view>

#include "wire/messages.hpp"

namespace sj::wire::otlp {

/// Every member is empty where the record has none.
struct Record {
  std::string time_unix_nano, observed_time_unix_nano;  ///< decimal digits
  std::string severity_text, event_name;
  std::string trace_id;          ///< hexadecimal
  std::string body, attributes;  ///< JSON
};

/// The message without its resource, which it shares with others and which is a part of its id.
[[nodiscard]] std::string message_of(const Record& record, std::string_view resource);

[[nodiscard]] BodyError resource_too_large();

/// Says to the sink that the messages which follow are of this resource, a JSON object; an error if it is too large.
[[nodiscard]] std::optional<BodyError> share_resource(std::string_view resource, MessageSink& sink);

}  // namespace sj::wire::otlp
