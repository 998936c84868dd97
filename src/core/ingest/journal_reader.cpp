#include "ingest/journal_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "ingest/journal.hpp"
#include "ingest/journal_mark.hpp"
#include "ingest/journal_record.hpp"

namespace sj::ingest {
namespace {

constexpr std::string_view file_suffix = ".journal", recycled_suffix = ".spare";

std::optional<std::uint64_t> segment_of(std::string_view name, std::string_view suffix) {
  if (!name.ends_with(suffix)) return std::nullopt;
  name.remove_suffix(suffix.size());
  std::uint64_t segment = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), segment);
  if (error != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  return segment;
}

std::string name_of(std::uint64_t segment) {
  return fmt::format("{:016}{}", segment, file_suffix);
}

// A record is what one sender's request brought.
std::string batches(std::uint64_t first, std::uint64_t end) {
  return end - first == 1 ? fmt::format("1 batch of events, number {}", first)
                          : fmt::format("{} batches of events, numbers {} to {}", end - first, first, end - 1);
}

class Reader {
 public:
  Reader(FileSystem& files, const std::filesystem::path& directory, const JournalOptions& options,
         const JournalReplay& replay)
      : files_(files), directory_(directory), options_(options), replay_(replay) {}

  Result<JournalFound> read() {
    auto done = read_names();
    if (done) done = find_list();
    for (auto file = known_.files.begin(); done && file != known_.files.end(); ++file)
      done = read_file(file->first, file->second);
    if (!done) return std::unexpected(done.error());
    look_at_the_rest();
    if (!options_.accept_loss && !found_.losses.empty()) return refusal();
    found_.list.identity = options_.identity;
    // Who goes on without what the store has lost is not held to it again.
    found_.list.store_position = options_.accept_loss ? 0 : known_.store_position;
    found_.list_changed = was_made_up_ || options_.known || !(found_.list == known_);
    return std::move(found_);
  }

 private:
  Result<void> read_names() {
    auto names = files_.list(directory_);
    if (!names && names.error().code != Errc::not_found) return std::unexpected(names.error());
    if (names) names_ = *std::move(names);
    for (const std::string& name : names_) {
      if (segment_of(name, recycled_suffix)) found_.leftovers.push_back(name);  // of a run that was killed
      if (const auto segment = segment_of(name, file_suffix)) found_.newest = std::max(found_.newest, *segment);
    }
    return {};
  }

  Result<void> find_list() {
    auto list = options_.known ? Result<JournalList>(*options_.known) : read_journal_list(files_, directory_);
    if (list && list->identity != options_.identity)
      return fail(
          Errc::refused,
          fmt::format("{} belongs to another data directory. Put back the journal that was beside this store, or "
                      "move this one away and start once with --accept-loss",
                      directory_.string()));
    if (list) {
      known_ = *std::move(list);
      return look_for_newer_files();
    }
    const Error& error = list.error();
    if (error.code != Errc::not_found && error.code != Errc::corrupt) return std::unexpected(error);
    if (error.code == Errc::corrupt) lost(error.message);
    if (error.code == Errc::not_found && options_.must_exist)
      lost(fmt::format("{} is missing, so it is not known which journal files there must be. Is the volume mounted?",
                       (directory_ / "FILES").string()));
    was_made_up_ = true;
    return add_unlisted_files();
  }

  // A file that is not listed was begun and never came into use, or is done with; unless the list is an older one.
  Result<void> look_for_newer_files() {
    for (const std::string& name : names_) {
      const auto segment = segment_of(name, file_suffix);
      if (!segment || known_.files.contains(*segment)) continue;
      const auto bytes = files_.read(directory_ / name);
      if (!bytes) return std::unexpected(bytes.error());
      const auto first = read_journal_front(*bytes, options_.identity);
      const auto record = journal_record_at(*bytes, journal_front_bytes);
      if (!first || !record || record->number != *first || *first < known_.next_record) continue;
      lost(fmt::format("the journal's list FILES is older than the journal file {}", name));
      return add_unlisted_files();
    }
    return {};
  }

  Result<void> add_unlisted_files() {
    for (const std::string& name : names_) {
      const auto segment = segment_of(name, file_suffix);
      if (!segment || known_.files.contains(*segment)) continue;
      const auto bytes = files_.read(directory_ / name);
      if (!bytes) return std::unexpected(bytes.error());
      if (is_newer_journal_file(*bytes)) return newer(name);
      const auto first = read_journal_front(*bytes, options_.identity);
      const bool begun = bytes->find_first_not_of('\0', journal_front_bytes) != std::string::npos;
      if (first)
        known_.files[*segment].first = *first;
      else if (begun && bytes->size() > journal_front_bytes)
        lost(fmt::format("the journal file {} is damaged at its start", name));
    }
    return {};
  }

  Result<void> read_file(std::uint64_t segment, const ListedFile& file) {
    const std::uint64_t synced_end = synced_end_of(segment, file);
    const auto bytes = files_.read(journal_file_path(directory_, segment));
    if (!bytes && bytes.error().code != Errc::not_found) return std::unexpected(bytes.error());
    if (!bytes) {
      if (!file.sealed || file.end > file.first) is_missing(segment, file, synced_end);
      return {};
    }
    if (is_newer_journal_file(*bytes)) return newer(name_of(segment));
    if (was_made_up_ && expected_ != 0 && file.first > expected_)
      lost(fmt::format("before the journal file {}, {} are missing", name_of(segment), batches(expected_, file.first)));
    const std::string_view counts = file.sealed ? std::string_view(*bytes).substr(0, file.bytes) : *bytes;
    return read_records(segment, file, counts, synced_end);
  }

