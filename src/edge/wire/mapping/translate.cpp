#include "wire/mapping/translate.hpp"

#include <new>

#include "event/limits.hpp"
#include "wire/mapping/foreign_time.hpp"

namespace sj::wire {
namespace {

namespace dom = simdjson::dom;

BodyError error_of(BodyError::Kind kind, std::string detail) {
  return {kind, std::move(detail), std::nullopt, {}};
}

// Parses into `element`; an error where the text is no JSON.
std::optional<BodyError> parse(dom::parser& parser, std::string_view json, dom::element& element) {
  const auto error = parser.parse(json.data(), json.size()).get(element);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();  // nothing is wrong with the text
  if (error) return error_of(BodyError::Kind::invalid_json, simdjson::error_message(error));
  return std::nullopt;
}

}  // namespace

Translator::Translator() : messages_(limits::foreign_message_bytes_max), shared_(limits::foreign_message_bytes_max) {}
Translator::~Translator() = default;

std::expected<std::string, BodyError> Translator::translate(std::string_view message, const MappingRules& rules,
                                                            const TranslateOptions& options) {
  dom::element element;
  dom::object root;
  if (auto error = parse(messages_, message, element)) return std::unexpected(*std::move(error));
  if (const auto error = element.get(root))
    return std::unexpected(error_of(BodyError::Kind::invalid_json, simdjson::error_message(error)));
  MappedEvent event;
  map_event(0, {.root = root}, rules, options, event);
  return native_json_of(event);
}

void Translation::begin(std::string_view sent_at) {
  // Servers have right clocks, and some of their clients resend a batch with its old `sent_at`, which would make the
  // time that it waited look like a clock that is wrong.
  drafts_.begin(options_.may_write_be ? std::nullopt : parse_foreign_time(sent_at));
}

std::optional<BodyError> Translation::share(std::string_view name, std::string_view json) {
  shared_.reset();
  dom::element value;
  if (auto error = parse(translator_.shared_, json, value)) return error;
  shared_ = SharedMember{std::string(name), value};
  shared_bytes_ = json.size();
  return std::nullopt;
}

std::optional<BodyError> Translation::take(std::string_view json) {
  if (auto error = beyond_bounds(json.size() + shared_bytes_)) return error;
  if (json.size() > limits::foreign_message_bytes_max) {
    reject(RejectionCode::too_large, "a message must be at most 1 MiB as JSON");
    return std::nullopt;
  }
  dom::element element;
  dom::object root;
  if (auto error = parse(translator_.messages_, json, element)) return error;
  if (element.get(root)) {
    reject(RejectionCode::invalid_field, "an event must be a JSON object");
    return std::nullopt;
  }
  map_event(index_, {.root = root, .shared = shared_ ? &*shared_ : nullptr}, rules_, options_, event_);
  Draft draft = draft_of(event_);
  drafts_.take(index_++, draft);
  return std::nullopt;
}

std::optional<BodyError> Translation::beyond_bounds(std::size_t bytes) {
  bytes_ += bytes;
  if (options_.stop.stop_requested()) return error_of(BodyError::Kind::stopping, "the server stops; try again");
  if (index_ == limits::batch_events_max)
    return error_of(BodyError::Kind::too_many_events, "a batch has at most 5000 events; send it in parts");
  if (bytes_ > limits::translated_bytes_max)
    return error_of(BodyError::Kind::too_many_bytes,
                    "the messages, what they share counted in each, have more than 40 MiB as JSON; send them in parts");
  return std::nullopt;
}

void Translation::reject(RejectionCode code, std::string detail) {
  Draft draft;
  draft.reject(code, "", std::move(detail));
  drafts_.take(index_++, draft);
}

}  // namespace sj::wire
