#include "ingest/journal_record.hpp"

#include <cstring>

#include "base/bytes.hpp"
#include "base/hash.hpp"

namespace sj::ingest {
namespace {

constexpr std::string_view file_magic = "SJJRNL01";  // what it is, and two digits of format version
constexpr std::size_t file_magic_name_bytes = 6;
constexpr std::size_t record_header_bytes = 8 + 8 + 4 + 4;  // checksum, number, size, position in its group
constexpr std::size_t alignment = 8;

std::size_t aligned(std::size_t size) {
  return (size + alignment - 1) / alignment * alignment;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string journal_front(std::uint64_t first_number, std::string_view identity) {
  std::string front(file_magic);
  put_fixed(front, first_number);
  put_fixed(front, hash64(front + std::string(identity)));
  return front;
}

std::optional<std::uint64_t> read_journal_front(std::string_view bytes, std::string_view identity) {
  if (bytes.size() < journal_front_bytes) return std::nullopt;
  const auto number = get_fixed<std::uint64_t>(bytes.data() + file_magic.size());
  for (const std::string_view of : {identity, std::string_view()})
    if (bytes.starts_with(journal_front(number, of))) return number;
  return std::nullopt;
}

bool is_newer_journal_file(std::string_view bytes) {
  return bytes.size() >= file_magic.size() && !bytes.starts_with(file_magic) &&
         bytes.starts_with(file_magic.substr(0, file_magic_name_bytes)) && is_digit(bytes[6]) && is_digit(bytes[7]);
}

// The checksum covers everything behind it, the number included, so that an old record in the wrong place is none.
void append_journal_record(std::string& out, std::uint64_t number, std::uint32_t position, std::string_view payload) {
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

std::optional<FoundRecord> journal_record_at(std::string_view bytes, std::size_t at) {
  if (at > bytes.size() || bytes.size() - at < record_header_bytes) return std::nullopt;
  const auto checksum = get_fixed<std::uint64_t>(bytes.data() + at);
  const auto number = get_fixed<std::uint64_t>(bytes.data() + at + 8);
  const auto size = get_fixed<std::uint32_t>(bytes.data() + at + 16);
  if (number == 0 || bytes.size() - at - record_header_bytes < size) return std::nullopt;
  const std::string_view checked = bytes.substr(at + 8, record_header_bytes - 8 + size);
  if (hash64(checked) != checksum) return std::nullopt;
  return FoundRecord{number, bytes.substr(at + record_header_bytes, size), at + aligned(record_header_bytes + size)};
}

// Where a file was written over, any bytes may stand behind: what cannot be such a record by its numbers is not summed.
std::optional<LaterRecord> later_journal_record(std::string_view bytes, std::size_t at, std::uint64_t number,
                                                bool later_group) {
  const std::uint64_t records_max = bytes.size() / record_header_bytes;
  for (; at + record_header_bytes <= bytes.size(); at += alignment) {
    const std::uint64_t found = get_fixed<std::uint64_t>(bytes.data() + at + 8);
    const std::uint64_t ahead = found - number;  // huge if it is less
    const auto position = get_fixed<std::uint32_t>(bytes.data() + at + 20);
    const bool counts = ahead > 0 && ahead <= records_max && (!later_group || ahead > position);
    if (counts && journal_record_at(bytes, at)) return LaterRecord{at, found};
  }
  return std::nullopt;
}

}  // namespace sj::ingest
