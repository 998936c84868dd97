// GET /v1/catalog: what the event names, screens, reasons and error codes of the project mean, and what to do.
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "base/json_writer.hpp"

namespace sj::api {
namespace {

void write_text(JsonWriter& json, std::string_view name, const LocalText& text) {
  json.key(name).begin_object();
  json.key("en").text(text.en);
  json.key("ko").text(text.ko);
  json.end_object();
}

void write_stage(JsonWriter& json, const std::optional<Stage>& stage) {
  json.key("stage").text_or_null(stage ? to_text(*stage) : std::string_view());
}

void write_event(JsonWriter& json, const EventType& type) {
  json.begin_object();
  json.key("name").text(type.name);
  json.key("source").text(to_text(type.source));
  write_stage(json, type.stage);
  json.key("kind").text(to_text(type.kind));
  json.key("impact").text(to_text(type.impact));
  json.key("flags").begin_array();
  for (const Flag flag : all_flags)
    if (type.has(flag)) json.text(to_text(flag));
  json.end_array();
  json.key("pair").text_or_null(type.pair);
  json.key("provenance").text(type.provenance);
  write_text(json, "title", type.title);
  write_text(json, "meaning", type.meaning);
  json.end_object();
}

void write_screen(JsonWriter& json, const Catalog::ScreenStage& screen) {
  json.begin_object();
  json.key("path").text(screen.path);
  write_stage(json, screen.stage);
  json.end_object();
}

void write_reason(JsonWriter& json, const Reason& reason) {
  json.begin_object();
  json.key("code").text(reason.code);
  json.key("outcome").text(to_text(reason.outcome));
  write_stage(json, reason.stage);
  json.key("causes").text(to_text(reason.causes));
  json.key("checks").begin_array();
  for (const std::string& check : reason.checks) json.text(check);
  json.end_array();
  write_text(json, "title", reason.title);
  json.end_object();
}

void write_family(JsonWriter& json, const ErrorFamily& family) {
  json.begin_object();
  json.key("prefix").text(family.prefix);
  json.key("class").text(to_text(family.error_class));
  write_text(json, "title", family.title);
  json.end_object();
}

void write_error_code(JsonWriter& json, const Catalog& catalog, const KnownErrorCode& code) {
  json.begin_object();
  json.key("code").text(code.code);
  const ErrorFamily& family = catalog.family_of(code.code);
  json.key("family").text(family.prefix.empty() ? std::string_view("other") : std::string_view(family.prefix));
  write_text(json, "title", code.title);
  json.end_object();
}

void write_advice(JsonWriter& json, const Advice& advice) {
  json.begin_object();
  json.key("for").text(to_text(advice.subject));
  json.key("code").text(advice.code);
  json.key("sensitive").boolean(advice.sensitive);
  write_text(json, "next", advice.next);
  write_text(json, "tell", advice.tell);
  json.end_object();
}

template <class Rows, class Write>
void write_rows(JsonWriter& json, std::string_view name, const Rows& rows, Write write) {
  json.key(name).begin_array();
  for (const auto& row : rows) write(row);
  json.end_array();
}

http::Response answer(Context& context, const http::Request& request) {
  const auto catalog = context.rules(project_of(request)).catalog;
  http::Response response = http::json_response({});
  JsonWriter json(response.body);
  json.begin_object();
  write_rows(json, "events", catalog->events(), [&](const EventType& row) { write_event(json, row); });
  write_rows(json, "screens", catalog->screens(), [&](const Catalog::ScreenStage& row) { write_screen(json, row); });
  write_rows(json, "reasons", catalog->reasons(), [&](const Reason& row) { write_reason(json, row); });
  write_rows(json, "error_families", catalog->families(), [&](const ErrorFamily& row) { write_family(json, row); });
  write_rows(json, "error_codes", catalog->error_codes(),
             [&](const KnownErrorCode& row) { write_error_code(json, *catalog, row); });
  write_rows(json, "advice", catalog->advice(), [&](const Advice& row) { write_advice(json, row); });
  json.end_object();
  return response;
}

}  // namespace

Endpoint get_catalog() {
  return {.paths = {"/v1/catalog"},
          .route = {.right = access::Right::read},
          .parameters = std::vector<std::string_view>{},
          .answers = {200},
          .run = answering(answer)};
}

}  // namespace sj::api
