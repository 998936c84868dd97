// GET /v1/sessions
#include <algorithm>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "query/cursor.hpp"

namespace sj::api {
namespace {

using query::Parsed;

struct Input {
  store::ListQuery query;
  TimeMs as_of = 0;
  bool exact_count = false;
  std::uint64_t question = 0;
};

Parsed<bool> read_count(query::Parameters& parameters) {
  const auto text = parameters.one("count");
  if (!text) return std::unexpected(text.error());
  const std::string_view word = text->value_or("none");
  if (word != "none" && word != "exact") return query::invalid("count", "count must be none or exact");
  return word == "exact";
}

Parsed<void> read_cursor(query::Parameters& parameters, Input& input) {
  const auto text = parameters.one("cursor");
  if (!text) return std::unexpected(text.error());
  if (!*text) return {};
  const auto cursor = query::decode_list_cursor(**text);
  if (!cursor || cursor->question != input.question)
    return std::unexpected(query::ParameterError{query::ParameterError::Kind::cursor, "cursor",
                                                 "the cursor belongs to another question; start again without it"});
  input.query.after = cursor->after;
  input.as_of = cursor->as_of;
  return {};
}

Parsed<Input> read_input(query::Parameters parameters, const std::string& project, TimeMs now) {
  Input input;
  input.as_of = now;
  input.question = parameters.question_hash(project);
  auto filter = query::read_filter(parameters);
  if (!filter) return std::unexpected(filter.error());
  input.query.filter = *std::move(filter);
  const auto sort = query::read_sort(parameters);
  if (!sort) return std::unexpected(sort.error());
  input.query.sort = *sort;
  const auto limit = query::read_limit(parameters);
  if (!limit) return std::unexpected(limit.error());
  input.query.limit = *limit;
  const auto count = read_count(parameters);
  if (!count) return std::unexpected(count.error());
  input.exact_count = *count;
  if (auto cursor = read_cursor(parameters, input); !cursor) return std::unexpected(cursor.error());
  if (auto finished = parameters.finish(); !finished) return std::unexpected(finished.error());
  return input;
}

}  // namespace

// A list looks at bits and numbers of rows until it has a page; only texts and counts take long.
bool is_quick_list(const http::Request& request) {
  return std::ranges::none_of(request.query, [](const http::QueryParameter& parameter) {
    return parameter.name == "q" || parameter.name == "count";
  });
}

http::Response list_sessions(Context& context, const http::Request& request) {
  const auto input = read_input(parameters_of(request), project_of(request), context.clock.now());
  if (!input) return problem_of(input.error());
  const store::Scope scope = context.reader.scope(project_of(request), input->as_of);
  const auto page = context.store.list(scope, input->query);
  if (!page) return problem_of(page.error());

  std::string out;
  JsonWriter json(out);
  json.begin_object().key("data").begin_array();
  for (const journey::Summary& summary : page->sessions) query::write_summary(json, summary, scope);
  json.end_array().key("next_cursor");
  if (page->next)
    json.text(query::encode_cursor(query::ListCursor{input->question, input->as_of, *page->next}));
  else
    json.null();
  json.key("as_of").time(input->as_of);
  if (input->exact_count) {
    const auto total = context.store.count(scope, input->query.filter);
    if (!total) return problem_of(total.error());
    json.key("total").number(static_cast<std::int64_t>(*total));
  }
  json.end_object();
  return http::json_response(std::move(out));
}

}  // namespace sj::api
