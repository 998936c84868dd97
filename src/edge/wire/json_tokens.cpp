#include "wire/json_tokens.hpp"

#include "event/limits.hpp"

namespace sj::wire {
namespace {

constexpr bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}
// , : [ ] { } ; the brackets differ from the braces by one bit.
constexpr bool is_mark(char c) {
  return c == ',' || c == ':' || (c & ~0x20) == '[' || (c & ~0x20) == ']';
}

// At least as many as there are: what stands within strings counts too. Without branches, so that it is quick.
std::size_t tokens_at_most(std::string_view json) {
  std::size_t tokens = 1;
  for (std::size_t i = 0; i + 1 < json.size(); ++i) {
    const char c = json[i];
    const unsigned mark = is_mark(c), value_may_follow = mark | unsigned{is_space(c)} | unsigned{c == '"'};
    tokens += mark + (value_may_follow & unsigned{!is_space(json[i + 1])});
  }
  return tokens;
}

struct Counted {
  std::size_t tokens = 0;
  std::optional<std::size_t> too_deep_at;  ///< offset of the bracket; nothing was counted behind it
};

Counted count_tokens(std::string_view json) {
  Counted counted;
  bool in_string = false, in_value = false;
  int level = 0;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      i += c == '\\' ? 1 : 0;
      in_string = c != '"';
    } else if (is_mark(c)) {
      ++counted.tokens;
      in_value = false;
      level += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      if (level > limits::json_levels_max) return {counted.tokens, i};
    } else if (is_space(c)) {
      in_value = false;
    } else {
      counted.tokens += c == '"' || !in_value ? 1 : 0;
      in_string = c == '"';
      in_value = !in_string;
    }
  }
  return counted;
}

}  // namespace

std::optional<BodyError> too_many_tokens(std::string_view json) {
  constexpr std::size_t most = limits::body_tokens_max;
  if (json.size() <= most || tokens_at_most(json) <= most) return std::nullopt;
  const Counted counted = count_tokens(json);
  if (counted.too_deep_at)
    return BodyError{BodyError::Kind::invalid_json, "nested too deeply", counted.too_deep_at, {}};
  if (counted.tokens <= most) return std::nullopt;
  return BodyError{BodyError::Kind::too_many_tokens,
                   "the body has more than " + std::to_string(most) + " JSON values and marks; send it in parts",
                   std::nullopt,
                   {}};
}

}  // namespace sj::wire
