#pragma once
// Batches without the JSON that they come from.
#include "event/event_log.hpp"
#include "ingest/batch.hpp"

namespace sj::ingest::testing {

/// Adds an event as Admission does.
inline void add(Batch& batch, const Event& event) {
  BatchItem item{.index = batch.events++};
  item.session_at = static_cast<std::uint32_t>(batch.bytes.size());
  item.session_size = static_cast<std::uint32_t>(event.session_id.size());
  batch.bytes += event.session_id;
  item.record_at = static_cast<std::uint32_t>(batch.bytes.size());
  append_record(batch.bytes, event);
  item.record_size = static_cast<std::uint32_t>(batch.bytes.size()) - item.record_at;
  batch.items.push_back(item);
}

inline constexpr TimeMs some_time = 1'782'000'000'000;

struct Sent {
  std::string session_id, event_id;
  std::string name = "VENDOR_PING";
  Source source = Source::be;
  TimeMs time = some_time;
  std::string attributes = {};
};

inline std::shared_ptr<Batch> batch_of(const std::vector<Sent>& events, std::string project_id = "p") {
  auto batch = std::make_shared<Batch>();
  batch->project_id = std::move(project_id);
  for (const Sent& sent : events)
    add(*batch, {.event_id = sent.event_id,
                 .session_id = sent.session_id,
                 .name = sent.name,
                 .source = sent.source,
                 .time = sent.time,
                 .attributes = sent.attributes,
                 .received_at = some_time});
  return batch;
}

}  // namespace sj::ingest::testing
