#include "ingest/journal.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "ingest/journal_record.hpp"

namespace sj::ingest {

Journal::Journal(FileSystem& files, const Clock& clock, std::filesystem::path directory, const JournalOptions& options)
    : files_(files), clock_(clock), directory_(std::move(directory)), options_(options) {}

Result<std::unique_ptr<Journal>> Journal::open(FileSystem& files, const Clock& clock, std::filesystem::path directory,
                                               const JournalOptions& options, const Replay& replay) {
  auto journal = std::unique_ptr<Journal>(new Journal(files, clock, std::move(directory), options));
  auto found = read_journal(files, journal->directory_, options, replay);
  if (!found) return std::unexpected(found.error());
  if (auto taken = journal->take_over(*std::move(found)); !taken) return std::unexpected(taken.error());
  return journal;
}

Result<void> Journal::create(FileSystem& files, const std::filesystem::path& directory, const std::string& identity) {
  if (read_journal_list(files, directory)) return {};
  if (auto made = files.make_directory(directory); !made) return made;
  return write_journal_list(files, directory, JournalList{.identity = identity});
}

Result<JournalState> Journal::inspect(FileSystem& files, const std::filesystem::path& directory) {
  const auto list = read_journal_list(files, directory);
  if (!list) return std::unexpected(list.error());
  JournalState state{list->identity, list->store_position, list->next_record};
  for (const auto& [segment, file] : list->files)
    state.next_record = std::max({state.next_record, file.first, file.end});
  return state;
}

// The first changes to the disk: the start is accepted. A full disk is no reason to refuse it: the list is written
// again with the next file, before anything is taken.
Result<void> Journal::take_over(JournalFound found) {
  for (const std::string& loss : found.losses) spdlog::warn("going on with a loss: {}", loss);
  losses_ = std::move(found.losses);
  for (const Segment segment : found.unsynced) {
    const auto path = journal_file_path(directory_, segment);
    // Later starts need not read the reserved room again; where it cannot be cut off they only take longer.
    (void)files_.truncate(path, found.list.files.at(segment).bytes);
    if (auto synced = files_.sync(path); !synced) return synced;
  }
  Result<void> listed = files_.make_directory(directory_);
  if (listed && found.list_changed) listed = write_journal_list(files_, directory_, found.list);
  if (!listed) spdlog::error("journal: {}", listed.error().message);
  for (const std::string& name : found.leftovers)
    if (listed) (void)files_.remove(directory_ / name);
  const MutexLock lock(mutex_);
  listed_ = std::move(found.list.files);
  store_position_ = found.list.store_position;
  next_record_ = found.list.next_record;
  for (const auto& [segment, file] : listed_) {
    newest_ = segment;
    bytes_ += file.bytes;
  }
  newest_ = std::max(newest_, found.newest);
  active_ = newest_;
  return {};
}

Result<void> Journal::append(std::span<const std::string> records) {
  if (delay_.count() > 0 && clock_.steady() < retry_at_)
    return fail(Errc::unavailable, "waiting before the journal is tried again: " + last_error_.message);
  auto done = write_group(records);
  if (!done) return back_off(done.error());
  delay_ = {};
  return {};
}

Result<void> Journal::write_group(std::span<const std::string> records) {
  buffer_.clear();
  const std::uint64_t first_number = next_record_;
  for (std::uint32_t position = 0; position < records.size(); ++position)
    append_journal_record(buffer_, first_number + position, position, records[position]);
  const bool fits = file_ && written_ + buffer_.size() <= options_.segment_bytes;
  if (!fits)
    if (auto started = start_segment(); !started) return started;
  auto done = file_->append(buffer_);
  if (done) done = file_->sync();
  if (!done) {
    abandon_segment();
    return done;
  }
  next_record_ = first_number + records.size();
  written_ += buffer_.size();
  bytes_ += buffer_.size();
  (void)mark_->write({active_, next_record_, written_});  // without it only less is known after a crash
  const MutexLock lock(mutex_);
  listed_[active_].bytes = written_;
  return {};
}

Result<void> Journal::back_off(const Error& error) {
  delay_ = delay_.count() == 0 ? options_.retry_after : std::min(2 * delay_, options_.retry_after_max);
  retry_at_ = clock_.steady() + delay_;
  last_error_ = error;
  return std::unexpected(error);
}

// The first record of the new file will be what waits in the buffer. The file is whole, then it is listed, then used.
Result<void> Journal::start_segment() {
  seal_segment();
  if (!mark_) {
    auto mark = JournalMark::open(files_, directory_, options_.identity);
    if (!mark) return std::unexpected(mark.error());
    mark_ = *std::move(mark);
  }
  if (!begun_)
    if (auto begun = begin_file(); !begun) return begun;
  const MutexLock writing(list_mutex_);
  JournalList list = current_list();
  list.files[newest_] = {.first = next_record_, .bytes = journal_front_bytes};
  if (auto written = write_journal_list(files_, directory_, list); !written) return written;
  written_ = journal_front_bytes;
  bytes_ += journal_front_bytes;
  use_file(std::move(begun_));
  const MutexLock lock(mutex_);
  listed_ = std::move(list.files);
  active_ = newest_;
  return {};
}

Result<void> Journal::begin_file() {
  const Segment segment = ++newest_;  // a new one for each try: a failed one may have left something behind
  const std::string front = journal_front(next_record_, options_.identity);
  const std::uint64_t needed = journal_front_bytes + buffer_.size();
  if (needed <= options_.segment_bytes) begun_ = recycle_as(segment, front);
  if (begun_) return {};
  auto file = files_.create(journal_file_path(directory_, segment), std::max(options_.segment_bytes, needed));
  if (!file) return std::unexpected(file.error());
  auto headed = (*file)->append(front);
  if (headed) headed = (*file)->sync();
  if (headed)
    begun_ = *std::move(file);
  else
    (void)files_.remove(journal_file_path(directory_, segment));
  return headed;
}

// It gets its new front before its new name, so that a crash never leaves the old records under the new one. Null:
// there is none, or it could not be used.
std::unique_ptr<AppendFile> Journal::recycle_as(Segment segment, std::string_view front) {
  const auto recycled = take_recycled();
  if (!recycled) return nullptr;
  const auto from = journal_recycled_path(directory_, *recycled), to = journal_file_path(directory_, segment);
  auto file = files_.overwrite(from);
  if (file && (*file)->append(front) && (*file)->sync() && files_.rename(from, to)) return *std::move(file);
  for (const auto& path : {from, to}) (void)files_.remove(path);
  return nullptr;
}

std::optional<Journal::Segment> Journal::take_recycled() {
  const MutexLock lock(mutex_);
  if (recycled_.empty()) return std::nullopt;
  const Segment recycled = recycled_.back();
  recycled_.pop_back();
  return recycled;
}

// Where the active file ends from now on, for whoever reads it.
void Journal::seal_segment() {
  const MutexLock writing(list_mutex_);
  const MutexLock lock(mutex_);
  if (!file_) return;
  file_ = nullptr;
  ListedFile& file = listed_[active_];
  file = {file.first, true, next_record_, written_};
  if (written_ <= options_.segment_bytes) reusable_.insert(active_);
}

// After a failed write nobody knows what the disk holds behind what was synced before.
void Journal::abandon_segment() {
  seal_segment();
  {
    const MutexLock lock(mutex_);
    reusable_.erase(active_);
  }
  const MutexLock writing(list_mutex_);
  // At once, so that a start after a crash leaves out what failed, too; if not now, then with the next file.
  if (auto written = write_journal_list(files_, directory_, current_list()); !written)
    spdlog::error("journal: {}", written.error().message);
}

void Journal::use_file(std::unique_ptr<AppendFile> file) {
  const MutexLock lock(mutex_);
  file_ = std::move(file);
}

JournalList Journal::current_list() const {
  const MutexLock lock(mutex_);
  return {options_.identity, store_position_, next_record_, listed_};
}

void Journal::close() {
  seal_segment();
  {
    const MutexLock lock(mutex_);
    closed_ = true;
  }
  if (std::exchange(begun_, nullptr)) (void)files_.remove(journal_file_path(directory_, newest_));
  const MutexLock writing(list_mutex_);
  (void)write_journal_list(files_, directory_, current_list());  // else the next start reads to where it ends
  while (const auto recycled = take_recycled()) (void)files_.remove(journal_recycled_path(directory_, *recycled));
}

void Journal::pin(Segment segment) {
  const MutexLock lock(mutex_);
  ++pins_[segment];
}

void Journal::unpin(Segment segment) {
  const MutexLock lock(mutex_);
  const auto at = pins_.find(segment);
  if (at != pins_.end() && --at->second == 0) pins_.erase(at);
}

std::optional<Journal::Segment> Journal::truncatable() const {
  const MutexLock lock(mutex_);
  std::optional<Segment> last;
  for (const auto& [segment, file] : listed_) {
    const bool is_held = !pins_.empty() && segment >= pins_.begin()->first;
    if (!file.sealed || is_held) break;
    last = segment;
  }
  return last;
}

// First the list without them, then they go: a crash between leaves files that nobody asks for.
Result<void> Journal::truncate_through(Segment segment, std::uint64_t store_position) {
  {
    const MutexLock writing(list_mutex_);
    store_position_ = std::max(store_position_.load(), store_position);
    JournalList list = current_list();
    const auto end = list.files.upper_bound(segment);
    if (end != list.files.begin()) {
      list.files.erase(list.files.begin(), end);
      if (auto written = write_journal_list(files_, directory_, list); !written) return written;
      const MutexLock lock(mutex_);
      while (!listed_.empty() && listed_.begin()->first <= segment) {
        dropped_[listed_.begin()->first] = listed_.begin()->second.bytes;
        listed_.erase(listed_.begin());
      }
    }
  }
  return remove_dropped();
}

Result<void> Journal::remove_dropped() {
  for (;;) {
    Segment segment = 0;
    {
      const MutexLock lock(mutex_);
      if (dropped_.empty()) return {};
      segment = dropped_.begin()->first;
    }
    if (auto gone = recycle_or_remove(segment); !gone) return gone;
    const MutexLock lock(mutex_);
    bytes_ -= dropped_[segment];
    dropped_.erase(segment);
  }
}

Result<void> Journal::recycle_or_remove(Segment segment) {
  const auto path = journal_file_path(directory_, segment);
  bool recycled = false;
  {
    const MutexLock lock(mutex_);
    recycled = reusable_.erase(segment) > 0 && !closed_ && recycled_.size() < options_.recycled_max;
  }
  if (!recycled || !files_.rename(path, journal_recycled_path(directory_, segment))) return files_.remove(path);
  const MutexLock lock(mutex_);
  recycled_.push_back(segment);
  return {};
}

Journal::Segment Journal::oldest() const {
  const MutexLock lock(mutex_);
  return listed_.empty() ? active_.load() : listed_.begin()->first;
}

}  // namespace sj::ingest
