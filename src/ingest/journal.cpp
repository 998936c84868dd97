#include "ingest/journal.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <charconv>
#include <optional>

#include "base/bytes.hpp"
#include "base/hash.hpp"

namespace sj::ingest {
namespace {

constexpr std::string_view file_header = "SJJRNL01";  // 8 bytes: what it is and its format version
constexpr std::string_view file_suffix = ".journal";
constexpr std::size_t record_header_bytes = 8 + 8 + 4 + 4;  // checksum, number, size, zero
constexpr std::size_t alignment = 8;

std::size_t aligned(std::size_t size) { return (size + alignment - 1) / alignment * alignment; }

// The checksum covers everything behind it, the number included, so that an old record in the wrong place is none.
void append_record(std::string& out, std::uint64_t number, std::string_view payload) {
  const std::size_t start = out.size();
  put_fixed<std::uint64_t>(out, 0);
  put_fixed(out, number);
  put_fixed(out, static_cast<std::uint32_t>(payload.size()));
  put_fixed<std::uint32_t>(out, 0);
  out.append(payload);
  const std::uint64_t checksum = hash64(std::string_view(out).substr(start + sizeof(std::uint64_t)));
  std::memcpy(out.data() + start, &checksum, sizeof checksum);
  out.resize(aligned(out.size()), '\0');
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

// Whether a whole record with this number or a later one starts anywhere from `at` on.
bool any_record_from(std::string_view bytes, std::size_t at, std::uint64_t number) {
  for (; at + record_header_bytes <= bytes.size(); at += alignment) {
    if (get_fixed<std::uint64_t>(bytes.data() + at + 8) < number) continue;
    const auto found = record_at(bytes, at);
    if (found && found->number >= number) return true;
  }
  return false;
}

std::optional<Journal::Segment> segment_of(std::string_view name) {
  if (!name.ends_with(file_suffix)) return std::nullopt;
  name.remove_suffix(file_suffix.size());
  Journal::Segment segment = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), segment);
  if (error != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  return segment;
}

struct ReadBack {
  std::uint64_t next_number;
  std::uint64_t bytes;
};

// Records of one file until its end, or until the first that is not whole.
Result<ReadBack> read_segment(std::string_view bytes, const std::string& name, std::uint64_t next_number,
                              const std::function<Result<void>(std::string_view)>& replay) {
  if (!bytes.starts_with(file_header.substr(0, 6)))
    return bytes.find_first_not_of('\0') == std::string_view::npos
               ? Result<ReadBack>(ReadBack{next_number, 0})
               : fail(Errc::corrupt, "the journal file " + name + " is damaged at its start; restore it from a backup");
  if (!bytes.starts_with(file_header))
    return fail(Errc::refused, "the journal file " + name + " was written by a newer version; use that version");
  std::size_t at = file_header.size();
  // A file begins where it says: after a write that failed, numbers are given out again in the next file.
  if (const auto first = record_at(bytes, at)) next_number = first->number;
  while (const auto record = record_at(bytes, at)) {
    if (record->number != next_number) break;
    if (auto replayed = replay(record->payload); !replayed) return std::unexpected(replayed.error());
    ++next_number;
    at += aligned(record_header_bytes + record->payload.size());
  }
  if (any_record_from(bytes, at, next_number))
    return fail(Errc::corrupt, fmt::format("the journal file {} is damaged at byte {}, and records after it are not: this "
                                           "is no cut-off write. Restore the file from a backup",
                                           name, at));
  return ReadBack{next_number, at};
}

}  // namespace

Journal::Journal(FileSystem& files, std::filesystem::path directory, const JournalOptions& options)
    : files_(files), directory_(std::move(directory)), options_(options) {}

std::filesystem::path Journal::path_of(Segment segment) const {
  return directory_ / fmt::format("{:016}{}", segment, file_suffix);
}

Result<std::unique_ptr<Journal>> Journal::open(FileSystem& files, std::filesystem::path directory,
                                               const JournalOptions& options,
                                               const std::function<Result<void>(std::string_view)>& replay) {
  auto journal = std::unique_ptr<Journal>(new Journal(files, std::move(directory), options));
  const auto names = files.list(journal->directory_);
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    const auto segment = segment_of(name);
    if (!segment) continue;
    const auto bytes = files.read(journal->directory_ / name);
    if (!bytes) return std::unexpected(bytes.error());
    journal->active_ = *segment;  // what the records are held by while they are replayed
    const auto read = read_segment(*bytes, name, journal->next_record_, replay);
    if (!read) return std::unexpected(read.error());
    journal->next_record_ = read->next_number;
    journal->sizes_[*segment] = read->bytes;
    journal->bytes_ += read->bytes;
  }
  return journal;
}

Result<void> Journal::append(std::span<const std::string> records) {
  buffer_.clear();
  const std::uint64_t first_number = next_record_;
  for (const std::string& record : records) append_record(buffer_, next_record_++, record);
  const bool fits = file_ && written_ + buffer_.size() <= options_.segment_bytes;
  if (!fits)
    if (auto started = start_segment(buffer_.size() + file_header.size()); !started) {
      next_record_ = first_number;
      return started;
    }
  auto done = file_->append(buffer_);
  if (done) done = file_->sync();
  if (!done) {
    next_record_ = first_number;
    abandon_segment();
    return done;
  }
  written_ += buffer_.size();
  bytes_ += buffer_.size();
  const std::scoped_lock lock(mutex_);
  sizes_[active_] = written_;
  return {};
}

Result<void> Journal::start_segment(std::uint64_t room) {
  file_.reset();
  const Segment segment = active_ + 1;
  auto file = files_.create(path_of(segment), std::max(options_.segment_bytes, room));
  if (!file) return std::unexpected(file.error());
  if (auto headed = (*file)->append(file_header); !headed) {
    (void)files_.remove(path_of(segment));
    return headed;
  }
  file_ = *std::move(file);
  written_ = file_header.size();
  const std::scoped_lock lock(mutex_);
  sizes_[segment] = written_;
  active_ = segment;
  return {};
}

// After a failed write nobody knows what the disk holds, so the file is cut back to what was synced and left.
void Journal::abandon_segment() {
  if (auto cut = file_->truncate(written_); !cut) spdlog::error("journal: {}", cut.error().message);
  file_.reset();
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

Result<void> Journal::drop_through(Segment segment) {
  for (;;) {
    Segment oldest_segment = 0;
    {
      const std::scoped_lock lock(mutex_);
      if (sizes_.empty() || sizes_.begin()->first > segment) return {};
      oldest_segment = sizes_.begin()->first;
    }
    if (auto removed = files_.remove(path_of(oldest_segment)); !removed) return removed;
    const std::scoped_lock lock(mutex_);
    bytes_ -= sizes_[oldest_segment];
    sizes_.erase(oldest_segment);
  }
}

Journal::Segment Journal::oldest() const {
  const std::scoped_lock lock(mutex_);
  return sizes_.empty() ? active_.load() : sizes_.begin()->first;
}

}  // namespace sj::ingest
