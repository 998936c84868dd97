#pragma once
// Judges the events that a decoder read, whatever the protocol: who may send what, what a browser's claims are worth,
// which clock is right (docs/journey-rules.md §2, docs/formats/openapi.yaml POST /v1/events). Knows nothing of other
// events: duplicates come later.
#include <memory>
#include <optional>

#include "event/catalog.hpp"
#include "event/draft.hpp"
#include "ingest/batch.hpp"

namespace sj::ingest {

struct Sender {
  std::string project_id;
  std::shared_ptr<const Catalog> catalog;
  bool may_write_be = false;
  TimeMs received_at = 0;
  TimeMs at_least = 0;         ///< it is not earlier, whatever our clock says (ClockWatch::Reading)
  std::size_t body_bytes = 0;  ///< what it sent: a guess at what its events will take, packed
};

class Admission final : public DraftSink {
 public:
  explicit Admission(Sender sender);

  void begin(std::optional<TimeMs> sent_at) override;
  void take(std::uint32_t index, Draft& draft) override;

  /// What was taken, once the decoder is done.
  [[nodiscard]] Batch finish() && { return std::move(batch_); }

 private:
  bool settle_source(Draft& draft) const;
  void neutralise_claims(std::uint32_t index, Draft& draft);
  void keep_extras(std::uint32_t index, Draft& draft);
  void correct_clock(std::uint32_t index, Draft& draft);
  void reject_as_ahead(Draft& draft);
  void warn_about(std::uint32_t index, const Draft& draft);
  void warn(std::uint32_t index, WarningCode code, std::string detail);
  void reject(std::uint32_t index, const Draft& draft);
  void add(std::uint32_t index, const Draft& draft);

  Sender sender_;
  DurationMs skew_ms_ = 0;       ///< to be added to FE times; 0: leave them alone
  bool skew_untrusted_ = false;  ///< the clocks are too far apart to correct
  std::string attributes_;       ///< of the event at hand, where it needs more than was sent
  Batch batch_;
};

}  // namespace sj::ingest
