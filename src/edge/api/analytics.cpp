// GET /v1/analytics/...: what the sessions of a range add up to now.
#include <functional>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "query/time_buckets.hpp"

namespace sj::api {
namespace {

struct Input {
  store::Filter filter;
  store::Scope scope;
  std::vector<TimeMs> edges;  ///< only where asked for
};

enum class Buckets : bool { no, yes };

query::Parsed<Input> read_input(const Context& context, const http::Request& request, Buckets buckets) {
  query::Parameters parameters = parameters_of(request);
  Input input;
  const TimeMs now = context.clock.now();
  input.scope = context.reader.scope(project_of(request), now);
  auto filter = query::read_filter(parameters);
  if (!filter) return std::unexpected(filter.error());
  input.filter = *std::move(filter);
  if (auto settled = query::settle_range(input.filter, now); !settled) return std::unexpected(settled.error());
  if (buckets == Buckets::yes) {
    auto edges = query::read_buckets(parameters, *input.filter.from, *input.filter.to);
    if (!edges) return std::unexpected(edges.error());
    input.edges = *std::move(edges);
  }
  if (auto finished = parameters.finish(); !finished) return std::unexpected(finished.error());
  return input;
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
template <class Answer>
http::Response answer(Context& context, const http::Request& request, Buckets buckets,
                      const std::function<Result<Answer>(const Input&)>& ask,
                      const std::function<void(JsonWriter&, const Answer&)>& write) {
  const auto input = read_input(context, request, buckets);
  if (!input) return problem_of(input.error());
  const auto found = ask(*input);
  if (!found) return problem_of(found.error());
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write(json, *found);
  json.key("from").time(*input->filter.from).key("to").time(*input->filter.to).key("as_of").time(input->scope.as_of);
  json.end_object();
  return http::json_response(std::move(out));
}

void write_funnel(JsonWriter& json, const store::Funnel& funnel) {
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

void write_bucket(JsonWriter& json, const store::OutcomeBucket& bucket) {
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

void write_check(JsonWriter& json, const store::CheckStatistics& check) {
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

// {"data":[...]}
template <class Item, class Write>
std::function<void(JsonWriter&, const std::vector<Item>&)> as_data(Write write) {
  return [write](JsonWriter& json, const std::vector<Item>& items) {
    json.key("data").begin_array();
    for (const Item& item : items) write(json, item);
    json.end_array();
  };
}

}  // namespace

http::Response get_funnel(Context& context, const http::Request& request) {
  return answer<store::Funnel>(
      context, request, Buckets::no, [&](const Input& in) { return context.store.funnel(in.scope, in.filter); },
      write_funnel);
}

http::Response get_outcomes(Context& context, const http::Request& request) {
  return answer<std::vector<store::OutcomeBucket>>(
      context, request, Buckets::yes,
      [&](const Input& in) { return context.store.outcomes(in.scope, in.filter, in.edges); },
      [](JsonWriter& json, const std::vector<store::OutcomeBucket>& buckets) {
        json.key("buckets").begin_array();
        for (const auto& bucket : buckets) write_bucket(json, bucket);
        json.end_array();
      });
}

http::Response get_reasons(Context& context, const http::Request& request) {
  return answer<std::vector<store::ReasonCount>>(
      context, request, Buckets::no, [&](const Input& in) { return context.store.reasons(in.scope, in.filter); },
      as_data<store::ReasonCount>([](JsonWriter& json, const store::ReasonCount& reason) {
        json.begin_object().key("outcome").text(to_text(reason.outcome)).key("reason").text_or_null(reason.reason);
        count(json, "sessions", reason.sessions);
        json.end_object();
      }));
}

http::Response get_errors(Context& context, const http::Request& request) {
  const auto catalog = context.rules(project_of(request)).catalog;
  return answer<std::vector<store::ValueCount>>(
      context, request, Buckets::no, [&](const Input& in) { return context.store.errors(in.scope, in.filter); },
      as_data<store::ValueCount>([catalog](JsonWriter& json, const store::ValueCount& error) {
        const std::string& prefix = catalog->family_of(error.value).prefix;
        json.begin_object().key("error_code").text(error.value).key("family").text(prefix.empty() ? "other" : prefix);
        count(json, "sessions", error.sessions);
        json.end_object();
      }));
}

http::Response get_dropoffs(Context& context, const http::Request& request) {
  return answer<store::Dropoffs>(
      context, request, Buckets::no, [&](const Input& in) { return context.store.dropoffs(in.scope, in.filter); },
      [](JsonWriter& json, const store::Dropoffs& dropoffs) {
        write_values(json, "headline", dropoffs.headline);
        write_values(json, "stage", dropoffs.stage);
        write_values(json, "last_path", dropoffs.last_path);
        write_values(json, "last_event", dropoffs.last_event);
      });
}

http::Response get_checks(Context& context, const http::Request& request) {
  return answer<std::vector<store::CheckStatistics>>(
      context, request, Buckets::no, [&](const Input& in) { return context.store.checks(in.scope, in.filter); },
      as_data<store::CheckStatistics>(write_check));
}

}  // namespace sj::api
