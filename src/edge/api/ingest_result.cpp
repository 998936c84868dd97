#include "api/ingest_result.hpp"

#include <algorithm>

#include "base/json_writer.hpp"

namespace sj::api {
namespace {

void write_rejections(JsonWriter& json, const std::vector<Rejection>& rejections) {
  json.key("rejected").begin_array();
  for (const Rejection& rejection : rejections) {
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

void write_warnings(JsonWriter& json, const std::vector<Warning>& warnings) {
  json.key("warnings").begin_array();
  for (const Warning& warning : warnings) {
    json.begin_object();
    json.key("index").number(warning.index);
    json.key("code").text(to_text(warning.code));
    json.key("detail").text(warning.detail);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string ingest_result_json(const ingest::Batch& batch, const ingest::IngestResult& result) {
  std::vector<Rejection> rejected = batch.rejected;
  rejected.insert(rejected.end(), result.rejected.begin(), result.rejected.end());
  std::ranges::sort(rejected, {}, &Rejection::index);
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("accepted").number(result.accepted);
  json.key("duplicates").number(result.duplicates);
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

bool all_rejected(const ingest::Batch& batch, const ingest::IngestResult& result) {
  return batch.events > 0 && result.accepted == 0 && result.duplicates == 0;
}

http::Response native_answer(const ingest::Batch& batch, const ingest::IngestResult& result) {
  std::string answer = ingest_result_json(batch, result);
  if (!all_rejected(batch, result)) return http::json_response(std::move(answer));
  http::Problem problem{.code = http::ProblemCode::nothing_accepted,
                        .detail = "every event was rejected; `rejected` tells what is wrong with each"};
  problem.more_members = answer.substr(1, answer.size() - 2);
  return http::problem_response(std::move(problem));
}

http::Response native_answer_with(std::string_view member, const ingest::Batch& batch,
                                  const ingest::IngestResult& result) {
  http::Response response = native_answer(batch, result);
  if (!response.problem) response.body.insert(1, std::string(member) + ",");
  return response;
}

}  // namespace sj::api
