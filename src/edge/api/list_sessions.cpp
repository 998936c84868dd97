// GET /v1/sessions
#include <algorithm>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "query/answers.hpp"
#include "query/cursor.hpp"
#include "query/inputs.hpp"

namespace sj::api {
namespace {

struct Input {
  store::Filter filter;
  store::Sort sort = store::Sort::created_descending;
  std::uint32_t limit = 0;
  bool exact_count = false;
  std::uint64_t question = 0;
  std::optional<query::ListCursor> cursor;
};

constexpr std::pair<std::string_view, bool> counts[] = {{"none", false}, {"exact", true}};

const query::Inputs<Input>& inputs() {
  static const query::Inputs<Input> rows{
      query::filter_row(&Input::filter), query::sort_row(&Input::sort), query::limit_row(&Input::limit),
      query::choice_row<Input, bool>("count", &Input::exact_count, counts),
      query::cursor_row(&Input::cursor, &Input::question, query::decode_list_cursor)};
  return rows;
}

// A list looks at bits and numbers of rows until it has a page; only texts and counts take long.
bool is_quick(Context&, const http::Request& request) {
  return std::ranges::none_of(request.query, [](const http::QueryParameter& parameter) {
    return parameter.name == "q" || parameter.name == "count";
  });
}

http::Response answer(Context& context, const http::Request& request) {
  const query::Parameters parameters = parameters_of(request);
  auto input = inputs().read(parameters, {.question = parameters.question_hash(project_of(request))});
  if (!input) return problem_of(input.error());
  const TimeMs as_of = input->cursor ? input->cursor->as_of : context.clock.now();
  const store::Scope scope = context.reader.scope(project_of(request), as_of);
  store::ListQuery query{.filter = std::move(input->filter), .sort = input->sort, .limit = input->limit};
  if (input->cursor) query.after = input->cursor->after;
  const auto page = context.store.list(scope, query);
  if (!page) return problem_of(page.error());

  std::string out;
  JsonWriter json(out);
  json.begin_object().key("data").begin_array();
  for (const journey::Summary& summary : page->sessions) query::write_summary(json, summary, scope);
  json.end_array().key("next_cursor");
  if (page->next)
    json.text(query::encode_cursor(query::ListCursor{input->question, as_of, *page->next}));
  else
    json.null();
  json.key("as_of").time(as_of);
  if (input->exact_count) {
    const auto total = context.store.count(scope, query.filter);
    if (!total) return problem_of(total.error());
    json.key("total").number(static_cast<std::int64_t>(*total));
  }
  json.end_object();
  return http::json_response(std::move(out));
}

}  // namespace

Endpoint list_sessions() {
  return {.paths = {"/v1/sessions"},
          .route = {.right = access::Right::read, .lane = http::Lane::pooled},
          .parameters = inputs().names(),
          .answers = {200, 409, 503},
          .run = answering(answer),
          .is_quick = is_quick};
}

}  // namespace sj::api
