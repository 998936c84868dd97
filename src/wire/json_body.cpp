#include "wire/json_body.hpp"

#include "event/limits.hpp"

namespace sj::wire {

std::expected<simdjson::dom::element, BodyError> parse_body(std::string_view body) {
  thread_local simdjson::dom::parser parser(limits::translated_bytes_max);
  simdjson::dom::element element;
  if (const auto error = parser.parse(body.data(), body.size()).get(element))
    return std::unexpected(BodyError{BodyError::Kind::invalid_json, simdjson::error_message(error), std::nullopt, {}});
  return element;
}

std::string text_member(simdjson::dom::element object, std::string_view name) {
  std::string_view text;
  return object.at_key(name).get(text) ? std::string() : std::string(text);
}

std::unexpected<BodyError> wrong_body(std::string_view field, std::string detail) {
  return std::unexpected(
      BodyError{BodyError::Kind::invalid_field, std::move(detail), std::nullopt, std::string(field)});
}

}  // namespace sj::wire
