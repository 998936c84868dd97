#include "ingest/open_session.hpp"

#include <algorithm>
#include <vector>

#include "event/limits.hpp"

namespace sj::ingest {

OpenSession::OpenSession(std::string project_id, std::string session_id)
    : project_id_(std::move(project_id)), log_(std::move(session_id)) {}

bool OpenSession::load(std::string_view records) {
  if (!log_.append_records(records)) return false;
  for (std::uint32_t i = 0; i < log_.size(); ++i) {
    const RecordKey key = log_.key_at(i);
    ids_.add(key.source, key.event_id, i);
  }
  committed_ = saved_ = log_.size();
  return true;
}

OpenSession::Offer OpenSession::offer(const RecordKey& key, std::string_view record) {
  if (ids_.contains(log_, key.source, key.event_id)) return Offer::duplicate;
  const bool full = log_.size() >= limits::session_events_max || log_.record_bytes() >= limits::session_bytes_max;
  if (full) return Offer::full;
  log_.append_raw(record);
  ids_.add(key.source, key.event_id, log_.size() - 1);
  return Offer::taken;
}

void OpenSession::withdraw() {
  ids_.forget_from(committed_);
  log_.truncate(committed_);
}

journey::Summary OpenSession::project(const Rules& rules) {
  fold_new(rules);
  return journey::summarize(*fold_, log_, rules.settings);
}

void OpenSession::fold_new(const Rules& rules) {
  std::vector<journey::EventIndex> fresh = log_.sorted(folded_, committed_);
  const bool continues =
      fold_ && folded_by_ == rules.catalog && (fresh.empty() || log_.at(fresh.front()).time > fold_->facts().last_time);
  if (!continues) {
    fresh = log_.sorted(0, committed_);
    fold_.emplace(*rules.catalog);
    folded_by_ = rules.catalog;
  }
  (void)journey::fold_all(*fold_, log_, fresh);
  folded_ = committed_;
}

std::size_t OpenSession::memory_bytes() const {
  constexpr std::size_t fold_estimate = 64;  // bytes of facts an event, beside the fixed part
  return sizeof(OpenSession) + log_.memory_bytes() + ids_.memory_bytes() + folded_ * fold_estimate;
}

}  // namespace sj::ingest
