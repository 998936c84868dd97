#include "wire/mapping/mapped_event.hpp"

#include "base/json_writer.hpp"
#include "wire/content_id.hpp"

namespace sj::wire {
namespace {

FieldValue view_of(const MappedValue& value) {
  return std::visit([](const auto& held) { return FieldValue(held); }, value);
}

std::string json_of(const MappedValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (!text) return std::to_string(std::get<std::int64_t>(value));
  std::string json;
  append_json_string(json, *text);
  return json;
}

// All that the event's JSON would have.
std::vector<NamedJson> members_of(const MappedEvent& event) {
  std::vector<NamedJson> members;
  members.reserve(event.fields.size() + 1);
  for (const auto& [field, value] : event.fields) members.emplace_back(to_text(field), json_of(value));
  if (!event.attributes.json().empty()) members.emplace_back("attributes", event.attributes.json());
  return members;
}

}  // namespace

void MappedEvent::clear() {
  fields.clear();
  attributes.clear();
  derived_id.clear();
}

Draft draft_of(MappedEvent& event) {
  Draft draft;
  if (event.attributes.are_too_deep()) {
    draft.reject(RejectionCode::invalid_json, "", "nested too deeply");
    return draft;
  }
  for (const auto& [field, value] : event.fields) set_field(draft, field, view_of(value));
  draft.event.attributes = event.attributes.json();
  draft.event.path = event.attributes.path();
  draft.attributes_size = event.attributes.size();
  if (draft.event.event_id.empty() && !draft.problem) {
    event.derived_id = content_id_of(members_of(event));
    draft.event.event_id = event.derived_id;
    draft.derived_event_id = true;
  }
  return draft;
}

std::string native_json_of(const MappedEvent& event) {
  std::string json;
  JsonWriter out(json);
  out.begin_object();
  for (const auto& [name, value] : members_of(event)) out.key(name).raw(value);
  out.end_object();
  return json;
}

}  // namespace sj::wire
