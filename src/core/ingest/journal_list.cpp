#include "ingest/journal_list.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <vector>

#include "base/hash.hpp"

namespace sj::ingest {
namespace {

constexpr std::string_view magic = "SJFILES 1", magic_name = "SJFILES ";

using Words = std::vector<std::string_view>;

Words words_of(std::string_view line) {
  Words words;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::uint64_t number_of(std::string_view word) {
  std::uint64_t number = 0;
  (void)std::from_chars(word.data(), word.data() + word.size(), number);
  return number;
}

// What a line says goes into the list; what it should not say is seen when the list is written again.
void take_line(std::string_view line, JournalList& list) {
  const Words words = words_of(line);
  if (words[0] == "identity" && words.size() == 2) list.identity = words[1];
  if (words[0] == "store_position" && words.size() == 2) list.store_position = number_of(words[1]);
  if (words[0] == "next_record" && words.size() == 2) list.next_record = number_of(words[1]);
  if (words[0] != "file" || words.size() < 4) return;
  ListedFile& file = list.files[number_of(words[1])];
  file.first = number_of(words[3]);
  file.sealed = words.size() >= 8;
  if (!file.sealed) return;
  file.end = number_of(words[5]);
  file.bytes = number_of(words[7]);
  file.lossy = words.size() == 9;
}

}  // namespace

std::string encode_journal_list(const JournalList& list) {
  std::string out = fmt::format("{}\nidentity {}\nstore_position {}\nnext_record {}\n", magic, list.identity,
                                list.store_position, list.next_record);
  for (const auto& [segment, file] : list.files) {
    out += fmt::format("file {} first {}", segment, file.first);
    if (file.sealed) out += fmt::format(" end {} bytes {}", file.end, file.bytes);
    out += file.lossy ? " lossy\n" : "\n";
  }
  return out + fmt::format("checksum {:016x}\n", hash64(out));
}

Result<JournalList> decode_journal_list(std::string_view text) {
  if (!text.starts_with(magic) && text.starts_with(magic_name))
    return fail(Errc::refused, "the journal's list FILES was written by a newer version; use that version");
  JournalList list;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    take_line(text.substr(at, end - at), list);
    at = end + 1;
  }
  if (encode_journal_list(list) != text)
    return fail(Errc::corrupt, "the journal's list FILES is damaged, so it is not known which files there must be");
  return list;
}

Result<JournalList> read_journal_list(FileSystem& files, const std::filesystem::path& journal) {
  const auto text = files.read(journal / "FILES");
  if (!text) return std::unexpected(text.error());
  return decode_journal_list(*text);
}

Result<void> write_journal_list(FileSystem& files, const std::filesystem::path& journal, const JournalList& list) {
  return files.replace(journal / "FILES", encode_journal_list(list));
}

}  // namespace sj::ingest
