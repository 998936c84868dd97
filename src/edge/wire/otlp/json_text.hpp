#pragma once
// Writing the JSON of a record, no further than a message may be long.
#include <string>
#include <string_view>

#include "base/json_writer.hpp"
#include "event/limits.hpp"

namespace sj::wire::otlp {

/// Appends values; what it is told once it is full is left out, and the message will be refused for its length. So
/// values that are nested or many cost no more than a message may.
class JsonText {
 public:
  [[nodiscard]] bool is_full() const { return json_.size() > limits::foreign_message_bytes_max; }

  void text(std::string_view value) { append_json_string(json_, value); }
  void raw(std::string_view json) { json_ += json; }
  void open(char bracket) { json_ += bracket; }
  void close(char bracket) {
    if (json_.ends_with(',')) json_.pop_back();
    json_ += bracket;
  }
  void key(std::string_view name) {
    append_json_string(json_, name);
    json_ += ':';
  }
  void comma() { json_ += ','; }  ///< behind each value of a container

  [[nodiscard]] std::string finish() && { return std::move(json_); }

 private:
  std::string json_;
};

}  // namespace sj::wire::otlp