  /// Number behind the last record that was synced for certain.
  [[nodiscard]] std::uint64_t synced_end_of(std::uint64_t segment, const ListedFile& file) const {
    if (file.sealed) return file.end;
    return mark_ && mark_->segment == segment ? std::max(mark_->next_record, file.first) : file.first;
  }

  void is_missing(std::uint64_t segment, const ListedFile& file, std::uint64_t synced_end) {
    const std::string path = journal_file_path(directory_, segment).string();
    if (synced_end > file.first)
      lost(fmt::format("{} is missing, and with it {}", path, batches(file.first, synced_end)) +
           (file.sealed ? "" : " or more"));
    else
      lost(fmt::format("{} is missing, and with it the batches of events from number {}", path, file.first));
    found_.list.next_record = std::max(found_.list.next_record, synced_end);
  }

  Result<void> read_records(std::uint64_t segment, const ListedFile& file, std::string_view bytes,
                            std::uint64_t synced_end) {
    const std::string name = name_of(segment);
    if (!file.lossy && read_journal_front(bytes, options_.identity) != file.first)
      lost(fmt::format("the journal file {} is {}", name,
                       bytes.empty() ? "empty" : "damaged at its start, or another file in its place"));
    std::vector<std::string_view> records;
    std::uint64_t next = file.first;
    std::size_t at = journal_front_bytes;
    bool lossy = file.lossy;
    for (;;) {
      while (const auto record = journal_record_at(bytes, at)) {
        if (record->number != next) break;
        records.push_back(record->payload);
        at = record->end;
        ++next;
      }
      const bool is_missed = next < synced_end;
      const auto later = later_journal_record(bytes, at, next, !is_missed);
      if (!is_missed && !later) break;
      const std::uint64_t until = later ? later->number : synced_end;
      if (!file.lossy) tell_damage(name, bytes, at, next, until);
      lossy = true;
      next = until;
      if (!later) break;
      at = later->at;
    }
    const ListedFile now{file.first, true, next, std::min(at, bytes.size()), lossy};
    return take(segment, file, now, records);
  }

  void tell_damage(const std::string& name, std::string_view bytes, std::size_t at, std::uint64_t next,
                   std::uint64_t until) {
    const bool is_cut = at >= bytes.size() || bytes.find_first_not_of('\0', at) == std::string_view::npos;
    lost(
        fmt::format("the journal file {} {} at byte {}: {} are missing. This is no cut-off write, for what comes after "
                    "was written",
                    name, is_cut ? "ends" : "is damaged", at, batches(next, until)));
  }

  Result<void> take(std::uint64_t segment, const ListedFile& file, const ListedFile& now,
                    const std::vector<std::string_view>& records) {
    expected_ = now.end;
    found_.list.next_record = std::max(found_.list.next_record, now.end);
    if (now.end > now.first) {
      found_.list.files[segment] = now;
      if (!file.sealed) found_.unsynced.push_back(segment);
    } else {
      found_.leftovers.push_back(name_of(segment));
    }
    const bool is_refused = !options_.accept_loss && !found_.losses.empty();
    return is_refused ? Result<void>() : replay_(records);
  }

  // What is there beside the files that are listed, and what others know of the journal.
  void look_at_the_rest() {
    std::uint64_t& next = found_.list.next_record;
    next = std::max(next, known_.next_record);
    for (const std::string& name : names_) {
      const auto segment = segment_of(name, file_suffix);
      if (segment && !known_.files.contains(*segment)) found_.leftovers.push_back(name);
    }
    if (mark_ && mark_->next_record > next) {
      lost(fmt::format("the journal ends before {}", batches(next, mark_->next_record)));
      next = mark_->next_record;
    }
    if (options_.reached > next) {
      lost(fmt::format("the journal is older than the store: {} are missing or were in files that are not there",
                       batches(next, options_.reached)));
      next = options_.reached;
    }
  }

  static std::unexpected<Error> newer(const std::string& name) {
    return fail(Errc::refused, "the journal file " + name + " was written by a newer version; use that version");
  }

  void lost(std::string what) { found_.losses.push_back(std::move(what)); }

  std::unexpected<Error> refusal() const {
    return fail(Errc::corrupt,
                fmt::format("acknowledged events are missing from {}: {}. Restore the whole data directory from one "
                            "backup, or start once with --accept-loss to go on without them. Nothing was changed",
                            directory_.string(), fmt::join(found_.losses, "; ")));
  }

  FileSystem& files_;
  const std::filesystem::path& directory_;
  const JournalOptions& options_;
  const JournalReplay& replay_;
  const std::optional<SyncedEnd> mark_ = read_journal_mark(files_, directory_, options_.identity);
  std::vector<std::string> names_;
  JournalList known_;
  bool was_made_up_ = false;
  std::uint64_t expected_ = 0;  ///< number behind the last record of the file before; 0: there is none
  JournalFound found_;
};

}  // namespace

std::filesystem::path journal_file_path(const std::filesystem::path& directory, std::uint64_t segment) {
  return directory / name_of(segment);
}

std::filesystem::path journal_recycled_path(const std::filesystem::path& directory, std::uint64_t segment) {
  return directory / fmt::format("{:016}{}", segment, recycled_suffix);
}

Result<JournalFound> read_journal(FileSystem& files, const std::filesystem::path& directory,
                                  const JournalOptions& options, const JournalReplay& replay) {
  return Reader(files, directory, options, replay).read();
}

}  // namespace sj::ingest
