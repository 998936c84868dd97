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
    count_fe(i);
  }
  committed_ = saved_ = log_.size();
  return true;
}

OpenSession::Offer OpenSession::offer(const RecordKey& key, std::string_view record, const FeRoom& room) {
  if (ids_.contains(log_, key.source, key.event_id)) return Offer::duplicate;
  const bool full = log_.size() >= limits::session_events_max || log_.record_bytes() >= limits::session_bytes_max;
  if (full) return Offer::full;
  const bool fe_full = fe_events_ >= room.events_max || fe_bytes_ >= room.bytes_max;
  if (key.source == Source::fe && fe_full) return Offer::fe_full;
  log_.append_raw(record);
  ids_.add(key.source, key.event_id, log_.size() - 1);
  count_fe(log_.size() - 1);
  return Offer::taken;
}

void OpenSession::count_fe(std::uint32_t index) {
  if (log_.key_at(index).source != Source::fe) return;
  ++fe_events_;
  fe_bytes_ += log_.records(index, index + 1).size();
}

void OpenSession::commit() {
  committed_ = log_.size();
  if (is_unreadable_) folded_ = committed_;  // a row of a part would be wrong, so the one that is there stays
}

void OpenSession::withdraw() {
  for (std::uint32_t i = committed_; i < log_.size(); ++i) {
    if (log_.key_at(i).source != Source::fe) continue;
    --fe_events_;
    fe_bytes_ -= log_.records(i, i + 1).size();
  }
  ids_.forget_from(committed_);
  log_.truncate(committed_);
}

journey::Summary OpenSession::project(const Rules& rules) {
  fold_new(rules);
  return journey::summarize(*fold_, log_, rules.settings);
}

std::uint32_t OpenSession::to_fold_again(const Rules& rules) const {
  return needs_projection() && !continues(rules) ? committed_ : 0;
}

bool OpenSession::adopt(FoldedApart& folded) {
  if (folded_ >= folded.count) return false;
  fold_ = std::move(folded.fold);
  folded_by_ = folded.catalog;
  folded_ = folded.count;
  return true;
}

bool OpenSession::continues(const Rules& rules) const {
  if (!fold_ || folded_by_ != rules.catalog) return false;
  for (std::uint32_t i = folded_; i < committed_; ++i)
    if (log_.time_at(i) <= fold_->facts().last_time) return false;
  return true;
}

void OpenSession::fold_new(const Rules& rules) {
  if (!continues(rules)) {
    fold_.emplace(*rules.catalog);
    folded_by_ = rules.catalog;
    folded_ = 0;
  }
  journey::fold_on(*fold_, log_, log_.sorted(folded_, committed_));
  folded_ = committed_;
}

std::size_t OpenSession::memory_bytes() const {
  constexpr std::size_t fold_estimate = 64;  // bytes of facts an event, beside the fixed part
  return sizeof(OpenSession) + log_.memory_bytes() + ids_.memory_bytes() + folded_ * fold_estimate;
}

}  // namespace sj::ingest
