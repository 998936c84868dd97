// POST /v1/events
#include <algorithm>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "base/json_writer.hpp"
#include "ingest/admission.hpp"
#include "wire/native/decode.hpp"

namespace sj::api {
namespace {

using http::ProblemCode;
using wire::native::Form;

std::optional<Form> form_of(std::string_view content_type) {
  const auto is = [&](std::string_view type) {
    return std::ranges::equal(content_type, type,
                              [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
  };
  if (is("application/x-ndjson")) return Form::ndjson;
  const bool json =
      content_type.empty() || is("application/json") || is("text/plain") || is("application/x-www-form-urlencoded");
  return json ? std::optional(Form::json) : std::nullopt;
}

http::Response problem_of_body(const wire::BodyError& error) {
  using Kind = wire::BodyError::Kind;
  if (error.kind == Kind::too_many_events) return http::problem_response(ProblemCode::too_large, error.detail);
  if (error.kind == Kind::invalid_field)
    return http::problem_response(ProblemCode::invalid_field, error.detail, error.field);
  http::Problem problem{.code = ProblemCode::invalid_json, .detail = "the body is not JSON: " + error.detail};
  if (error.offset) problem.more_members = "\"offset\":" + std::to_string(*error.offset);
  return http::problem_response(std::move(problem));
}

void write_rejections(JsonWriter& json, const std::vector<wire::Rejection>& rejections) {
  json.key("rejected").begin_array();
  for (const wire::Rejection& rejection : rejections) {
    json.begin_object();
    json.key("index").number(rejection.index);
    json.key("event_id").text_or_null(rejection.event_id);
    json.key("code").text(to_text(rejection.code));
    json.key("field").text_or_null(rejection.field);
    json.key("detail").text(rejection.detail);
    json.end_object();
  }
  json.end_array();
}

void write_warnings(JsonWriter& json, const std::vector<wire::Warning>& warnings) {
  json.key("warnings").begin_array();
  for (const wire::Warning& warning : warnings) {
    json.begin_object();
    json.key("index").number(warning.index);
    json.key("code").text(to_text(warning.code));
    json.key("detail").text(warning.detail);
    json.end_object();
  }
  json.end_array();
}

// The answer's members, in braces.
std::string answer_of(const ingest::Batch& batch, const ingest::Outcome& outcome) {
  std::vector<wire::Rejection> rejected = batch.rejected;
  rejected.insert(rejected.end(), outcome.rejected.begin(), outcome.rejected.end());
  std::ranges::sort(rejected, {}, &wire::Rejection::index);
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("accepted").number(outcome.accepted);
  json.key("duplicates").number(outcome.duplicates);
  write_rejections(json, rejected);
  write_warnings(json, batch.warnings);
  if (!batch.derived_ids.empty()) {
    json.key("event_ids").begin_array();
    for (const ingest::DerivedId& derived : batch.derived_ids) {
      json.begin_object().key("index").number(derived.index);
      json.key("event_id").text(derived.event_id).end_object();
    }
    json.end_array();
  }
  json.end_object();
  return out;
}

http::Response response_of(const ingest::Batch& batch, const Result<ingest::Outcome>& outcome) {
  if (!outcome) return problem_of(outcome.error());
  std::string answer = answer_of(batch, *outcome);
  const bool all_rejected = batch.events > 0 && outcome->accepted == 0 && outcome->duplicates == 0;
  if (!all_rejected) return http::json_response(std::move(answer));
  http::Problem problem{.code = ProblemCode::nothing_accepted,
                        .detail = "every event was rejected; `rejected` tells what is wrong with each"};
  problem.more_members = answer.substr(1, answer.size() - 2);
  return http::problem_response(std::move(problem));
}

}  // namespace

void post_events(Context& context, http::Request request, http::Reply reply) {
  const auto form = form_of(request.content_type());
  if (!form)
    return reply(http::problem_response(ProblemCode::unsupported_media_type,
                                        "send application/json, application/x-ndjson or text/plain", "Content-Type"));
  if (!request.query.empty())
    return reply(http::problem_response(ProblemCode::unknown_parameter,
                                        "there is no parameter " + request.query[0].name + " here",
                                        request.query[0].name));
  const std::string& project = project_of(request);
  ingest::Admission admission({.project_id = project,
                               .catalog = context.rules(project).catalog,
                               .may_write_be = access::may(request.caller->kind, access::Right::write_be),
                               .received_at = context.clock.now(),
                               .body_bytes = request.body.size()});
  thread_local wire::native::Decoder decoder;
  if (const auto error = decoder.decode(request.body, *form, admission)) return reply(problem_of_body(*error));
  auto batch = std::make_shared<ingest::Batch>(std::move(admission).finish());
  context.metrics.count_rejected(batch->rejected.size());
  if (batch->items.empty()) return reply(response_of(*batch, ingest::Outcome{}));
  // The request goes on living: its share of the bytes in flight is given back when the answer is out.
  auto waiting = std::make_shared<http::Request>(std::move(request));
  context.ingest.submit(batch,
                        [&context, batch, waiting, reply = std::move(reply)](const Result<ingest::Outcome>& outcome) {
                          if (outcome) context.metrics.count_taken(outcome->accepted, outcome->duplicates);
                          reply(response_of(*batch, outcome));
                        });
}

}  // namespace sj::api
