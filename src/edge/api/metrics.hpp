#pragma once
// Counters and histograms in Prometheus' terms. Threads: any.
#include <memory>
#include <string>

#include "http/request_observer.hpp"
#include "ingest/ingest.hpp"
#include "store/store.hpp"
#include "wire/body_error.hpp"

namespace sj::api {

struct Context;

class Metrics final : public http::RequestObserver, public ingest::IngestObserver {
 public:
  Metrics();
  ~Metrics() override;

  void answered(std::string_view pattern, std::string_view method, int status, double seconds) override;
  void turned_away(http::RefusalCause by) override;
  void on_refused(ingest::Refusal why) override;
  void on_sync(std::size_t batches, std::size_t events, double seconds) override;
  void count_taken(std::size_t accepted, std::size_t duplicates);
  void count_rejected(std::size_t rejected);
  /// Events that their session had no room for; they count as rejected too.
  void count_session_full(std::size_t events);
  /// A request that was answered 429 because its key sent too much.
  void count_rate_limited();
  /// Of a body that is refused as a whole; the kind is one of the `too_many_` ones.
  void count_beyond_bounds(wire::BodyError::Kind kind);

  /// The text format of /metrics, with the sizes of this moment.
  [[nodiscard]] std::string render(Context& context);

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace sj::api
