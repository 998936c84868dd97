// GET /v1/analytics/...: what the sessions of a range add up to now.
#include <functional>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "query/inputs.hpp"
#include "query/time_buckets.hpp"

namespace sj::api {
namespace {

struct Input {
  TimeMs now = 0;
  store::Filter filter;
  std::vector<TimeMs> edges;  ///< only where asked for
  store::Scope scope;
};

query::Parsed<void> read_range(const query::Parameters&, Input& input) {
  return query::settle_range(input.filter, input.now);
}

query::Parsed<void> read_edges(const query::Parameters& parameters, Input& input) {
  auto edges = query::read_buckets(parameters, *input.filter.from, *input.filter.to);
  if (!edges) return std::unexpected(edges.error());
  input.edges = *std::move(edges);
  return {};
}

const query::Inputs<Input>& usual_inputs() {
  static const query::Inputs<Input> rows{query::filter_row(&Input::filter), {{}, read_range}};
  return rows;
}

const query::Inputs<Input>& inputs_with_buckets() {
  static const query::Inputs<Input> rows{
      query::filter_row(&Input::filter), {{}, read_range}, {{"interval", "tz"}, read_edges}};
  return rows;
}

void count(JsonWriter& json, std::string_view key, std::uint64_t value) {
  json.key(key).number(static_cast<std::int64_t>(value));
}

void duration(JsonWriter& json, std::string_view key, const std::optional<DurationMs>& value) {
  json.key(key);
  if (value)
    json.number(*value);
  else
    json.null();
}

// Reads the input, asks the store, and writes what it says between the members that every answer has.
template <class Found>
Endpoint analysis(std::string_view name, const query::Inputs<Input>& inputs,
                  std::function<Result<Found>(store::Store&, const Input&)> ask,
                  std::function<void(JsonWriter&, const Found&, const Catalog&)> write) {
  auto answer = [&inputs, ask, write](Context& context, const http::Request& request) {
    const TimeMs now = context.clock.now();
    auto input = inputs.read(parameters_of(request), {.now = now});
    if (!input) return problem_of(input.error());
    input->scope = context.reader.scope(project_of(request), now);
    const auto found = ask(context.store, *input);
    if (!found) return problem_of(found.error());
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    write(json, *found, *input->scope.catalog);
    json.key("from").time(*input->filter.from).key("to").time(*input->filter.to).key("as_of").time(now);
    json.end_object();
    return http::json_response(std::move(out));
  };
  return {.paths = {"/v1/analytics/" + std::string(name)},
          .route = {.right = access::Right::read, .lane = http::Lane::pooled},
          .parameters = inputs.names(),
          .answers = {200, 503},
          .run = answering(answer)};
}

void write_funnel(JsonWriter& json, const store::Funnel& funnel, const Catalog&) {
  count(json, "started", funnel.started);
  count(json, "completed", funnel.completed);
  count(json, "approved", funnel.approved);
  json.key("stages").begin_array();
  for (std::size_t i = 0; i < stage_count; ++i) {
    const store::StageFunnel& stage = funnel.stages[i];
    json.begin_object().key("stage").text(to_text(static_cast<Stage>(i)));
    count(json, "entered", stage.entered);
    count(json, "passed", stage.passed);
    count(json, "dropped_here", stage.dropped_here);
    count(json, "error_here", stage.error_here);
    count(json, "blocked_here", stage.blocked_here);
    count(json, "retakes", stage.retakes);
    duration(json, "p50_ms", stage.p50_ms);
    duration(json, "p90_ms", stage.p90_ms);
    json.end_object();
  }
  json.end_array();
}

void write_bucket(JsonWriter& json, const store::OutcomeBucket& bucket, const Catalog&) {
  json.begin_object().key("from").time(bucket.from).key("to").time(bucket.to);
  json.key("status").begin_object();
  for (std::size_t i = 0; i < journey::status_count; ++i)
    count(json, journey::to_text(static_cast<journey::Status>(i)), bucket.status[i]);
  json.end_object().key("decision").begin_object();
  for (const Impact outcome : {Impact::approved, Impact::rejected, Impact::pending, Impact::none})
    count(json, to_text(outcome), bucket.decision[static_cast<std::size_t>(outcome)]);
  json.end_object().end_object();
}

void write_values(JsonWriter& json, std::string_view name, const std::vector<store::ValueCount>& values) {
  json.key(name).begin_array();
  for (const store::ValueCount& value : values) {
    json.begin_object().key(name).text_or_null(value.value);
    count(json, "sessions", value.sessions);
    json.end_object();
  }
  json.end_array();
}

void write_check(JsonWriter& json, const store::CheckStatistics& check, const Catalog&) {
  const auto result = [&](CheckResult which) { return check.results[static_cast<std::size_t>(which)]; };
  json.begin_object().key("check").text(check.check);
  count(json, "runs", check.runs);
  count(json, "pass", result(CheckResult::pass));
  count(json, "fail", result(CheckResult::fail));
  count(json, "warn", result(CheckResult::warn));
  count(json, "error", result(CheckResult::error));
  count(json, "skipped", result(CheckResult::skipped));
  count(json, "sessions", check.sessions);
  count(json, "sessions_with_retake", check.sessions_with_retake);
  duration(json, "p50_ms", check.p50_ms);
  duration(json, "p95_ms", check.p95_ms);
  json.end_object();
}

void write_reason(JsonWriter& json, const store::ReasonCount& reason, const Catalog&) {
  json.begin_object().key("outcome").text(to_text(reason.outcome)).key("reason").text_or_null(reason.reason);
  count(json, "sessions", reason.sessions);
  json.end_object();
}

void write_error(JsonWriter& json, const store::ValueCount& error, const Catalog& catalog) {
  const std::string& prefix = catalog.family_of(error.value).prefix;
  json.begin_object().key("error_code").text(error.value).key("family").text(prefix.empty() ? "other" : prefix);
  count(json, "sessions", error.sessions);
  json.end_object();
}

void write_dropoffs(JsonWriter& json, const store::Dropoffs& dropoffs, const Catalog&) {
  write_values(json, "headline", dropoffs.headline);
  write_values(json, "stage", dropoffs.stage);
  write_values(json, "last_path", dropoffs.last_path);
  write_values(json, "last_event", dropoffs.last_event);
}

// A member that is an array of what `write` writes of each.
template <class Item>
std::function<void(JsonWriter&, const std::vector<Item>&, const Catalog&)> array(std::string_view name,
                                                                                 void (*write)(JsonWriter&, const Item&,
                                                                                               const Catalog&)) {
  return [name, write](JsonWriter& json, const std::vector<Item>& items, const Catalog& catalog) {
    json.key(name).begin_array();
    for (const Item& item : items) write(json, item, catalog);
    json.end_array();
  };
}

}  // namespace

Endpoint get_funnel() {
  return analysis<store::Funnel>(
      "funnel", usual_inputs(), [](store::Store& store, const Input& in) { return store.funnel(in.scope, in.filter); },
      write_funnel);
}

Endpoint get_outcomes() {
  return analysis<std::vector<store::OutcomeBucket>>(
      "outcomes", inputs_with_buckets(),
      [](store::Store& store, const Input& in) { return store.outcomes(in.scope, in.filter, in.edges); },
      array("buckets", write_bucket));
}

Endpoint get_reasons() {
  return analysis<std::vector<store::ReasonCount>>(
      "reasons", usual_inputs(),
      [](store::Store& store, const Input& in) { return store.reasons(in.scope, in.filter); },
      array("data", write_reason));
}

Endpoint get_errors() {
  return analysis<std::vector<store::ValueCount>>(
      "errors", usual_inputs(), [](store::Store& store, const Input& in) { return store.errors(in.scope, in.filter); },
      array("data", write_error));
}

Endpoint get_dropoffs() {
  return analysis<store::Dropoffs>(
      "dropoffs", usual_inputs(),
      [](store::Store& store, const Input& in) { return store.dropoffs(in.scope, in.filter); }, write_dropoffs);
}

Endpoint get_checks() {
  return analysis<std::vector<store::CheckStatistics>>(
      "checks", usual_inputs(), [](store::Store& store, const Input& in) { return store.checks(in.scope, in.filter); },
      array("data", write_check));
}

}  // namespace sj::api
