#include "api/take_events.hpp"

#include "api/answer.hpp"
#include "ingest/admission.hpp"
#include "wire/mapping/translate.hpp"

namespace sj::api {
namespace {

using http::ProblemCode;

http::Response problem_of_body(const wire::BodyError& error) {
  using Kind = wire::BodyError::Kind;
  if (error.kind == Kind::too_many_events) return http::problem_response(ProblemCode::too_large, error.detail);
  if (error.kind == Kind::invalid_field)
    return http::problem_response(ProblemCode::invalid_field, error.detail, error.field);
  http::Problem problem{.code = ProblemCode::invalid_json, .detail = "the body is not JSON: " + error.detail};
  if (error.offset) problem.more_members = "\"offset\":" + std::to_string(*error.offset);
  return http::problem_response(std::move(problem));
}

// Nothing of the batch is taken, and its sender keeps it.
void refuse_for_our_clock(Context& context, const http::Reply& reply) {
  context.metrics.on_refused(ingest::Refusal::clock);
  reply(problem_of(error_of(ingest::Refusal::clock)));
}

}  // namespace

Sender sender_of(const access::Caller& caller) {
  return {caller.project_id, access::may(caller.kind, access::Right::write_be)};
}

void take_events(Context& context, const Sender& sender, wire::native::Form form, http::Request request,
                 AnswerForm answer, http::Reply reply) {
  const auto time = context.clock_watch.read();
  if (time.is_wrong) return refuse_for_our_clock(context, reply);
  ingest::Admission admission({.project_id = sender.project_id,
                               .catalog = context.rules(sender.project_id).catalog,
                               .may_write_be = sender.may_write_be,
                               .received_at = time.now,
                               .at_least = time.at_least,
                               .body_bytes = request.body.size()});
  thread_local wire::native::Decoder decoder;
  if (const auto error = decoder.decode(request.body, form, admission)) return reply(problem_of_body(*error));
  auto batch = std::make_shared<ingest::Batch>(std::move(admission).finish());
  if (context.clock_watch.is_to_blame_for(*batch, sender.may_write_be)) return refuse_for_our_clock(context, reply);
  context.metrics.count_rejected(batch->rejected.size());
  if (batch->items.empty()) return reply(answer(*batch, ingest::Outcome{}));
  // The request goes on living: its share of the bytes in flight is given back when the answer is out.
  auto waiting = std::make_shared<http::Request>(std::move(request));
  context.ingest.submit(batch, [&context, batch, waiting, answer = std::move(answer),
                                reply = std::move(reply)](const Result<ingest::Outcome>& outcome) {
    if (!outcome) return reply(problem_of(outcome.error()));
    context.metrics.count_taken(outcome->accepted, outcome->duplicates);
    reply(answer(*batch, *outcome));
  });
}

void take_messages(Context& context, const Sender& sender, wire::Protocol protocol, const wire::Unpacked& unpacked,
                   http::Request request, AnswerForm answer, http::Reply reply) {
  if (!unpacked) return reply(problem_of_body(unpacked.error()));
  thread_local wire::Translator translator;
  const auto mapping = context.mapping(sender.project_id);
  const auto catalog = context.rules(sender.project_id).catalog;
  auto body = translator.translate(
      *unpacked, mapping->of(protocol),
      {.catalog = *catalog, .may_write_be = sender.may_write_be, .received_at = context.clock.now(), .on_field = {}});
  if (!body) return reply(problem_of_body(body.error()));
  request.body = *std::move(body);
  take_events(context, sender, wire::native::Form::json, std::move(request), std::move(answer), std::move(reply));
}

}  // namespace sj::api
