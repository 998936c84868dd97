// GET /v1/export/sessions and /v1/export/events: everything that passes the filters, page by page while it is sent.
#include "api/answer.hpp"
#include "api/csv.hpp"
#include "api/endpoints.hpp"

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

struct Input {
  store::Filter filter;
  std::string format;
};

query::Parsed<Input> read_input(query::Parameters parameters, std::string_view default_format, bool csv_too) {
  Input input;
  const auto format = parameters.one("format");
  if (!format) return std::unexpected(format.error());
  input.format = format->value_or(default_format);
  if (input.format != "ndjson" && !(csv_too && input.format == "csv"))
    return query::invalid("format", csv_too ? "format must be csv or ndjson" : "format must be ndjson");
  auto filter = query::read_filter(parameters);
  if (!filter) return std::unexpected(filter.error());
  input.filter = *std::move(filter);
  if (auto finished = parameters.finish(); !finished) return std::unexpected(finished.error());
  return input;
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

}  // namespace

http::Response export_sessions(Context& context, const http::Request& request) {
  auto input = read_input(parameters_of(request), "", true);
  if (!input) return problem_of(input.error());
  const store::Scope scope = context.reader.scope(project_of(request), context.clock.now());
  const bool csv = input->format == "csv";
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

http::Response export_events(Context& context, const http::Request& request) {
  auto input = read_input(parameters_of(request), "ndjson", false);
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

}  // namespace sj::api
