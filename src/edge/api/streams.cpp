// GET /v1/stream and /v1/sessions/{session_id}/stream: Server-Sent Events.
//
// A stream is a position in the accepted events, not a queue: what a slow reader missed is read again from the store,
// and nothing piles up. Events are told in the order of acceptance, then the sessions that they changed.
#include <algorithm>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "query/cursor.hpp"

namespace sj::api {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds poll_interval{100};
constexpr std::chrono::seconds heartbeat_interval{15};
constexpr DurationMs time_check_ms = 5 * second_ms;  // the contract allows 60 s for statuses that change by time
constexpr std::uint64_t window_events = 20'000;  // told at once at most, so that a long absence is caught up in parts
// Who follows a session of many thousand events is told of it less often, so that others get their turn.
constexpr std::chrono::milliseconds costly_turn{20};
constexpr int rest_factor = 8;
constexpr std::size_t sessions_max = 1'000'000;
constexpr std::size_t dropped_max = 10'000;

void append_message(std::string& out, std::string_view event, const query::StreamCursor& cursor,
                    std::string_view data) {
  out.append("id: ").append(query::encode_cursor(cursor)).append("\nevent: ").append(event).append("\ndata: ");
  out.append(data).append("\n\n");
}

class ChangeStream final : public http::BodyStream {
 public:
  /// `only_session`: nothing is told of others; empty: of all that pass the filter.
  ChangeStream(Context& context, std::string project_id, store::Filter filter, std::string only_session,
               query::StreamCursor cursor)
      : context_(context),
        project_id_(std::move(project_id)),
        filter_(std::move(filter)),
        only_session_(std::move(only_session)),
        cursor_(cursor) {}

  http::Chunk next() override {
    http::Chunk chunk;
    if (!greeted_) chunk.bytes = "retry: 2000\n: following\n\n";
    greeted_ = true;
    const auto begin = steady_clock::now();
    if (begin >= rest_until_) tell(chunk.bytes, begin);
    if (chunk.bytes.empty() && begin - last_sent_ > heartbeat_interval) chunk.bytes = ": still here\n\n";
    if (!chunk.bytes.empty())
      last_sent_ = begin;
    else
      chunk.wait = poll_interval;
    return chunk;
  }

 private:
  struct Told {
    std::uint64_t accept_seq;
    std::string json;
  };

  // The filter's search does not look at case, session ids do.
  bool is_meant(const std::string& session_id) const { return only_session_.empty() || session_id == only_session_; }

  void tell(std::string& out, steady_clock::time_point begin) {
    tell_changes(out);
    tell_dropped(out);
    const auto took = steady_clock::now() - begin;
    if (took > costly_turn) rest_until_ = begin + took * rest_factor;
  }

  store::Scope scope() const { return context_.reader.scope(project_id_, context_.clock.now()); }

  void tell_changes(std::string& out) {
    const std::uint64_t until = std::min(context_.ingest.shown_through(), cursor_.events_after + window_events);
    if (until <= cursor_.sessions_after) return;
    const store::Scope now = scope();
    const auto changes = context_.store.changes(now, filter_, cursor_.sessions_after, sessions_max);
    if (!changes) throw std::runtime_error(changes.error().message);
    std::vector<Told> events, sessions;
    for (const store::Change& change : *changes)
      if (is_meant(change.session_id)) tell_session(change, now, until, events, sessions);
    std::ranges::sort(events, {}, &Told::accept_seq);
    std::ranges::sort(sessions, {}, &Told::accept_seq);
    for (const Told& event : events) {
      cursor_.events_after = event.accept_seq;
      append_message(out, "event", cursor_, event.json);
    }
    cursor_.events_after = until;
    for (Told& session : sessions) {
      if (&session == &sessions.back()) cursor_.sessions_after = until;
      append_message(out, "session", cursor_, session.json);
    }
    cursor_.sessions_after = until;
  }

