#include "ingest/journal.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <charconv>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/hash.hpp"

namespace sj::ingest {
namespace {

constexpr std::string_view file_magic = "SJJRNL01";  // what it is, and two digits of format version
constexpr std::size_t file_magic_name_bytes = 6;
constexpr std::size_t file_header_bytes = 8 + 8 + 8;  // magic, number of the first record, checksum of both
constexpr std::string_view file_suffix = ".journal", spare_suffix = ".spare";
constexpr std::size_t record_header_bytes = 8 + 8 + 4 + 4;  // checksum, number, size, position in its group
constexpr std::size_t alignment = 8;

std::size_t aligned(std::size_t size) {
  return (size + alignment - 1) / alignment * alignment;
}

// The checksum covers everything behind it, the number included, so that an old record in the wrong place is none.
void append_record(std::string& out, std::uint64_t number, std::uint32_t position, std::string_view payload) {
  const std::size_t start = out.size();
  put_fixed<std::uint64_t>(out, 0);
  put_fixed(out, number);
  put_fixed(out, static_cast<std::uint32_t>(payload.size()));
  put_fixed(out, position);
  out.append(payload);
  const std::uint64_t checksum = hash64(std::string_view(out).substr(start + sizeof(std::uint64_t)));
  std::memcpy(out.data() + start, &checksum, sizeof checksum);
  out.resize(aligned(out.size()), '\0');
}

std::string file_header(std::uint64_t first_number) {
  std::string header(file_magic);
  put_fixed(header, first_number);
  put_fixed(header, hash64(header));
  return header;
}

struct FoundRecord {
  std::uint64_t number;
  std::string_view payload;
};

std::optional<FoundRecord> record_at(std::string_view bytes, std::size_t at) {
  if (bytes.size() - at < record_header_bytes) return std::nullopt;
  const auto checksum = get_fixed<std::uint64_t>(bytes.data() + at);
  const auto number = get_fixed<std::uint64_t>(bytes.data() + at + 8);
  const auto size = get_fixed<std::uint32_t>(bytes.data() + at + 16);
  if (number == 0 || bytes.size() - at - record_header_bytes < size) return std::nullopt;
  const std::string_view checked = bytes.substr(at + 8, record_header_bytes - 8 + size);
  if (hash64(checked) != checksum) return std::nullopt;
  return FoundRecord{number, bytes.substr(at + record_header_bytes, size)};
}

// Whether a whole record of a later group than that of record `number` starts anywhere from `at` on: then `number` was
// synced. A record of the same group says nothing, because a disk may write the parts of one group in any order. Where
// a file was written over, any bytes may stand there: what cannot be such a record by its numbers is not summed.
bool any_later_group_from(std::string_view bytes, std::size_t at, std::uint64_t number) {
  const std::uint64_t records_max = bytes.size() / record_header_bytes;
  for (; at + record_header_bytes <= bytes.size(); at += alignment) {
    const std::uint64_t ahead = get_fixed<std::uint64_t>(bytes.data() + at + 8) - number;  // huge if it is less
    const auto position = get_fixed<std::uint32_t>(bytes.data() + at + 20);
    if (ahead <= records_max && ahead > position && record_at(bytes, at)) return true;
  }
  return false;
}

std::optional<Journal::Segment> segment_of(std::string_view name, std::string_view suffix) {
  if (!name.ends_with(suffix)) return std::nullopt;
  name.remove_suffix(suffix.size());
  Journal::Segment segment = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), segment);
  if (error != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  return segment;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool has_other_version(std::string_view bytes) {
  return bytes.size() >= file_magic.size() && !bytes.starts_with(file_magic) &&
         bytes.starts_with(file_magic.substr(0, file_magic_name_bytes)) && is_digit(bytes[6]) && is_digit(bytes[7]);
}

// The number that the file's first record has; 0 if the file was made and nothing was ever put into it.
Result<std::uint64_t> first_number_of(std::string_view bytes, const std::string& name) {
  if (has_other_version(bytes))
    return fail(Errc::refused, "the journal file " + name + " was written by a newer version; use that version");
  if (bytes.size() >= file_header_bytes) {
    const auto number = get_fixed<std::uint64_t>(bytes.data() + file_magic.size());
    if (bytes.starts_with(file_header(number))) return number;
  }
  if (bytes.size() <= file_header_bytes || bytes.find_first_not_of('\0', file_header_bytes) == std::string_view::npos)
    return 0;
  return fail(Errc::corrupt, "the journal file " + name + " is damaged at its start; restore it from a backup");
}

struct ReadBack {
  std::uint64_t next_number;
  std::uint64_t bytes;
};

// Records of one file until its end, or until the first that is not whole. `expected` is the number behind the last
// record of the file before; 0: there is none.
Result<ReadBack> read_segment(std::string_view bytes, const std::string& name, std::uint64_t expected,
                              const Journal::Replay& replay) {
  const auto first = first_number_of(bytes, name);
  if (!first) return std::unexpected(first.error());
  if (*first == 0) return ReadBack{expected, 0};
  // After a write that failed, numbers are given out again, so a file may begin before the one before it ends.
  if (expected != 0 && *first > expected)
    return fail(Errc::corrupt,
                fmt::format("the journal has lost the records from {} to {}, before its file {}. Restore "
                            "the files from a backup",
                            expected, *first - 1, name));
  std::uint64_t next_number = *first;
  std::size_t at = file_header_bytes;
  std::vector<std::string_view> records;
  while (const auto record = record_at(bytes, at)) {
    if (record->number != next_number) break;
    records.push_back(record->payload);
    ++next_number;
    at += aligned(record_header_bytes + record->payload.size());
  }
  if (any_later_group_from(bytes, at, next_number))
    return fail(Errc::corrupt,
                fmt::format("the journal file {} is damaged at byte {}, and records after it are not: this "
                            "is no cut-off write. Restore the file from a backup",
                            name, at));
  if (auto replayed = replay(records); !replayed) return std::unexpected(replayed.error());
  return ReadBack{next_number, at};
}

}  // namespace

Journal::Journal(FileSystem& files, std::filesystem::path directory, const JournalOptions& options)
    : files_(files), directory_(std::move(directory)), options_(options) {}

std::filesystem::path Journal::path_of(Segment segment) const {
  return directory_ / fmt::format("{:016}{}", segment, file_suffix);
}

std::filesystem::path Journal::spare_path_of(Segment segment) const {
  return directory_ / fmt::format("{:016}{}", segment, spare_suffix);
}

Result<std::unique_ptr<Journal>> Journal::open(FileSystem& files, std::filesystem::path directory,
                                               const JournalOptions& options, const Replay& replay) {
  auto journal = std::unique_ptr<Journal>(new Journal(files, std::move(directory), options));
  const auto names = files.list(journal->directory_);
  if (!names) return std::unexpected(names.error());
  std::uint64_t expected = 0;
  for (const std::string& name : *names) {
    if (segment_of(name, spare_suffix)) (void)files.remove(journal->directory_ / name);  // of a run that was killed
    const auto segment = segment_of(name, file_suffix);
    if (!segment) continue;
    const auto bytes = files.read(journal->directory_ / name);
    if (!bytes) return std::unexpected(bytes.error());
    journal->active_ = *segment;  // what the records are held by while they are replayed
    const auto read = read_segment(*bytes, name, expected, replay);
    if (!read) return std::unexpected(read.error());
    // Later starts need not read the reserved room again; where it cannot be cut off they only take longer.
    if (bytes->size() > read->bytes) (void)files.truncate(journal->directory_ / name, read->bytes);
    expected = read->next_number;
    journal->sizes_[*segment] = read->bytes;
    journal->bytes_ += read->bytes;
  }
  journal->newest_ = journal->active_;
  journal->next_record_ = std::max<std::uint64_t>(expected, 1);
  return journal;
}

Result<void> Journal::append(std::span<const std::string> records) {
  buffer_.clear();
  const std::uint64_t first_number = next_record_;
  for (std::uint32_t position = 0; position < records.size(); ++position)
    append_record(buffer_, first_number + position, position, records[position]);
  const bool fits = file_ && written_ + buffer_.size() <= options_.segment_bytes;
  if (!fits)
    if (auto started = start_segment(first_number); !started) return started;
  auto done = file_->append(buffer_);
  if (done) done = file_->sync();
  if (!done) {
    abandon_segment();
    return done;
  }
  next_record_ = first_number + records.size();
  written_ += buffer_.size();
  bytes_ += buffer_.size();
  const std::scoped_lock lock(mutex_);
  sizes_[active_] = written_;
  return {};
}

// The first record of the new file will be what waits in the buffer, with this number.
Result<void> Journal::start_segment(std::uint64_t first_number) {
  const bool filled = file_ && written_ <= options_.segment_bytes;
  use_file(nullptr);
  const Segment segment = ++newest_;  // a new one for each try: a failed one may have left something behind
  const std::string front = file_header(first_number);
  const bool fits = file_header_bytes + buffer_.size() <= options_.segment_bytes;
  std::unique_ptr<AppendFile> file = fits ? spare_as(segment, front) : nullptr;
  if (!file) {
    auto created = new_file(segment, front);
    if (!created) return std::unexpected(created.error());
    file = *std::move(created);
  }
  written_ = file_header_bytes;
  bytes_ += file_header_bytes;
  use_file(std::move(file));
  const std::scoped_lock lock(mutex_);
  if (filled) reusable_.insert(active_);
  sizes_[segment] = written_;
  active_ = segment;
  return {};
}

Result<std::unique_ptr<AppendFile>> Journal::new_file(Segment segment, std::string_view front) {
  auto file = files_.create(path_of(segment), std::max(options_.segment_bytes, buffer_.size() + file_header_bytes));
  if (!file) return file;
  auto headed = (*file)->append(front);
  if (headed) headed = (*file)->sync();
  if (headed) return file;
  (void)files_.remove(path_of(segment));
  return std::unexpected(headed.error());
}

// It gets its new front before its new name, so that a crash never leaves the old records under the new one. Null:
// there is none, or it could not be used.
std::unique_ptr<AppendFile> Journal::spare_as(Segment segment, std::string_view front) {
  const auto spare = take_spare();
  if (!spare) return nullptr;
  auto file = files_.overwrite(spare_path_of(*spare));
  if (file && (*file)->append(front) && (*file)->sync() && files_.rename(spare_path_of(*spare), path_of(segment)))
    return *std::move(file);
  for (const auto& path : {spare_path_of(*spare), path_of(segment)}) (void)files_.remove(path);
  return nullptr;
}

std::optional<Journal::Segment> Journal::take_spare() {
  const std::scoped_lock lock(mutex_);
  if (spares_.empty()) return std::nullopt;
  const Segment spare = spares_.back();
  spares_.pop_back();
  return spare;
}

// After a failed write nobody knows what the disk holds, so the file is cut back to what was synced and left.
void Journal::abandon_segment() {
  if (auto cut = file_->truncate(written_); !cut) spdlog::error("journal: {}", cut.error().message);
  use_file(nullptr);
}

void Journal::use_file(std::unique_ptr<AppendFile> file) {
  const std::scoped_lock lock(mutex_);
  file_ = std::move(file);
}

void Journal::close() {
  use_file(nullptr);
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
  }
  while (const auto spare = take_spare()) (void)files_.remove(spare_path_of(*spare));
}

