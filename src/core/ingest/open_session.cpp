#include "ingest/open_session.hpp"

#include <algorithm>
#include <utility>

#include "event/limits.hpp"

namespace sj::ingest {

OpenSession::OpenSession(std::string project_id, std::string session_id)
    : project_id_(std::move(project_id)), session_id_(std::move(session_id)), log_(session_id_) {}

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

bool OpenSession::is_worth_trimming() const {
  if (has_uncommitted() || saved_ == first_loaded_) return false;
  const std::size_t left = sizeof(OpenSession) + ids_.memory_bytes() + records(saved_, committed_).size();
  return left * 2 <= trimmed_bytes_ + log_.memory_bytes();
}

EventLog OpenSession::trim() {
  EventLog left(session_id_);
  for (std::uint32_t i = saved_; i < committed_; ++i) left.append_raw(records(i, i + 1));
  trimmed_bytes_ += log_.record_bytes() - left.record_bytes();
  first_loaded_ = saved_;
  folded_ = std::max(folded_, saved_);  // the row of what is saved is in the store
  fold_.reset();
  return std::exchange(log_, std::move(left));
}

bool OpenSession::untrim(std::string_view records) {
  EventLog whole(session_id_);
  if (!whole.append_records(records) || whole.size() < first_loaded_) return false;
  whole.truncate(first_loaded_);  // the keeper may have saved more since
  if (!whole.append_records(log_.records(0, log_.size()))) return false;
  log_ = std::move(whole);
  first_loaded_ = 0;
  trimmed_bytes_ = 0;
  return true;
}

bool OpenSession::may_be_trimmed(const RecordKey& key) const {
  return is_trimmed() && !is_unreadable_ && ids_.may_be_before(first_loaded_, key.source, key.event_id);
}

void OpenSession::mark_unreadable() {
  is_unreadable_ = true;
  folded_ = committed_;
}

OpenSession::Append OpenSession::append(const RecordKey& key, std::string_view record, const FeQuota& room) {
  if (ids_.contains(log_, first_loaded_, key.source, key.event_id)) return Append::duplicate;
  const bool full =
      size() >= limits::session_events_max || trimmed_bytes_ + log_.record_bytes() >= limits::session_bytes_max;
  if (full) return Append::full;
  const bool fe_full = fe_events_ >= room.events_max || fe_bytes_ >= room.bytes_max;
  if (key.source == Source::fe && fe_full) return Append::fe_full;
  log_.append_raw(record);
  ids_.add(key.source, key.event_id, size() - 1);
  count_fe(log_.size() - 1);
  return Append::done;
}

void OpenSession::count_fe(std::uint32_t index) {
  if (log_.key_at(index).source != Source::fe) return;
  ++fe_events_;
  fe_bytes_ += log_.records(index, index + 1).size();
}

void OpenSession::commit() {
  committed_ = size();
  if (is_unreadable_) folded_ = committed_;  // a row of a part would be wrong, so the one that is there stays
}

void OpenSession::roll_back() {
  const std::uint32_t kept = committed_ - first_loaded_;
  for (std::uint32_t i = kept; i < log_.size(); ++i) {
    if (log_.key_at(i).source != Source::fe) continue;
    --fe_events_;
    fe_bytes_ -= log_.records(i, i + 1).size();
  }
  ids_.forget_from(committed_);
  log_.truncate(kept);
}

journey::Summary OpenSession::project(const Rules& rules) {
  fold_new(rules);
  return journey::summarize(*fold_, log_, rules.settings);
}

std::uint32_t OpenSession::to_fold_again(const Rules& rules) const {
  return needs_projection() && !continues(rules) ? committed_ : 0;
}

bool OpenSession::adopt(DetachedFold& folded) {
  if (folded_ >= folded.count) return false;
  if (!is_trimmed()) fold_ = std::move(folded.fold);
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
  return sizeof(OpenSession) + log_.memory_bytes() + ids_.memory_bytes() + (fold_ ? folded_ * fold_estimate : 0);
}

}  // namespace sj::ingest
