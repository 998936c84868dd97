#include "ingest/journal_mark.hpp"

#include <utility>

#include "base/bytes.hpp"
#include "base/hash.hpp"

namespace sj::ingest {
namespace {

// Two places by turns, so that a write that was cut off leaves the one before.
constexpr std::size_t place_bytes = 64, places = 2;
constexpr std::size_t content_bytes = std::size_t{3} * 8, mark_bytes = content_bytes + 8;

std::optional<SyncedEnd> mark_at(std::string_view bytes, std::size_t at, std::string_view identity) {
  if (bytes.size() < at + mark_bytes) return std::nullopt;
  const std::string_view content = bytes.substr(at, content_bytes);
  if (get_fixed<std::uint64_t>(bytes.data() + at + content_bytes) != hash64(content, hash64(identity)))
    return std::nullopt;
  return SyncedEnd{get_fixed<std::uint64_t>(content.data()), get_fixed<std::uint64_t>(content.data() + 8),
                   get_fixed<std::uint64_t>(content.data() + 16)};
}

}  // namespace

JournalMark::JournalMark(std::unique_ptr<NoteFile> file, std::string identity)
    : file_(std::move(file)), identity_(std::move(identity)) {}

Result<std::unique_ptr<JournalMark>> JournalMark::open(FileSystem& files, const std::filesystem::path& journal,
                                                       std::string identity) {
  auto file = files.open_note(journal / "SYNCED");
  if (!file) return std::unexpected(file.error());
  return std::unique_ptr<JournalMark>(new JournalMark(*std::move(file), std::move(identity)));
}

Result<void> JournalMark::write(const SyncedEnd& end) {
  std::string mark;
  put_fixed(mark, end.segment);
  put_fixed(mark, end.next_record);
  put_fixed(mark, end.bytes);
  put_fixed(mark, hash64(mark, hash64(identity_)));
  mark.resize(place_bytes);
  const std::uint64_t place = std::exchange(next_place_, (next_place_ + 1) % places);
  return file_->write(place * place_bytes, mark);
}

std::optional<SyncedEnd> read_journal_mark(FileSystem& files, const std::filesystem::path& journal,
                                           std::string_view identity) {
  const auto bytes = files.read(journal / "SYNCED");
  if (!bytes) return std::nullopt;
  std::optional<SyncedEnd> newest;
  for (std::size_t place = 0; place < places; ++place)
    if (const auto mark = mark_at(*bytes, place * place_bytes, identity))
      if (!newest || mark->next_record >= newest->next_record) newest = mark;
  return newest;
}

}  // namespace sj::ingest