  // What happened in one session since the cursor, and its row if anything did, or if it was shown late.
  void tell_session(const store::Change& change, const store::Scope& now, std::uint64_t until,
                    std::vector<Told>& events, std::vector<Told>& sessions) {
    const auto read = context_.reader.journey(project_id_, change.session_id, now.as_of, std::nullopt);
    if (!read) throw std::runtime_error(read.error().message);
    if (!*read) return;
    std::uint64_t newest = 0;
    for (const journey::JourneyEvent& event : (*read)->journey.events) {
      const std::uint64_t seq = event.placed.event.accept_seq;
      if (seq > until) continue;
      newest = std::max(newest, seq);
      if (seq <= cursor_.events_after) continue;
      events.push_back({seq, {}});
      JsonWriter json(events.back().json);
      query::write_event(json, event, *(*read)->log);
    }
    if (change.accept_seq <= until) newest = std::max(newest, change.accept_seq);
    if (newest <= cursor_.sessions_after) return;
    sessions.push_back({newest, {}});
    JsonWriter json(sessions.back().json);
    query::write_summary(json, (*read)->journey.summary, (*read)->scope);
  }

  void tell_dropped(std::string& out) {
    const store::Scope now = scope();
    if (now.as_of - cursor_.told_until < time_check_ms) return;
    const auto dropped = context_.store.dropped_between(now, filter_, cursor_.told_until, now.as_of, dropped_max);
    if (!dropped) throw std::runtime_error(dropped.error().message);
    cursor_.told_until = now.as_of;
    for (const std::string& session_id : *dropped) {
      if (!is_meant(session_id)) continue;
      const auto summary = context_.store.find(project_id_, session_id);
      if (!summary) throw std::runtime_error(summary.error().message);
      if (!*summary) continue;
      std::string data;
      JsonWriter json(data);
      query::write_summary(json, **summary, now);
      append_message(out, "session", cursor_, data);
    }
  }

  Context& context_;
  const std::string project_id_;
  const store::Filter filter_;
  const std::string only_session_;
  query::StreamCursor cursor_;
  bool greeted_ = false;
  steady_clock::time_point last_sent_ = steady_clock::now(), rest_until_;
};

// Where the client left off, or here and now. An id that is not ours is as good as none.
query::StreamCursor starting_point(const Context& context, const http::Request& request) {
  if (const auto last = request.header("Last-Event-ID"))
    if (const auto cursor = query::decode_stream_cursor(*last)) return *cursor;
  const std::uint64_t committed = context.ingest.committed_through();
  return {committed, committed, context.clock.now()};
}

http::Response follow(Context& context, const http::Request& request, store::Filter filter, std::string only_session) {
  http::Response response = http::stream_response(
      "text/event-stream", std::make_unique<ChangeStream>(context, project_of(request), std::move(filter),
                                                          std::move(only_session), starting_point(context, request)));
  response.headers.push_back({"X-Accel-Buffering", "no"});
  return response;
}

/// Each open page of the dashboard has one, and all viewers of a project may have signed in with one key.
constexpr std::size_t live_streams_of_key_max = 256;

http::Route stream_route() {
  return {.right = access::Right::read, .lane = http::Lane::pooled, .streams_of_key_max = live_streams_of_key_max};
}

http::Response answer_all(Context& context, const http::Request& request) {
  auto filter = query::read_filter(parameters_of(request));
  if (!filter) return problem_of(filter.error());
  return follow(context, request, *std::move(filter), "");
}

http::Response answer_one(Context& context, const http::Request& request) {
  const std::string session_id(request.param("session_id"));
  const auto events = context.ingest.events(project_of(request), session_id);
  if (!events) return problem_of(events.error());
  if (!*events) return no_such_session();
  store::Filter filter;
  filter.text = session_id;
  filter.search_field = store::SearchField::session_id;
  filter.match = store::Match::exact;
  return follow(context, request, std::move(filter), session_id);
}

}  // namespace

Endpoint stream_sessions() {
  return {.paths = {"/v1/stream"},
          .route = stream_route(),
          .parameters = query::filter_names(),
          .answers = {200, 503},
          .run = answering(answer_all)};
}

Endpoint stream_session() {
  return {.paths = {"/v1/sessions/{session_id}/stream"},
          .route = stream_route(),
          .parameters = std::vector<std::string_view>{},
          .answers = {200, 404, 409, 503},
          .run = answering(answer_one)};
}

}  // namespace sj::api
