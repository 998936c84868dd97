#include "ingest/keeper.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/sleep.hpp"
#include "base/thread.hpp"
#include "ingest/detached_fold.hpp"

namespace sj::ingest {
namespace {

// Rows are made and shown under one lock: after each shard's share the projector gets its turn, so that lists do not
// lag while many sessions are kept at once.
constexpr std::size_t saves_per_turn = 256;
constexpr std::chrono::microseconds turn_pause{500};
// While memory is short: sessions of large histories that are brought back one after the other fill it within a usual
// interval, and the writer would wait for the rest of each.
constexpr std::chrono::milliseconds pressed_interval{2};

}  // namespace

Keeper::Keeper(OpenSessions& sessions, store::Store& store, RulesOf rules, Mutex& row_order, const Clock& clock,
               const KeeperOptions& options)
    : sessions_(sessions),
      store_(store),
      rules_(std::move(rules)),
      row_order_(row_order),
      clock_(clock),
      options_(options) {}

Keeper::~Keeper() {
  stop();
}

void Keeper::start(Journal& journal) {
  journal_ = &journal;
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Keeper::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void Keeper::run(const std::stop_token& stop) {
  name_this_thread("keeper");
  lower_thread_priority();
  stop_ = stop;
  while (!stop.stop_requested()) {
    const bool ok = run_once();
    if (ok && behind_) continue;
    sleep_unless_stopped(stop, ok ? interval() : options_.retry_after);
  }
}

bool Keeper::may_write() const {
  return store_.condition() == store::Store::Condition::sound && (!options_.room || options_.room->has(room_to_write));
}

std::chrono::milliseconds Keeper::interval() const {
  const bool pressed = sessions_.is_over(options_.open_bytes_max + options_.open_bytes_max / 4);
  return pressed ? std::min(pressed_interval, options_.interval) : options_.interval;
}

bool Keeper::run_once() {
  behind_ = false;
  if (!may_write()) return false;
  const SteadyTime quiet_before = clock_.steady() - options_.seal_after;
  const bool journal_is_full = journal_->bytes() > options_.journal_bytes_max;
  for (Shard& shard : sessions_.shards()) {
    if (!save_due(shard, quiet_before, journal_is_full)) return false;
    free_memory(shard, quiet_before);
  }
  return truncate_journal();
}

bool Keeper::save_due(Shard& shard, SteadyTime quiet_before, bool journal_is_full) {
  const Journal::Segment oldest = journal_->oldest();
  const std::size_t allowed = options_.open_bytes_max / shard_count, has = shard.bytes;
  std::size_t too_much = has > allowed ? has - allowed : 0;
  auto kept = keep_front(shard, &Shard::by_touch, [&](const OpenSession& session) {
    const bool spilled = too_much > 0;
    too_much -= std::min(too_much, session.counted_bytes);
    return spilled || session.last_touched <= quiet_before;
  });
  if (journal_is_full && kept == Kept::all)
    kept = keep_front(shard, &Shard::by_pin, [&](const OpenSession& session) { return *session.pinned <= oldest; });
  behind_ |= kept == Kept::a_share;
  return kept != Kept::refused;
}

/// Saves the first sessions in this order, as long as they are due, but a share of them at most.
template <class IsDue>
Keeper::Kept Keeper::keep_front(Shard& shard, Sessions Shard::*order, IsDue is_due) {
  std::vector<Due> due = pick(shard, order, is_due);
  if (due.empty()) return Kept::all;
  const bool folded = std::ranges::all_of(due, [&](Due& one) { return fold_ahead(shard, one); });
  if (!folded) {
    for (const Due& one : due) sessions_.unpin(*one.session);
    return Kept::refused;
  }
  {
    const MutexLock rows(row_order_);
    Taken taken;
    for (Due& one : due) take(shard, one, taken);
    if (!save(taken)) return Kept::refused;
  }
  sleep_unless_stopped(stop_, turn_pause);
  return due.size() == saves_per_turn ? Kept::a_share : Kept::all;
}

template <class IsDue>
std::vector<Keeper::Due> Keeper::pick(Shard& shard, Sessions Shard::*order, IsDue is_due) {
  std::vector<Due> due;
  const MutexLock lock(shard.mutex);
  for (OpenSession* session : shard.*order) {
    if (due.size() == saves_per_turn || !is_due(*session)) break;
    if (session->unsaved() == 0) continue;
    ++session->pins;  // until it is marked
    due.push_back({session, session->committed(), journal_->active()});
  }
  return due;
}

// Before anybody has to wait for the rows of others. False: the store cannot be read at the moment; a session whose
// part there is damaged is done without it.
bool Keeper::fold_ahead(Shard& shard, Due& due) {
  const Rules rules = rules_(due.session->project_id());
  {
    const MutexLock lock(shard.mutex);
    if (!has_to_be_folded_apart(*due.session, rules)) return true;
  }
  auto folded = detached_fold(store_, shard, *due.session, due.count, rules);
  if (folded) {
    due.folded = *std::move(folded);
    return true;
  }
  spdlog::error("the row of session {} of project {} could not be made: {}", due.session->session_id(),
                due.session->project_id(), folded.error().message);
  return folded.error().code == Errc::corrupt;
}

// One lock for each session: what is copied was untouched for long, so reading it is slow, and who has events for the
// shard's other sessions waits.
void Keeper::take(Shard& shard, Due& due, Taken& taken) {
  OpenSession& session = *due.session;
  {
    const MutexLock lock(shard.mutex);
    if (make_row(session, due, taken)) {
      taken.saves.push_back(
          {session.project_id(), session.session_id(), std::string(session.unsaved_records(due.count))});
      taken.due.push_back({&session, due.count, due.segment});
      return;
    }
  }
  sessions_.unpin(session);
}

// The row of what is saved with it: of all events, or, where more came that would have to be folded again, of those
// that are folded. False: those are fewer than were picked, and the next pass folds ahead.
bool Keeper::make_row(OpenSession& session, Due& due, Taken& taken) {
  const Rules rules = rules_(session.project_id());
  const std::uint32_t picked = due.count;
  const bool adopted = due.folded && session.adopt(*due.folded);
  const bool all = !has_to_be_folded_apart(session, rules);
  if (all) due.segment = journal_->active();
  if (all && session.needs_projection())
    taken.rows[session.project_id()].push_back(session.project(rules));
  else if (adopted)
    taken.rows[session.project_id()].push_back(std::move(due.folded->row));
  due.count = session.folded();
  return due.count >= picked;
}

bool Keeper::save(const Taken& taken) {
  Result<void> saved;
  for (const auto& [project_id, rows] : taken.rows)
    if (saved) saved = store_.show(project_id, rows);
  if (saved) saved = store_.save(taken.saves);
  if (!saved) spdlog::error("sessions could not be saved, trying again: {}", saved.error().message);
  for (const Due& due : taken.due) {
    if (saved) mark_saved(due);
    sessions_.unpin(*due.session);
  }
  return saved.has_value();
}

void Keeper::mark_saved(const Due& due) {
  OpenSession& session = *due.session;
  Shard& shard = sessions_.shard_of(session.project_id(), session.session_id());
  const MutexLock lock(shard.mutex);
  session.mark_saved(due.count);
  OpenSessions::unpin_journal(shard, session, *journal_);
  if (session.unsaved() > 0) OpenSessions::pin_journal(shard, session, *journal_, due.segment);
}

// Sessions that went quiet leave memory. Where it is short, of the others what the store has does, longest untouched
// first, and only where that is not enough they too leave as a whole: to know which events one has, all of them would
// have to be read again.
void Keeper::free_memory(Shard& shard, SteadyTime quiet_before) {
  const auto is_short = [&] { return shard.bytes > options_.open_bytes_max / shard_count; };
  std::vector<std::unique_ptr<OpenSession>> evicted;  // freed when nobody waits for the shard
  std::vector<EventLog> trimmed;
  const MutexLock lock(shard.mutex);
  for (const bool may_trim : {true, false})
    for (auto at = shard.by_touch.begin(); at != shard.by_touch.end();) {
      OpenSession& session = **at++;
      const bool quiet = session.last_touched <= quiet_before;
      if (!quiet && !is_short()) return;
      if (!quiet && may_trim && session.is_worth_trimming()) {
        trimmed.push_back(session.trim());
        OpenSessions::recount(shard, session);
      } else if (OpenSessions::may_evict(session) && (quiet || !may_trim || !session.is_trimmed())) {
        evicted.push_back(OpenSessions::evict(shard, session));
      }
    }
}

bool Keeper::truncate_journal() {
  const auto segment = journal_->truncatable();
  if (!segment) return true;
  // All that these files hold was written to the store by now, so a sync through here makes it durable.
  const std::uint64_t position = store_.position();
  auto done = store_.set_note(journal_record_note, std::to_string(journal_->next_record()));
  if (done) done = store_.sync();
  if (done) done = journal_->truncate_through(*segment, position);
  behind_ |= journal_->bytes() > options_.journal_bytes_max;
  if (!done) spdlog::error("the journal could not be shortened, trying again: {}", done.error().message);
  return done.has_value();
}

bool Keeper::save_all(Journal& journal, SteadyTime deadline) {
  journal_ = &journal;
  if (!may_write()) return false;
  for (Shard& shard : sessions_.shards())
    for (auto kept = Kept::a_share; kept == Kept::a_share;) {
      if (clock_.steady() > deadline) return false;
      kept = keep_front(shard, &Shard::by_pin, [](const OpenSession&) { return true; });
      if (kept == Kept::refused) return false;
    }
  return truncate_journal();
}

}  // namespace sj::ingest
