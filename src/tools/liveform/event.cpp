#include "liveform/event.hpp"

#include "base/json_writer.hpp"

namespace sj::liveform {

void append_json(std::string& out, const Event& event) {
  JsonWriter json(out);
  const auto text = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) json.key(name).text(value);
  };
  json.begin_object();
  text("event_id", event.event_id);
  text("session_id", event.session_id);
  text("name", event.name);
  text("source", "BE");
  json.key("time").number(event.time);
  json.key("seq").number(event.seq);
  text("result", event.result);
  text("reason", event.reason);
  text("error_code", event.error_code);
  text("message", event.message);
  text("stage", event.stage);
  text("submission_id", event.submission_id);
  if (event.duration_ms) json.key("duration_ms").number(*event.duration_ms);
  if (event.attempt > 0) json.key("attempt").number(event.attempt);
  if (!event.attributes.empty()) {
    json.key("attributes").begin_object();
    for (const auto& [name, value] : event.attributes) json.key(name).number(value);
    json.end_object();
  }
  json.end_object();
}

}  // namespace sj::liveform
