#include "wire/mapping/translate.hpp"

#include <algorithm>

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
  EventWriter(std::uint32_t index, dom::object root, const MappingRules& rules, const TranslateOptions& options,
              std::string& out)
      : index_(index), rules_(rules), options_(options), out_(out), json_(out), message_{root, {}} {
    if (!rules.objects) return;
    for (const Lookup& lookup : *rules.objects)
      if (const auto object = lookup.find_object(root)) message_.objects.push_back(*object);
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

  void write_attributes() {
    const std::size_t begin = out_.size();
    json_.key("attributes").begin_object();
    const std::size_t empty = out_.size();
    if (path_) write_attribute("path", *path_);
    for (std::size_t i = 0; i < message_.objects.size(); ++i)
      for (const auto& [name, value] : message_.objects[i])
        if (!value.is_null() && !is_left_out(i, name)) write_attribute(name, simdjson::minify(value));
    for (const auto& [name, lookup] : rules_.keep)
      if (const auto found = lookup.find(message_); found && found->element)
        write_attribute(name, simdjson::minify(*found->element));
    if (out_.size() == empty) {
      out_.resize(begin);
      return;
    }
    json_.end_object();
  }

  [[nodiscard]] bool is_left_out(std::size_t object, std::string_view name) const {
    if (rules_.drop && std::ranges::find(*rules_.drop, name) != rules_.drop->end()) return true;
    return std::ranges::any_of(
        taken_, [&](const Found::Member& member) { return member.object == object && member.name == name; });
  }

  void write_attribute(std::string_view name, std::string_view json) {
    if (std::ranges::find(attributes_, name) != attributes_.end()) return;
    attributes_.emplace_back(name);
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
  std::vector<std::string> attributes_;  ///< names written
  std::string name_;
  std::optional<std::string> path_;
  bool has_event_id_ = false;
};

BodyError not_json(simdjson::error_code error) {
  return {BodyError::Kind::invalid_json, simdjson::error_message(error), std::nullopt, {}};
}

}  // namespace

Translator::Translator() : parser_(std::make_unique<dom::parser>(limits::translated_bytes_max)) {}
Translator::~Translator() = default;

std::expected<std::string, BodyError> Translator::translate(const Messages& messages, const MappingRules& rules,
                                                            const TranslateOptions& options) {
  dom::array array;
  if (const auto error = parser_->parse(messages.json).get_array().get(array)) return std::unexpected(not_json(error));
  std::string out = "{";
  // Servers have right clocks, and some of their clients resend a batch with its old `sent_at`, which would make the
  // time that it waited look like a clock that is wrong.
  if (const auto sent_at = parse_foreign_time(messages.sent_at); sent_at && !options.may_write_be)
    out += "\"sent_at\":" + std::to_string(*sent_at) + ",";
  out += "\"events\":[";
  std::uint32_t index = 0;
  for (const dom::element element : array) {
    if (index > 0) out += ',';
    dom::object root;
    if (element.get_object().get(root))
      out += "null";
    else
      EventWriter(index, root, rules, options, out).write();
    ++index;
  }
  out += "]}";
  return out;
}

std::expected<std::string, BodyError> Translator::translate_one(std::string_view message, const MappingRules& rules,
                                                                const TranslateOptions& options) {
  dom::object root;
  if (const auto error = parser_->parse(message.data(), message.size()).get_object().get(root))
    return std::unexpected(not_json(error));
  std::string out;
  EventWriter(0, root, rules, options, out).write();
  return out;
}

}  // namespace sj::wire
