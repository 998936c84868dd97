#include "api/metrics.hpp"

#include "api/context.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <tuple>

namespace sj::api {
namespace {

const prometheus::Histogram::BucketBoundaries seconds_buckets{
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
const prometheus::Histogram::BucketBoundaries count_buckets{1,   2,   5,    10,   20,   50,     100,
                                                            200, 500, 1000, 2000, 5000, 10'000, 20'000};

// A client may write any word there, and each label would be a series for ever.
std::string_view method_label(std::string_view method) {
  constexpr std::array known{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
  return std::ranges::find(known, method) == known.end() ? "other" : method;
}

/// The histograms of the answers, by route, method and status: finding one by its labels in the library takes longer
/// than the routing of a request.
class AnswerTimes {
 public:
  explicit AnswerTimes(prometheus::Family<prometheus::Histogram>& family) : family_(family) {}

  prometheus::Histogram& of(std::string_view pattern, std::string_view method, int status) {
    const std::tuple key{pattern, method, status};
    const std::scoped_lock lock(mutex_);
    if (const auto at = known_.find(key); at != known_.end()) return *at->second;
    prometheus::Histogram& added = family_.Add(
        {{"route", std::string(pattern)}, {"method", std::string(method)}, {"status", std::to_string(status)}},
        seconds_buckets);
    known_.emplace(key, &added);
    return added;
  }

 private:
  prometheus::Family<prometheus::Histogram>& family_;
  std::mutex mutex_;
  std::map<std::tuple<std::string, std::string, int>, prometheus::Histogram*, std::less<>> known_;
};

}  // namespace

struct Metrics::Families {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Histogram>& requests =
      prometheus::BuildHistogram()
          .Name("session_journey_http_request_seconds")
          .Help("Time from the whole head of a request to the last byte of its answer")
          .Register(registry);
  AnswerTimes answers{requests};
  prometheus::Family<prometheus::Counter>& events = prometheus::BuildCounter()
                                                        .Name("session_journey_events_total")
                                                        .Help("Events received, by what became of them")
                                                        .Register(registry);
  prometheus::Counter& accepted = events.Add({{"outcome", "accepted"}});
  prometheus::Counter& duplicates = events.Add({{"outcome", "duplicate"}});
  prometheus::Counter& rejected = events.Add({{"outcome", "rejected"}});
  prometheus::Counter& session_full =
      counter("session_journey_session_full_total", "Events rejected because their session had no room for them");
  prometheus::Counter& rate_limited = counter("session_journey_key_rate_limited_total",
                                              "Requests answered 429 because their publishable key sent too much");
  prometheus::Family<prometheus::Counter>& refused =
      prometheus::BuildCounter()
          .Name("session_journey_refused_total")
          .Help("Requests and connections turned away with 503 or 429, by what there was too little of")
          .Register(registry);
  prometheus::Family<prometheus::Counter>& oversized =
      prometheus::BuildCounter()
          .Name("session_journey_oversized_bodies_total")
          .Help("Bodies of events answered 413 after decoding, by the bound that they were beyond")
          .Register(registry);
  prometheus::Counter& too_many_events = oversized.Add({{"bound", "events"}});
  prometheus::Counter& too_many_tokens = oversized.Add({{"bound", "tokens"}});
  prometheus::Counter& too_many_bytes = oversized.Add({{"bound", "bytes"}});
  std::array<prometheus::Counter*, http::refusal_cause_count> refusal_causes =
      counters("connections", "body_memory", "pool", "answer_memory", "memory", "streams", "failed_keys");
  std::array<prometheus::Counter*, 7> refusals =
      counters("queue", "open_sessions", "disk", "disk_full", "clock", "stopping", "starting");
  prometheus::Histogram& sync_seconds = prometheus::BuildHistogram()
                                            .Name("session_journey_journal_sync_seconds")
                                            .Help("Time to check, write and sync one group of batches")
                                            .Register(registry)
                                            .Add({}, seconds_buckets);
  prometheus::Histogram& events_per_sync = prometheus::BuildHistogram()
                                               .Name("session_journey_events_per_sync")
                                               .Help("Events made durable by one sync")
                                               .Register(registry)
                                               .Add({}, count_buckets);
  prometheus::Gauge& queued_bytes = gauge("session_journey_ingest_queue_bytes", "Batches waiting for the journal");
  prometheus::Gauge& open_sessions = gauge("session_journey_open_sessions", "Sessions in memory");
  prometheus::Gauge& open_bytes = gauge("session_journey_open_sessions_bytes", "Memory of the sessions in memory");
  prometheus::Gauge& sessions_aside =
      gauge("session_journey_sessions_aside", "Sessions whose rows lag because they take long to fold");
  prometheus::Gauge& rows_to_make =
      gauge("session_journey_rows_to_make", "Rows that are still to be made by the rules of now");
  prometheus::Gauge& journal_bytes = gauge("session_journey_journal_bytes", "Journal that is not in the store yet");
  prometheus::Gauge& sessions = gauge("session_journey_store_sessions", "Sessions in the store's table");
  prometheus::Gauge& disk_bytes = gauge("session_journey_store_disk_bytes", "Files of the store");
  prometheus::Gauge& ready = gauge("session_journey_ready", "1: events are taken; 0: /readyz says why not");
  prometheus::Gauge& disk_free_bytes = gauge("session_journey_disk_free_bytes", "Free on the data directory's disk");
  prometheus::Gauge& clock_behind =
      gauge("session_journey_clock_behind_seconds", "How far the clock is behind what is known of the time otherwise");
  prometheus::Gauge& clock_step =
      gauge("session_journey_clock_step_seconds", "How far the clock was set since the start; back: negative");
  prometheus::Gauge& table_bytes = gauge("session_journey_store_table_bytes", "Memory of the store's table");

  // In the order of their enumerations; there from the start, so that a first one is seen as a rise.
  template <class... Causes>
  std::array<prometheus::Counter*, sizeof...(Causes)> counters(Causes... causes) {
    return {&refused.Add({{"cause", causes}})...};
  }
  prometheus::Counter& counter(const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
  }
  prometheus::Gauge& gauge(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
  }
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::answered(std::string_view pattern, std::string_view method, int status, double seconds) {
  families_->answers.of(pattern, method_label(method), status).Observe(seconds);
}

void Metrics::turned_away(http::RefusalCause by) {
  families_->refusal_causes[static_cast<std::size_t>(by)]->Increment();
}

void Metrics::on_refused(ingest::Refusal why) {
  families_->refusals[static_cast<std::size_t>(why)]->Increment();
}

void Metrics::on_sync(std::size_t, std::size_t events, double seconds) {
  families_->sync_seconds.Observe(seconds);
  families_->events_per_sync.Observe(static_cast<double>(events));
}

void Metrics::count_taken(std::size_t accepted, std::size_t duplicates) {
  families_->accepted.Increment(static_cast<double>(accepted));
  families_->duplicates.Increment(static_cast<double>(duplicates));
}

void Metrics::count_rejected(std::size_t rejected) {
  families_->rejected.Increment(static_cast<double>(rejected));
}

void Metrics::count_session_full(std::size_t events) {
  count_rejected(events);
  families_->session_full.Increment(static_cast<double>(events));
}

void Metrics::count_rate_limited() {
  families_->rate_limited.Increment();
}

void Metrics::count_beyond_bounds(wire::BodyError::Kind kind) {
  using Kind = wire::BodyError::Kind;
  (kind == Kind::too_many_events   ? families_->too_many_events
   : kind == Kind::too_many_tokens ? families_->too_many_tokens
                                   : families_->too_many_bytes)
      .Increment();
}

std::string Metrics::render(Context& context) {
  const auto backlog = context.ingest.backlog();
  const auto sizes = context.store.sizes();
  families_->queued_bytes.Set(static_cast<double>(backlog.queued_bytes));
  families_->open_sessions.Set(static_cast<double>(backlog.open_sessions));
  families_->open_bytes.Set(static_cast<double>(backlog.open_bytes));
  families_->sessions_aside.Set(static_cast<double>(backlog.sessions_aside));
  const auto rows = context.ingest.row_renewal().progress();
  families_->rows_to_make.Set(rows ? static_cast<double>(rows->total - std::min(rows->done, rows->total)) : 0);
  families_->journal_bytes.Set(static_cast<double>(backlog.journal_bytes));
  families_->ready.Set(why_not_ready(context) ? 0 : 1);
  families_->disk_free_bytes.Set(static_cast<double>(context.room.free_bytes()));
  families_->clock_behind.Set(static_cast<double>(context.clock_watch.behind_ms()) / second_ms);
  families_->clock_step.Set(static_cast<double>(context.clock_watch.step_ms()) / second_ms);
  families_->sessions.Set(static_cast<double>(sizes.sessions));
  families_->disk_bytes.Set(static_cast<double>(sizes.disk_bytes));
  families_->table_bytes.Set(static_cast<double>(sizes.memory_bytes));
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace sj::api
