#include "wire/mapping/translate.hpp"

#include <algorithm>
#include <new>

#include "base/json_writer.hpp"
#include "event/limits.hpp"
#include "wire/mapping/fit.hpp"
#include "wire/mapping/foreign_time.hpp"

namespace sj::wire {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view at_reception = "reception";

// Writes the event that one message stands for.
class EventWriter {
 public:
  EventWriter(std::uint32_t index, const Message& message, const MappingRules& rules, const TranslateOptions& options,
              std::string& out)
      : index_(index), rules_(rules), options_(options), out_(out), json_(out), message_(message) {
    if (!rules.objects) return;
    for (const Lookup& lookup : *rules.objects)
      if (const auto object = lookup.find_object(message)) message_.objects.push_back(*object);
  }

  void write() {
    json_.begin_object();
    for (std::size_t i = 0; i < field_names.size(); ++i) write_field(static_cast<Field>(i));
    write_attributes();
    json_.end_object();
  }

 private:
  void write_field(Field field) {
    const auto lookups = rules_.fields.find(field);
    if (lookups != rules_.fields.end())
      for (const Lookup& lookup : lookups->second)
        if (take(field, lookup)) return;
    if (const auto value = otherwise(field)) {
      tell(field, "otherwise");
      keep_value(field, *value, false);
    }
  }

  bool take(Field field, const Lookup& lookup) {
    const auto found = lookup.find(message_);
    if (!found || (found->text.empty() && found->element)) return false;
    const auto values = rules_.values.find(field);
    const auto value = fit(field, *found, values == rules_.values.end() ? nullptr : &values->second, options_.catalog);
    if (!value) return false;
    if (found->member) taken_.push_back(*found->member);
    tell(field, lookup.text());
    keep_value(field, *value, source_of(found->text).has_value());
    return true;
  }

  [[nodiscard]] std::optional<std::string> otherwise(Field field) const {
    const auto found = rules_.otherwise.find(field);
    if (found == rules_.otherwise.end()) return std::nullopt;
    // Without an id, a resend at another time would be another event.
    if (found->second == at_reception)
      return has_event_id_ ? std::optional(std::to_string(options_.received_at)) : std::nullopt;
    const auto values = rules_.values.find(field);
    return fit(field, {found->second, std::nullopt, std::nullopt},
               values == rules_.values.end() ? nullptr : &values->second, options_.catalog);
  }

  void keep_value(Field field, const std::string& json, bool is_own_word) {
    if (field == Field::event_id) has_event_id_ = true;
    if (field == Field::name) name_ = json.substr(1, json.size() - 2);
    if (field == Field::source) return write_source(json, is_own_word);
    if (field == Field::path)
      path_ = json;
    else
      json_.key(to_text(field)).raw(json);
  }

  // A name that the catalog knows has the catalog's source, unless the sender says another, which is its mistake.
  void write_source(std::string json, bool is_own_word) {
    if (!is_own_word && options_.catalog.find(name_)) return;
    if (!is_own_word && !options_.may_write_be) json = "\"FE\"";
    json_.key("source").raw(json);
  }

  // An event that has too many of them or too large ones is refused, so what comes behind is not even looked at.
  void write_attributes() {
    const std::size_t begin = out_.size();
    json_.key("attributes").begin_object();
    attributes_begin_ = out_.size();
    if (path_) write_attribute("path", *path_);
    for (std::size_t i = 0; i < message_.objects.size(); ++i) write_members(i);
    for (const auto& [name, lookup] : rules_.keep)
      if (const auto found = lookup.find(message_); found && found->element)
        write_attribute(name, simdjson::minify(*found->element));
    if (out_.size() == attributes_begin_) {
      out_.resize(begin);
      return;
    }
    json_.end_object();
  }

  void write_members(std::size_t object) {
    for (const auto& [name, value] : message_.objects[object]) {
      if (are_too_many()) return;
      if (!value.is_null() && !is_left_out(object, name)) write_attribute(name, simdjson::minify(value));
    }
  }

  [[nodiscard]] bool are_too_many() const {
    return attributes_.size() > limits::attributes_keys_max ||
           out_.size() - attributes_begin_ > limits::attributes_bytes_max;
  }

  [[nodiscard]] bool is_left_out(std::size_t object, std::string_view name) const {
    if (rules_.drop && std::ranges::find(*rules_.drop, name) != rules_.drop->end()) return true;
    return std::ranges::any_of(
        taken_, [&](const Found::Member& member) { return member.object == object && member.name == name; });
  }

  void write_attribute(std::string_view name, std::string_view json) {
    const auto at = std::ranges::lower_bound(attributes_, name);
    if (at != attributes_.end() && *at == name) return;
    attributes_.insert(at, name);
    if (attributes_.size() > 1) out_ += ',';
    append_json_string(out_, name);
    out_ += ':';
    out_ += json;
  }

  void tell(Field field, std::string_view place) const {
    if (options_.on_field) options_.on_field({index_, field, place});
  }

  const std::uint32_t index_;
  const MappingRules& rules_;
  const TranslateOptions& options_;
  std::string& out_;
  JsonWriter json_;
  Message message_;
  std::vector<Found::Member> taken_;
  std::vector<std::string_view> attributes_;  ///< names written, in order
  std::size_t attributes_begin_ = 0;
  std::string name_;
  std::optional<std::string> path_;
  bool has_event_id_ = false;
};

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
  std::string out;
  EventWriter(0, {.root = root}, rules, options, out).write();
  return out;
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
  event_.clear();
  EventWriter(index_, {.root = root, .shared = shared_ ? &*shared_ : nullptr}, rules_, options_, event_).write();
  translator_.decoder_.decode_event(event_, index_++, drafts_);
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
