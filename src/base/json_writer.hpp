#pragma once
// Writing JSON by appending to a string: answers are written once, front to back, and never held as a tree.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace sj {

/// Appends the text as a JSON string. Bytes that are not UTF-8 must not occur: what is stored was checked on the way
/// in.
void append_json_string(std::string& out, std::string_view text);

/// Puts the commas. Calls must nest as JSON does: begin/end in pairs, a key before each value of an object.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  /// The name must not need escaping.
  JsonWriter& key(std::string_view name) {
    constexpr std::size_t around = 4;  // comma, quotes, colon
    const std::size_t size = out_.size();
    out_.resize_and_overwrite(size + name.size() + around, [&](char* bytes, std::size_t) {
      char* at = bytes + size;
      if (!first_) *at++ = ',';
      *at++ = '"';
      at = std::ranges::copy(name, at).out;
      *at++ = '"';
      *at++ = ':';
      return static_cast<std::size_t>(at - bytes);
    });
    first_ = true;  // no comma before the value
    return *this;
  }

  JsonWriter& text(std::string_view value) {
    separate();
    append_json_string(out_, value);
    return *this;
  }
  /// null instead of an empty text.
  JsonWriter& text_or_null(std::string_view value) { return value.empty() ? null() : text(value); }
  JsonWriter& number(std::int64_t value) {
    separate();
    std::array<char, 20> digits;
    out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
    return *this;
  }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  JsonWriter& time(TimeMs value) {
    separate();
    out_ += '"';
    append_rfc3339(out_, value);
    out_ += '"';
    return *this;
  }
  /// A value that is JSON already.
  JsonWriter& raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
  }

 private:
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  JsonWriter& open(char bracket) {
    separate();
    out_ += bracket;
    first_ = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ += bracket;
    first_ = false;
    return *this;
  }

  std::string& out_;
  bool first_ = true;
};

}  // namespace sj
