#include "wire/json_body.hpp"

#include <new>
#include <utility>

#include "event/limits.hpp"
#include "wire/json_tokens.hpp"
#include "wire/native/json_value.hpp"

namespace sj::wire {

namespace ondemand = simdjson::ondemand;
using native::must;

namespace {

BodyError not_json(std::string detail) {
  return {BodyError::Kind::invalid_json, std::move(detail), std::nullopt, {}};
}

}  // namespace

std::optional<BodyError> walk_body(std::string& body, const JsonRead& read) {
  if (auto error = too_many_tokens(body)) return error;
  thread_local ondemand::parser parser(limits::body_bytes_max);
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
  try {
    auto document = must(parser.iterate(simdjson::padded_string_view(body.data(), body.size(), body.capacity())));
    if (auto error = read(document)) return error;
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
      throw native::NotJson{"something follows the end of the JSON value"};
  } catch (const native::NotJson& problem) {
    return not_json(problem.detail);
  }
  return std::nullopt;
}

std::string text_of(ondemand::value value) {
  if (must(value.type()) == ondemand::json_type::string) return std::string(native::read_string(value).value_or(""));
  (void)native::check_value(value);
  return {};
}

std::string_view json_of(ondemand::value value) {
  switch (must(value.type())) {
    case ondemand::json_type::object: {
      ondemand::object object = must(value.get_object());
      return must(object.raw_json());
    }
    case ondemand::json_type::array: {
      ondemand::array array = must(value.get_array());
      return must(array.raw_json());
    }
    default: break;
  }
  const std::string_view token = value.raw_json_token();
  (void)native::check_value(value);
  return token;
}

std::optional<BodyError> take_elements(ondemand::array array, MessageSink& sink) {
  for (auto element : array)
    if (auto error = sink.take(json_of(must(std::move(element))))) return error;
  return std::nullopt;
}

namespace {

/// What must be known before the first message, wherever it stands. Of two members of a name the first counts.
struct Envelope {
  bool has_batch = false, batch_is_array = false;
  std::string sent_at;
};

Envelope read_envelope(ondemand::object& object, BatchNames names) {
  Envelope envelope;
  bool has_sent_at = false;
  for (auto field : object) {
    const auto key = native::read_key(field);
    ondemand::value value = must(field.value());
    if (key == names.batch && !std::exchange(envelope.has_batch, true))
      envelope.batch_is_array = must(value.type()) == ondemand::json_type::array;
    if (key == names.sent_at && !std::exchange(has_sent_at, true)) envelope.sent_at = text_of(value);
  }
  return envelope;
}

}  // namespace

std::optional<BodyError> take_batch(ondemand::object object, BatchNames names, MessageSink& sink,
                                    const TakeSingle& take_single) {
  const Envelope envelope = read_envelope(object, names);
  if (envelope.has_batch && !envelope.batch_is_array)
    return wrong_body(names.batch, std::string(names.batch) + " must be an array of messages");
  (void)must(object.reset());
  sink.begin(envelope.sent_at);
  if (!envelope.has_batch) return take_single(must(object.raw_json()));
  bool taken = false;
  for (auto field : object) {
    const auto key = native::read_key(field);
    ondemand::value value = must(field.value());
    if (key != names.batch || std::exchange(taken, true))
      (void)native::check_value(value);
    else if (auto error = take_elements(must(value.get_array()), sink))
      return error;
  }
  return std::nullopt;
}

std::expected<simdjson::dom::element, BodyError> parse_message(std::string_view json) {
  thread_local simdjson::dom::parser parser(limits::foreign_message_bytes_max);
  simdjson::dom::element element;
  const auto error = parser.parse(json.data(), json.size()).get(element);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  if (error) return std::unexpected(not_json(simdjson::error_message(error)));
  return element;
}

std::string text_member(simdjson::dom::element object, std::string_view name) {
  std::string_view text;
  return object.at_key(name).get(text) ? std::string() : std::string(text);
}

BodyError wrong_body(std::string_view field, std::string detail) {
  return {BodyError::Kind::invalid_field, std::move(detail), std::nullopt, std::string(field)};
}

}  // namespace sj::wire
