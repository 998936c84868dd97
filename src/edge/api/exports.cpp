// GET /v1/export/sessions and /v1/export/events: everything that passes the filters, page by page while it is sent.
#include "api/answer.hpp"
#include "api/csv.hpp"
#include "api/endpoints.hpp"
#include "query/inputs.hpp"

namespace sj::api {
namespace {

constexpr std::uint32_t sessions_per_chunk = 200;
constexpr std::chrono::milliseconds retry_after{200}, wait_max{20'000};  // while the store is being opened again

// Walks the list and lets `Write` say what of each session is sent.
class ExportStream final : public http::BodyStream {
 public:
  using Write = std::function<Result<void>(std::string& out, const journey::Summary& summary)>;

  ExportStream(Context& context, store::Scope scope, store::Filter filter, std::string head, Write write)
      : context_(context), scope_(std::move(scope)), head_(std::move(head)), write_(std::move(write)) {
    query_.filter = std::move(filter);
    query_.limit = sessions_per_chunk;
  }

  http::Chunk next() override {
    http::Chunk chunk;
    const auto after = write_page(chunk.bytes);
    if (!after) return wait_or_cut(after.error());
    waited_ = {};
    query_.after = *after;
    chunk.end = !after->has_value();
    return chunk;
  }

 private:
  /// The page, and behind what the next one begins.
  Result<std::optional<store::Position>> write_page(std::string& out) {
    auto page = context_.store.list(scope_, query_);
    if (!page) return std::unexpected(page.error());
    if (!query_.after) out = head_;
    for (const journey::Summary& summary : page->sessions)
      if (auto written = write_(out, summary); !written) return std::unexpected(written.error());
    return page->next;
  }

  // A store that is being opened again is waited for. Otherwise the connection is cut: the client sees it is not whole.
  http::Chunk wait_or_cut(const Error& error) {
    if (error.code != Errc::unavailable || waited_ >= wait_max) throw std::runtime_error(error.message);
    waited_ += retry_after;
    http::Chunk chunk;
    chunk.wait = retry_after;
    return chunk;
  }

  Context& context_;
  const store::Scope scope_;
  store::ListQuery query_;
  const std::string head_;
  Write write_;
  std::chrono::milliseconds waited_{0};
};

enum class Format : std::uint8_t { none, csv, ndjson };

struct Input {
  store::Filter filter;
  Format format = Format::none;
};

constexpr std::pair<std::string_view, Format> session_formats[] = {{"csv", Format::csv}, {"ndjson", Format::ndjson}};
constexpr std::pair<std::string_view, Format> event_formats[] = {{"ndjson", Format::ndjson}};

const query::Inputs<Input>& session_inputs() {
  static const query::Inputs<Input> rows{query::choice_row<Input, Format>("format", &Input::format, session_formats),
                                         query::filter_row(&Input::filter)};
  return rows;
}

const query::Inputs<Input>& event_inputs() {
  static const query::Inputs<Input> rows{query::choice_row<Input, Format>("format", &Input::format, event_formats),
                                         query::filter_row(&Input::filter)};
  return rows;
}

Result<void> write_events(Context& context, const std::string& project_id, TimeMs now, std::string& out,
                          const journey::Summary& summary) {
  const auto read = context.reader.journey(project_id, summary.session_id, now, std::nullopt);
  if (!read) return std::unexpected(read.error());
  if (!*read) return {};
  for (const journey::JourneyEvent& event : (*read)->journey.events) {
    JsonWriter json(out);
    query::write_event(json, event, *(*read)->log);
    out += '\n';
  }
  return {};
}

http::Response answer_sessions(Context& context, const http::Request& request) {
  auto input = session_inputs().read(parameters_of(request), {});
  if (!input) return problem_of(input.error());
  if (input->format == Format::none)
    return problem_of(query::invalid("format", "say which format: csv or ndjson").error());
  const store::Scope scope = context.reader.scope(project_of(request), context.clock.now());
  const bool csv = input->format == Format::csv;
  auto write = [scope, csv](std::string& out, const journey::Summary& summary) -> Result<void> {
    if (csv) {
      append_csv_row(out, summary, scope);
    } else {
      JsonWriter json(out);
      query::write_summary(json, summary, scope);
      out += '\n';
    }
    return {};
  };
  return http::stream_response(
      csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
      std::make_unique<ExportStream>(context, scope, std::move(input->filter), csv ? csv_head() : "", write));
}

http::Response answer_events(Context& context, const http::Request& request) {
  auto input = event_inputs().read(parameters_of(request), {});
  if (!input) return problem_of(input.error());
  const std::string& project = project_of(request);
  const TimeMs now = context.clock.now();
  auto write = [&context, project, now](std::string& out, const journey::Summary& summary) {
    return write_events(context, project, now, out, summary);
  };
  return http::stream_response(
      "application/x-ndjson",
      std::make_unique<ExportStream>(context, context.reader.scope(project, now), std::move(input->filter), "", write));
}

/// Each walks through all that its filter lets pass.
constexpr std::size_t exports_of_key_max = 8;

Endpoint export_of(std::string path, const query::Inputs<Input>& inputs,
                   http::Response (*answer)(Context&, const http::Request&)) {
  return {.paths = {std::move(path)},
          .route = {.right = access::Right::read, .lane = http::Lane::pooled, .streams_of_key_max = exports_of_key_max},
          .parameters = inputs.names(),
          .answers = {200, 503},
          .run = answering(answer)};
}

}  // namespace

Endpoint export_sessions() {
  return export_of("/v1/export/sessions", session_inputs(), answer_sessions);
}

Endpoint export_events() {
  return export_of("/v1/export/events", event_inputs(), answer_events);
}

}  // namespace sj::api
