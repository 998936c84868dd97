#include "ingest/ingest.hpp"

#include <spdlog/spdlog.h>

#include "base/bytes.hpp"
#include "base/parallel.hpp"
#include "base/thread.hpp"
#include "ingest/detached_fold.hpp"

namespace sj::ingest {
namespace {

constexpr std::chrono::seconds probe_interval{1};
constexpr std::chrono::milliseconds starting_interval{50};    // between looks whether a start is over
constexpr std::chrono::milliseconds keeper_look_interval{1};  // between looks whether the keeper made room

}  // namespace

Error error_of(Refusal why) {
  switch (why) {
    case Refusal::stopping: return {Errc::unavailable, "the server is stopping"};
    case Refusal::disk:
      return {Errc::unavailable, "the server cannot write to its disk at the moment; send again later"};
    case Refusal::disk_full: return {Errc::unavailable, "the server's disk is full; send again later"};
    case Refusal::clock: return {Errc::unavailable, "the server's clock is wrong; send again later"};
    case Refusal::starting:
      return {Errc::unavailable, "the server has just started and is not done with what came before; send again soon"};
    case Refusal::queue_full:
    case Refusal::open_sessions_full: break;
  }
  return {Errc::unavailable, "the server has more to write than it can; send again later"};
}

namespace {

std::string detail_of_full(OpenSession::Append appended) {
  return appended == OpenSession::Append::fe_full
             ? "the session has as many FE events as a session may have; BE events are still taken"
             : "the session has as many events as a session may have";
}

}  // namespace

Ingest::Ingest(store::Store& store, FileSystem& files, const Clock& clock, std::filesystem::path directory,
               const RulesOf& rules, const IngestOptions& options, IngestObserver* observer)
    : options_(options),
      observer_(observer),
      store_(store),
      files_(files),
      clock_(clock),
      directory_(std::move(directory)),
      sessions_(store, clock, options.keeper.open_bytes_max),
      projector_(sessions_, store, rules, row_order_, clock, committed_, options.projector),
      keeper_(sessions_, store, rules, row_order_, clock, options.keeper),
      row_renewal_(sessions_, store, rules, row_order_, options.room),
      queue_(options.queue_bytes_max) {}

Result<std::unique_ptr<Ingest>> Ingest::open(store::Store& store, FileSystem& files, const Clock& clock,
                                             const std::filesystem::path& directory, const RulesOf& rules,
                                             const IngestOptions& options, IngestObserver* observer) {
  auto ingest = std::unique_ptr<Ingest>(new Ingest(store, files, clock, directory, rules, options, observer));
  if (auto resumed = ingest->resume(); !resumed) return std::unexpected(resumed.error());
  return ingest;
}

Result<void> Ingest::resume() {
  next_accept_seq_ = std::max(next_accept_seq_.load(), store_.last_accept_seq() + 1);
  if (auto opened = open_journal(); !opened) return forget_everything(), opened;
  committed_ = next_accept_seq_ - 1;
  projector_.run_first();
  projector_.start();
  keeper_.start(*journal_);
  failing_ = false;
  starting_ = journal_->bytes() > options_.keeper.journal_bytes_max;
  starting_until_ = clock_.steady() + options_.starting_max;
  suspended_ = false;
  writer_ = std::thread([this] { write_groups(); });
  return {};
}

Result<void> Ingest::open_journal() {
  JournalOptions options = options_.journal;
  options.known = left_list_;
  auto journal = Journal::open(files_, clock_, directory_, options,
                               [this](std::span<const std::string_view> records) { return replay(records); });
  if (!journal) return std::unexpected(journal.error());
  journal_ = *std::move(journal);
  // Which journal file a replayed session's events are in is not known one by one: the oldest stands for all.
  const Journal::Segment oldest = journal_->oldest();
  for (Shard& shard : sessions_.shards()) {
    const MutexLock lock(shard.mutex);
    for (OpenSession* session : shard.by_touch)
      if (session->unsaved() > 0) OpenSessions::pin_journal(shard, *session, *journal_, oldest);
  }
  return {};
}

void Ingest::suspend() {
  {
    const MutexLock lock(mutex_);
    suspended_ = true;
  }
  wake_writer_.notify_all();
  if (!writer_.joinable()) return;
  writer_.join();
  projector_.stop();
  keeper_.stop();
  forget_everything();
}

void Ingest::forget_everything() {
  const WriterLock alone(gate_);
  sessions_.forget_all();
  if (journal_) left_list_ = journal_->current_list();
  journal_.reset();
}

Ingest::~Ingest() {
  stop();
}

// By several threads, each with some of the shards, so that the events of a session stay in their order.
Result<void> Ingest::replay(std::span<const std::string_view> records) {
  const std::size_t parts = cores_in_use();
  std::vector<Result<std::uint64_t>> last(parts);
  in_parallel(parts, [&](std::size_t part) { last[part] = replay_part(records, part, parts); });
  for (const auto& accept_seq : last) {
    if (!accept_seq) return std::unexpected(accept_seq.error());
    next_accept_seq_ = std::max(next_accept_seq_.load(), *accept_seq + 1);
  }
  return {};
}

// A journal record: the project's id, then each event's session id and record. Returns the greatest accept_seq.
Result<std::uint64_t> Ingest::replay_part(std::span<const std::string_view> records, std::size_t part,
                                          std::size_t parts) {
  const SteadyTime now = clock_.steady();
  std::uint64_t last = 0;
  for (const std::string_view record : records) {
    ByteReader in(record);
    const std::string_view project_id = in.text();
    while (!in.at_end()) {
      const std::string_view session_id = in.text();
      std::string_view rest(in.position(), static_cast<std::size_t>(record.data() + record.size() - in.position()));
      const std::string_view bytes = in.raw(take_record(rest).size());
      Shard& shard = sessions_.shard_of(project_id, session_id);
      const auto index = static_cast<std::size_t>(&shard - sessions_.shards().data());
      if (!bytes.empty() && index % parts != part) continue;
      const auto accept_seq = replay_event(shard, project_id, session_id, bytes, now);
      if (!accept_seq) return accept_seq;
      last = std::max(last, *accept_seq);
    }
  }
  return last;
}

// What the store had before the crash is known by its number, so a session that is all there is not read again.
Result<std::uint64_t> Ingest::replay_event(Shard& shard, std::string_view project_id, std::string_view session_id,
                                           std::string_view bytes, SteadyTime now) {
  Event event;
  std::string_view rest = bytes;
  if (!read_record(rest, event))
    return fail(Errc::corrupt, "an event of session `" + std::string(session_id) +
                                   "` in the journal cannot be read: " + fault_of_record(rest));
  const MutexLock lock(shard.mutex);
  OpenSession* session = OpenSessions::find(shard, project_id, session_id);
  if (!session) {
    if (event.accept_seq <= store_.saved_through(project_id, session_id)) return event.accept_seq;
    const auto brought = sessions_.bring(shard, project_id, session_id);
    if (!brought) return std::unexpected(brought.error());
    session = *brought;
  }
  // It was taken once, whatever the room is today.
  if (session->append({event.source, event.name, event.event_id}, bytes, FeQuota{}) == OpenSession::Append::done) {
    session->commit();
    OpenSessions::touch(shard, *session, now);
  }
  return event.accept_seq;
}

// `done` is never called with a lock held: it may ask anything of this object.
void Ingest::submit(std::shared_ptr<Batch> batch, Done done) {
  if (auto error = enqueue(batch, done)) done(std::unexpected(*std::move(error)));
}

std::optional<Error> Ingest::enqueue(std::shared_ptr<Batch>& batch, Done& done) {
  if (suspended_) return refused(Refusal::disk);
  const ReaderLock gate(gate_);
  const std::string project_id = batch->project_id;
  const std::size_t bytes = batch->bytes.size();
  if (const auto refusal = reserve(*batch)) return refused(*refusal);
  auto runs = pin_runs(*batch);
  {
    const MutexLock lock(mutex_);
    if (runs && !takes_no_more()) {
      queue_.push(project_id, {std::move(batch), std::move(done), *std::move(runs), {}, {}});
      wake_writer_.notify_one();
      return std::nullopt;
    }
    queue_.release(project_id, bytes);
  }
  if (!runs) return runs.error();
  unpin_runs(*runs);
  return refused(stopping_ ? Refusal::stopping : Refusal::disk);
}

std::optional<std::string> Ingest::hindrance() {
  if (stopping_) return "the server is stopping";
  if (disk_is_full()) return options_.room->reason();
  if (suspended_ || !store_takes_writes())
    return "the store cannot be written to at the moment; the log says why; it is opened again as soon as it can be";
  if (failing_) return "the journal cannot be written at the moment; the log says why; it is tried again each second";
  if (starting_) return "the server has just started and is not done with what came before";
  return std::nullopt;
}

std::optional<Refusal> Ingest::reserve(const Batch& batch) {
  const bool full = disk_is_full();
  const MutexLock lock(mutex_);
  if (stopping_) return Refusal::stopping;
  if (suspended_ || !store_takes_writes()) return Refusal::disk;
  if (full) return Refusal::disk_full;
  if (sessions_.has_more_than_its_share(batch.project_id, 2 * options_.keeper.open_bytes_max))
    return no_room(Refusal::open_sessions_full);
  if (!queue_.reserve(batch.project_id, batch.bytes.size())) return no_room(Refusal::queue_full);
  return std::nullopt;
}

Error Ingest::refused(Refusal why) {
  if (observer_) observer_->on_refused(why);
  return error_of(why);
}

Result<std::vector<Ingest::Run>> Ingest::pin_runs(const Batch& batch) {
  std::vector<Run> runs;
  for (std::size_t begin = 0, end = 0; begin < batch.items.size(); begin = end) {
    const std::string_view session_id = batch.session_id(batch.items[begin]);
    while (end < batch.items.size() && batch.session_id(batch.items[end]) == session_id) ++end;
    auto session = sessions_.pin(batch, begin, end);
    if (!session) {
      unpin_runs(runs);
      return std::unexpected(session.error());
    }
    runs.push_back({*session, begin, end});
  }
  return runs;
}

void Ingest::unpin_runs(const std::vector<Run>& runs) {
  for (const Run& run : runs) sessions_.unpin(*run.session);
}

void Ingest::write_groups() {
  name_this_thread("journal-writer");
  lower_thread_priority();
  for (;;) {
    auto group = next_group();
    if (group.empty() && takes_no_more()) return;
    if (starting_)
      starting_ = clock_.steady() <= starting_until_ && journal_->bytes() > options_.keeper.journal_bytes_max;
    if (group.empty() && failing_)
      failing_ = !journal_->append({}).has_value();
    else if (!group.empty() && wait_for_keeper(group))
      write_group(group);
    else
      turn_away(group);
  }
}

// Waits for batches. None: it is time to stop and nothing is left, or the disk refused or a start was not over, and
// that is to be looked at again, because whoever waits for readiness sends nothing that could find out.
std::deque<Ingest::Waiting> Ingest::next_group() {
  MutexLock lock(mutex_);
  const auto due = [this]() SJ_REQUIRES(mutex_) { return !queue_.empty() || takes_no_more(); };
  if (failing_ || starting_)
    wake_writer_.wait_for(lock.native(), starting_ ? starting_interval : probe_interval, due);
  else
    wake_writer_.wait(lock.native(), due);
  const bool some_have_to_wait = sessions_.is_over(memory_max());
  if (some_have_to_wait) turn_to_one_with_memory_left();
  std::deque<Waiting> group;
  std::size_t bytes = 0;
  while (!queue_.empty() && (group.empty() || bytes + queue_.front().batch->bytes.size() <= options_.group_bytes_max)) {
    const bool waits = some_have_to_wait && has_to_wait(queue_.front().batch->project_id);
    if (waits && !group.empty()) break;
    group.push_back(queue_.pop());
    const Batch& batch = *group.back().batch;
    bytes += batch.bytes.size();
    queue_.release(batch.project_id, batch.bytes.size());
    if (waits) break;
  }
  return group;
}

// A group of a project that has more of the memory than its share waits for the keeper, so it is a group of its own,
// and the others go first.
void Ingest::turn_to_one_with_memory_left() {
  for (std::size_t i = 0; i < queue_.projects() && has_to_wait(queue_.front().batch->project_id); ++i) queue_.pass();
}

std::size_t Ingest::memory_max() const {
  return options_.keeper.open_bytes_max + options_.keeper.open_bytes_max / 2;
}

bool Ingest::has_to_wait(const std::string& project_id) {
  return sessions_.has_more_than_its_share(project_id, memory_max());
}

// What is accepted faster than the keeper moves it would make journal and memory grow, and with them the next start:
// senders wait instead. False: there is no room in the journal, because the store refuses or is slower than that.
// Memory may be held by the very batches that wait, so for it nobody is turned away here.
bool Ingest::wait_for_keeper(const std::deque<Waiting>& group) {
  const auto journal_is_long = [&] { return journal_->bytes() > 2 * options_.keeper.journal_bytes_max; };
  const std::string& project_id = group.front().batch->project_id;  // a group of one, if that has to wait
  SteadyTime until = clock_.steady() + options_.keeper_wait_max;
  if (starting_) until = std::max(until, starting_until_);
  bool waits = true;
  while (!takes_no_more() && (journal_is_long() || has_to_wait(project_id)) && waits) {
    MutexLock lock(mutex_);
    wake_writer_.wait_for(lock.native(), keeper_look_interval, [this] { return takes_no_more(); });
    waits = clock_.steady() < until;
  }
  return waits || !journal_is_long();
}

void Ingest::turn_away(std::deque<Waiting>& group) {
  for (Waiting& waiting : group) {
    unpin_runs(waiting.runs);
    waiting.done(std::unexpected(refused(disk_is_full() ? Refusal::disk_full : no_room(Refusal::queue_full))));
  }
}

void Ingest::write_group(std::deque<Waiting>& group) {
  const auto begin = clock_.steady();
  std::vector<std::string> records;
  std::size_t events = 0;
  for (Waiting& waiting : group) {
    if (auto appended = append(waiting); !appended) return refuse(group, appended.error());
    events += waiting.outcome.accepted;
    if (waiting.outcome.accepted > 0) records.push_back(std::move(waiting.journal_record));
  }
  if (!records.empty()) {
    if (auto written = journal_->append(records); !written) return refuse(group, written.error());
    failing_ = false;
  }
  settle(group, true);
  committed_ = next_accept_seq_ - 1;
  if (observer_) {
    const std::chrono::duration<double> took = clock_.steady() - begin;
    observer_->on_sync(group.size(), events, took.count());
  }
  for (Waiting& waiting : group) waiting.done(std::move(waiting.outcome));
}

void Ingest::refuse(std::deque<Waiting>& group, const Error& error) {
  spdlog::error("nothing could be written: {}", error.message);
  failing_ = true;
  settle(group, false);
  const Refusal why = error.code == Errc::unavailable || disk_is_full() ? Refusal::disk_full : Refusal::disk;
  for (Waiting& waiting : group) waiting.done(std::unexpected(refused(why)));
}

Result<void> Ingest::append(Waiting& waiting) {
  Batch& batch = *waiting.batch;
  waiting.journal_record.reserve(batch.bytes.size() + batch.items.size() * 2 + 32);
  put_text(waiting.journal_record, batch.project_id);
  for (const Run& run : waiting.runs) {
    Shard& shard = sessions_.shard_of(batch.project_id, run.session->session_id());
    const MutexLock lock(shard.mutex);
    for (std::size_t i = run.begin; i < run.end; ++i) {
      const RecordKey key = record_key(batch.record(batch.items[i]));
      if (auto untrimmed = untrim_for(shard, *run.session, key); !untrimmed) return untrimmed;
      append_item(waiting, *run.session, batch.items[i], key);
    }
  }
  return {};
}

// Seldom: the session was trimmed since it was pinned for this batch, and what was trimmed may be this event.
Result<void> Ingest::untrim_for(Shard& shard, OpenSession& session, const RecordKey& key) {
  if (!session.may_be_trimmed(key)) return {};
  return OpenSessions::untrim(shard, session, store_.events(session.project_id(), session.session_id()));
}

void Ingest::append_item(Waiting& waiting, OpenSession& session, const BatchItem& item, const RecordKey& key) {
  Batch& batch = *waiting.batch;
  set_accept_seq(batch.bytes.data() + item.record_at, next_accept_seq_);
  if (session.is_unreadable()) return reject_damaged(waiting, item, key);
  const OpenSession::Append appended = session.append(key, batch.record(item), options_.fe_quota);
  switch (appended) {
    case OpenSession::Append::done:
      ++next_accept_seq_;
      ++waiting.outcome.accepted;
      put_text(waiting.journal_record, session.session_id());
      waiting.journal_record.append(batch.record(item));
      return;
    case OpenSession::Append::duplicate: ++waiting.outcome.duplicates; return;
    case OpenSession::Append::full:
    case OpenSession::Append::fe_full:
      waiting.outcome.rejected.push_back({.index = item.index,
                                          .event_id = std::string(key.event_id),
                                          .code = RejectionCode::session_full,
                                          .field = "session_id",
                                          .detail = detail_of_full(appended)});
  }
}

// Whether it is a duplicate cannot be told, and who waits for a repair would hold up all that is sent with it.
void Ingest::reject_damaged(Waiting& waiting, const BatchItem& item, const RecordKey& key) {
  waiting.outcome.rejected.push_back({.index = item.index,
                                      .event_id = std::string(key.event_id),
                                      .code = RejectionCode::session_damaged,
                                      .field = "session_id",
                                      .detail = "what the server has of this session is damaged on its disk; its "
                                                "operator has to restore it from a backup"});
}

void Ingest::settle(std::deque<Waiting>& group, bool durable) {
  const auto now = clock_.steady();
  for (Waiting& waiting : group) {
    for (const Run& run : waiting.runs) {
      Shard& shard = sessions_.shard_of(waiting.batch->project_id, run.session->session_id());
      {
        const MutexLock lock(shard.mutex);
        OpenSession& session = *run.session;
        if (session.has_uncommitted() && durable) {
          session.commit();
          OpenSessions::pin_journal(shard, session, *journal_, journal_->active());
          OpenSessions::touch(shard, session, now);
        } else if (session.has_uncommitted()) {
          session.roll_back();
        }
      }
      sessions_.unpin(*run.session);
    }
  }
}

Result<std::optional<EventLog>> Ingest::events(std::string_view project_id, std::string_view session_id) {
  if (suspended_) return std::unexpected(error_of(Refusal::disk));  // the store alone does not have all
  auto records = open_events(project_id, session_id);
  if (records && !*records) records = store_.events(project_id, session_id);
  if (!records) return std::unexpected(records.error());
  if (!*records) return std::nullopt;
  return EventLog::decoded(std::string(session_id), **std::move(records));
}

Result<std::optional<std::string>> Ingest::open_events(std::string_view project_id, std::string_view session_id) {
  const ReaderLock gate(gate_);
  Shard& shard = sessions_.shard_of(project_id, session_id);
  OpenSession* session = nullptr;
  std::uint32_t count = 0;
  {
    const MutexLock lock(shard.mutex);
    session = OpenSessions::find(shard, project_id, session_id);
    count = session ? session->committed() : 0;
    if (count == 0 || session->is_unreadable()) return std::nullopt;
    if (!session->is_trimmed() && count <= events_per_copy) return std::string(session->records(0, count));
    ++session->pins;
  }
  auto records = copy_records(store_, shard, *session, count);
  sessions_.unpin(*session);
  if (!records) return std::unexpected(records.error());
  return *std::move(records);
}

Result<void> Ingest::renew_rows(const std::string& project_id, std::span<const std::string> session_ids) {
  const ReaderLock gate(gate_);
  if (suspended_) return std::unexpected(error_of(Refusal::disk));
  return row_renewal_.renew(project_id, session_ids);
}

Ingest::Backlog Ingest::backlog() {
  const ReaderLock gate(gate_);
  Backlog backlog;
  backlog.open_sessions = sessions_.size();
  backlog.open_bytes = sessions_.memory_bytes();
  backlog.sessions_aside = projector_.sessions_aside();
  backlog.journal_bytes = journal_ ? journal_->bytes() : 0;
  const MutexLock lock(mutex_);
  backlog.queued_bytes = queue_.bytes();
  return backlog;
}

void Ingest::stop(std::chrono::steady_clock::duration deadline) {
  const SteadyTime until = clock_.steady() + deadline;
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
  }
  wake_writer_.notify_all();
  if (!writer_.joinable()) return;
  writer_.join();
  projector_.stop();
  keeper_.stop();
  projector_.run_once();
  journal_->close();
  if (!keeper_.save_all(*journal_, until))
    spdlog::warn("not everything was moved to the store; the next start will do it");
}

}  // namespace sj::ingest
