#include "api/take_events.hpp"

#include "api/answer.hpp"
#include "ingest/admission.hpp"
#include "wire/mapping/translate.hpp"

namespace sj::api {
namespace {

using http::ProblemCode;

http::Response refused_for_our_clock(Context& context) {
  context.metrics.on_refused(ingest::Refusal::clock);
  return problem_of(error_of(ingest::Refusal::clock));
}

/// What stands in the way of a request before its body is read: our clock, or a key that sent too much lately.
std::optional<http::Response> turned_away(Context& context, const Sender& sender) {
  if (context.clock_watch.read().is_wrong) return refused_for_our_clock(context);
  if (sender.bounded_key.empty()) return std::nullopt;
  const auto wait = context.key_rates.wait_of(sender.bounded_key, std::chrono::steady_clock::now());
  if (!wait) return std::nullopt;
  context.metrics.count_rate_limited();
  return http::problem_response({.code = ProblemCode::rate_limited,
                                 .detail = "this publishable key sent more events than it may; send again later",
                                 .retry_after_s = static_cast<int>(wait->count())});
}

ingest::Sender admitted(Context& context, const Sender& sender, const http::Request& request) {
  const auto time = context.clock_watch.read();
  return {.project_id = sender.project_id,
          .catalog = context.rules(sender.project_id).catalog,
          .may_write_be = sender.may_write_be,
          .received_at = time.now,
          .at_least = time.at_least,
          .body_bytes = request.body.size()};
}

// Has the batch written and answers. The request lives on: its share of the bytes in flight, which now stands for the
// batch, is given back when the answer is out.
void submit(Context& context, const Sender& sender, ingest::Batch taken, http::Request request, AnswerForm answer,
            http::Reply reply) {
  auto batch = std::make_shared<ingest::Batch>(std::move(taken));
  if (context.clock_watch.is_to_blame_for(*batch, sender.may_write_be)) return reply(refused_for_our_clock(context));
  context.metrics.count_rejected(batch->rejected.size());
  if (!sender.bounded_key.empty())
    context.key_rates.charge(sender.bounded_key, batch->events, std::chrono::steady_clock::now());
  if (batch->items.empty()) return reply(answer(*batch, ingest::IngestResult{}));
  request.body = std::string();
  auto waiting = std::make_shared<http::Request>(std::move(request));
  context.ingest.submit(batch, [&context, batch, waiting, answer = std::move(answer),
                                reply = std::move(reply)](const Result<ingest::IngestResult>& result) {
    if (!result) return reply(problem_of(result.error()));
    context.metrics.count_taken(result->accepted, result->duplicates);
    context.metrics.count_session_full(result->rejected.size());
    reply(answer(*batch, *result));
  });
}

}  // namespace

http::Response problem_of(Context& context, const wire::BodyError& error) {
  using Kind = wire::BodyError::Kind;
  switch (error.kind) {
    case Kind::too_many_events:
    case Kind::too_many_tokens:
    case Kind::too_many_bytes:
      context.metrics.count_beyond_bounds(error.kind);
      return http::problem_response(ProblemCode::too_large, error.detail);
    case Kind::invalid_field: return http::problem_response(ProblemCode::invalid_field, error.detail, error.field);
    case Kind::stopping: return http::problem_response(ProblemCode::unavailable, error.detail);
    case Kind::invalid_json: break;
  }
  http::Problem problem{.code = ProblemCode::invalid_json, .detail = "the body is not JSON: " + error.detail};
  if (error.offset) problem.more_members = "\"offset\":" + std::to_string(*error.offset);
  return http::problem_response(std::move(problem));
}

Sender sender_of(const access::Caller& caller) {
  return {caller.project_id, access::may(caller.kind, access::Right::write_be),
          caller.kind == access::KeyKind::publishable ? caller.key_id : std::string()};
}

void take_events(Context& context, const Sender& sender, wire::native::Form form, http::Request request,
                 AnswerForm answer, http::Reply reply) {
  if (auto answered = turned_away(context, sender)) return reply(*std::move(answered));
  ingest::Admission admission(admitted(context, sender, request));
  thread_local wire::native::Decoder decoder;
  if (const auto error = decoder.decode(request.body, form, admission)) return reply(problem_of(context, *error));
  submit(context, sender, std::move(admission).finish(), std::move(request), std::move(answer), std::move(reply));
}

void take_messages(Context& context, const Sender& sender, wire::Protocol protocol, const Unpack& unpack,
                   http::Request request, AnswerForm answer, http::Reply reply) {
  if (auto answered = turned_away(context, sender)) return reply(*std::move(answered));
  const ingest::Sender who = admitted(context, sender, request);
  ingest::Admission admission(who);
  thread_local wire::Translator translator;
  const auto mapping = context.mapping(sender.project_id);
  const wire::TranslateOptions options{.catalog = *who.catalog,
                                       .may_write_be = sender.may_write_be,
                                       .received_at = who.received_at,
                                       .stop = context.stop.get_token()};
  wire::Translation translation(translator, mapping->of(protocol), options, admission);
  if (const auto error = unpack(request, translation)) return reply(problem_of(context, *error));
  submit(context, sender, std::move(admission).finish(), std::move(request), std::move(answer), std::move(reply));
}

}  // namespace sj::api
