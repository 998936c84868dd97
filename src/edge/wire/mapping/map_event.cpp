#include "wire/mapping/map_event.hpp"

#include <algorithm>

#include "wire/mapping/fit.hpp"

namespace sj::wire {
namespace {

constexpr std::string_view at_reception = "reception";

class EventMapper {
 public:
  EventMapper(std::uint32_t index, Message message, const MappingRules& rules, const TranslateOptions& options,
              MappedEvent& event)
      : index_(index), rules_(rules), options_(options), event_(event), message_(std::move(message)) {
    if (!rules.objects) return;
    for (const Lookup& lookup : *rules.objects)
      if (const auto object = lookup.find_object(message_)) message_.objects.push_back(*object);
  }

  void map() {
    for (std::size_t i = 0; i < field_names.size(); ++i) find_field(static_cast<Field>(i));
    add_attributes();
  }

 private:
  void find_field(Field field) {
    const auto lookups = rules_.fields.find(field);
    if (lookups != rules_.fields.end())
      for (const Lookup& lookup : lookups->second)
        if (take(field, lookup)) return;
    if (auto value = otherwise(field)) {
      tell(field, "otherwise");
      keep_value(field, *std::move(value), false);
    }
  }

  bool take(Field field, const Lookup& lookup) {
    const auto found = lookup.find(message_);
    if (!found || (found->text.empty() && found->element)) return false;
    auto value = fit(field, *found, values_of(field), options_.catalog);
    if (!value) return false;
    if (found->member) taken_.push_back(*found->member);
    tell(field, lookup.text());
    keep_value(field, *std::move(value), source_of(found->text).has_value());
    return true;
  }

  [[nodiscard]] std::optional<MappedValue> otherwise(Field field) const {
    const auto found = rules_.otherwise.find(field);
    if (found == rules_.otherwise.end()) return std::nullopt;
    // Without an id, a resend at another time would be another event.
    if (found->second == at_reception)
      return has_event_id_ ? std::optional<MappedValue>(options_.received_at) : std::nullopt;
    return fit(field, {found->second, std::nullopt, std::nullopt}, values_of(field), options_.catalog);
  }

  [[nodiscard]] const ValueTable* values_of(Field field) const {
    const auto values = rules_.values.find(field);
    return values == rules_.values.end() ? nullptr : &values->second;
  }

  void keep_value(Field field, MappedValue value, bool is_own_word) {
    const auto* text = std::get_if<std::string>(&value);
    if (field == Field::event_id) has_event_id_ = true;
    if (field == Field::name && text) name_ = *text;
    if (field == Field::source && !settle_source(value, is_own_word)) return;
    if (field == Field::path)
      path_ = std::move(value);
    else
      event_.fields.emplace_back(field, std::move(value));
  }

  // A name that the catalog knows has the catalog's source, unless the sender says another, which is its mistake.
  // False: the event says no source.
  bool settle_source(MappedValue& source, bool is_own_word) const {
    if (is_own_word) return true;
    if (options_.catalog.find(name_)) return false;
    if (!options_.may_write_be) source = std::string(sj::to_text(Source::fe));
    return true;
  }

  // An event that has too many of them or too large ones is refused, so what comes behind is not even looked at.
  void add_attributes() {
    if (path_) add_path(*path_);
    for (std::size_t i = 0; i < message_.objects.size(); ++i) add_members(i);
    for (const auto& [name, lookup] : rules_.keep)
      if (const auto found = lookup.find(message_); found && found->element)
        event_.attributes.add(name, *found->element);
    event_.attributes.finish();
  }

  void add_path(const MappedValue& path) {
    if (const auto* text = std::get_if<std::string>(&path))
      event_.attributes.add_text("path", *text);
    else
      event_.attributes.add_integer("path", std::get<std::int64_t>(path));
  }

  void add_members(std::size_t object) {
    for (const auto& [name, value] : message_.objects[object]) {
      if (event_.attributes.are_too_many()) return;
      if (!value.is_null() && !is_left_out(object, name)) event_.attributes.add(name, value);
    }
  }

  [[nodiscard]] bool is_left_out(std::size_t object, std::string_view name) const {
    if (rules_.drop && std::ranges::find(*rules_.drop, name) != rules_.drop->end()) return true;
    return std::ranges::any_of(
        taken_, [&](const Found::Member& member) { return member.object == object && member.name == name; });
  }

  void tell(Field field, std::string_view place) const {
    if (options_.on_field) options_.on_field({index_, field, place});
  }

  const std::uint32_t index_;
  const MappingRules& rules_;
  const TranslateOptions& options_;
  MappedEvent& event_;
  Message message_;
  std::vector<Found::Member> taken_;
  std::string name_;
  std::optional<MappedValue> path_;
  bool has_event_id_ = false;
};

}  // namespace

void map_event(std::uint32_t index, Message message, const MappingRules& rules, const TranslateOptions& options,
               MappedEvent& event) {
  event.clear();
  EventMapper(index, std::move(message), rules, options, event).map();
}

}  // namespace sj::wire
