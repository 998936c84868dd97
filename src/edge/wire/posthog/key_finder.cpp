#include "wire/posthog/key_finder.hpp"

#include <algorithm>

namespace sj::wire::posthog {

KeyFinder::Found KeyFinder::look(std::string_view bytes) {
  while (!bytes.empty()) {
    if (in_string_) {
      bytes.remove_prefix(pass_over_string(bytes));
      if (in_string_) continue;
      if (const Found found = end_string(); found != Found::not_yet) return found;
    } else {
      const char c = bytes.front();
      bytes.remove_prefix(1);
      if (const Found found = take(c); found != Found::not_yet) return found;
    }
  }
  return Found::not_yet;
}

/// How many bytes belong to it, the closing quotation mark included.
std::size_t KeyFinder::pass_over_string(std::string_view bytes) {
  if (escaped_) {
    escaped_ = false;
    return 1;
  }
  const std::size_t end = std::min(bytes.find_first_of("\"\\"), bytes.size());
  if (!spoilt_) {
    spoilt_ = text_.size() + end > text_bytes_max;
    if (!spoilt_) text_ += bytes.substr(0, end);
  }
  if (end == bytes.size()) return end;
  in_string_ = bytes[end] != '"';
  if (in_string_) escaped_ = spoilt_ = true;
  return end + 1;
}

KeyFinder::Found KeyFinder::take(char c) {
  switch (c) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case ':': return Found::not_yet;
    case '{':
    case '[': open(c == '{'); return Found::not_yet;
    case '}':
    case ']': return close();
    case ',':
      if (depth_ == 1 && !levels_[0].is_object) return conclude();  // behind the first event of an array
      if (Level* inner = level()) inner->name_next = inner->is_object;
      return Found::not_yet;
    case '"':
      in_string_ = true;
      text_.clear();
      spoilt_ = level() == nullptr;
      break;
    default: break;
  }
  return depth_ == 0 ? Found::malformed : Found::not_yet;
}

KeyFinder::Found KeyFinder::end_string() {
  Level* inner = level();
  if (inner == nullptr || !inner->is_object) return Found::not_yet;
  if (inner->name_next) {
    inner->name_next = false;
    inner->name = name_of_text();
    return Found::not_yet;
  }
  if (spoilt_ || text_.empty()) return Found::not_yet;
  const std::size_t message = message_depth();
  if (depth_ == message && (inner->name == Name::key || inner->name == Name::token)) return Found::key;
  const bool in_properties = depth_ == message + 1 && levels_[message - 1].name == Name::properties;
  if (in_properties && inner->name == Name::token) in_properties_ = text_;
  return Found::not_yet;
}

void KeyFinder::open(bool is_object) {
  ++depth_;
  if (Level* inner = level()) *inner = {.is_object = is_object, .name_next = is_object, .name = Name::other};
}

KeyFinder::Found KeyFinder::close() {
  if (depth_ == 0) return Found::malformed;
  const bool is_message = depth_ == message_depth();
  --depth_;
  return is_message || depth_ == 0 ? conclude() : Found::not_yet;
}

/// The first event is read, or the body; the key among an event's properties counts where there is no other.
KeyFinder::Found KeyFinder::conclude() {
  text_ = in_properties_;
  return text_.empty() ? Found::no_key : Found::key;
}

KeyFinder::Name KeyFinder::name_of_text() const {
  if (spoilt_) return Name::other;
  if (text_ == "token") return Name::token;
  if (text_ == "api_key" || text_ == "$token") return Name::key;
  return text_ == "properties" ? Name::properties : Name::other;
}

}  // namespace sj::wire::posthog
