// OpenTelemetry logs, OTLP over HTTP. The protocol asks for answers in the request's own form, errors included.
#include "api/endpoints.hpp"
#include "api/ingest_result.hpp"
#include "api/take_events.hpp"
#include "api/way_in.hpp"
#include "http/message/header.hpp"
#include "wire/otlp/answer.hpp"
#include "wire/otlp/unpack.hpp"

namespace sj::api {
namespace {

using wire::otlp::Form;

constexpr std::string_view protobuf_type = "application/x-protobuf";
constexpr std::string_view json_type = "application/json";

std::string_view type_of(Form form) {
  return form == Form::protobuf ? protobuf_type : json_type;
}

std::optional<Form> form_of(std::string_view media_type) {
  if (http::equal_without_case(media_type, protobuf_type)) return Form::protobuf;
  if (http::equal_without_case(media_type, json_type)) return Form::json;
  return std::nullopt;
}

std::string_view without_parameters(std::string_view content_type) {
  content_type = content_type.substr(0, content_type.find(';'));
  while (content_type.ends_with(' ')) content_type.remove_suffix(1);
  return content_type;
}

// What is wrong with the first one; the sender's log has room for a sentence.
std::string first_fault(const ingest::Batch& batch, const ingest::IngestResult& result) {
  const auto& rejected = batch.rejected.empty() ? result.rejected : batch.rejected;
  if (rejected.empty()) return {};
  const Rejection& first = rejected.front();
  return "log record " + std::to_string(first.index) + ": " + std::string(to_text(first.code)) + ": " + first.detail;
}

http::Response answer(Form form, const ingest::Batch& batch, const ingest::IngestResult& result) {
  const auto rejected = static_cast<std::uint32_t>(batch.rejected.size() + result.rejected.size());
  if (all_rejected(batch, result))
    return http::problem_response(http::ProblemCode::invalid_field, first_fault(batch, result));
  http::Response response;
  response.content_type = type_of(form);
  response.body = wire::otlp::response(form, rejected, first_fault(batch, result));
  return response;
}

http::RenderedProblem render_problem(const http::Problem& problem, std::string_view request_content_type) {
  const Form form = form_of(without_parameters(request_content_type)).value_or(Form::json);
  return {std::string(type_of(form)), wire::otlp::status(form, http::row_of(problem.code).status, problem.detail)};
}

void take(Context& context, http::Request request, http::Reply reply) {
  const auto form = form_of(request.content_type());
  if (!form)
    return reply(http::problem_response(http::ProblemCode::unsupported_media_type,
                                        "send application/x-protobuf or application/json", "Content-Type"));
  const auto unpack = [form](http::Request& from, wire::MessageSink& to) {
    return *form == Form::protobuf ? wire::otlp::unpack_protobuf(from.body, to)
                                   : wire::otlp::unpack_json(from.body, to);
  };
  const Sender sender = sender_of(*request.caller);
  take_messages(
      context, sender, wire::Protocol::otlp, unpack, std::move(request),
      [form](const ingest::Batch& batch, const ingest::IngestResult& result) { return answer(*form, batch, result); },
      std::move(reply));
}

}  // namespace

Endpoint post_otlp_logs() {
  http::Route route = translated_route();
  route.problem_form = render_problem;
  return {.paths = {"/v1/logs"}, .route = std::move(route), .answers = {200, 400, 413, 415, 503}, .run = take};
}

}  // namespace sj::api