void Journal::hold(Segment segment) {
  const std::scoped_lock lock(mutex_);
  ++holds_[segment];
}

void Journal::release(Segment segment) {
  const std::scoped_lock lock(mutex_);
  const auto at = holds_.find(segment);
  if (at != holds_.end() && --at->second == 0) holds_.erase(at);
}

std::optional<Journal::Segment> Journal::droppable() const {
  const std::scoped_lock lock(mutex_);
  std::optional<Segment> last;
  for (const auto& [segment, size] : sizes_) {
    const bool in_use = segment == active_ && file_;
    if (in_use || (!holds_.empty() && segment >= holds_.begin()->first)) break;
    last = segment;
  }
  return last;
}

Result<JournalState> Journal::inspect(FileSystem&, const std::filesystem::path&) {
  return JournalState{};
}

Result<void> Journal::drop_through(Segment segment, std::uint64_t store_position) {
  store_position_ = std::max(store_position_.load(), store_position);
  for (;;) {
    Segment oldest_segment = 0;
    {
      const std::scoped_lock lock(mutex_);
      if (sizes_.empty() || sizes_.begin()->first > segment) return {};
      oldest_segment = sizes_.begin()->first;
    }
    if (auto gone = spare_or_remove(oldest_segment); !gone) return gone;
    const std::scoped_lock lock(mutex_);
    bytes_ -= sizes_[oldest_segment];
    sizes_.erase(oldest_segment);
  }
}

Result<void> Journal::spare_or_remove(Segment segment) {
  bool spared = false;
  {
    const std::scoped_lock lock(mutex_);
    spared = reusable_.erase(segment) > 0 && !closed_ && spares_.size() < options_.spares_max;
  }
  if (!spared || !files_.rename(path_of(segment), spare_path_of(segment))) return files_.remove(path_of(segment));
  const std::scoped_lock lock(mutex_);
  spares_.push_back(segment);
  return {};
}

Journal::Segment Journal::oldest() const {
  const std::scoped_lock lock(mutex_);
  return sizes_.empty() ? active_.load() : sizes_.begin()->first;
}

}  // namespace sj::ingest
