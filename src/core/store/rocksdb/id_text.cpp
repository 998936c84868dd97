#include "store/rocksdb/id_text.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace sj::store {
namespace {

// The low two bits of the first number; the others are a size.
enum class Kind : std::uint8_t { plain, hexadecimal, uuid, timed_uuid };
constexpr unsigned kind_bits = 2;

constexpr std::size_t digits_min = 8;  // fewer are likely to be a part of a word
constexpr std::size_t uuid_digits = 32, uuid_size = 36, uuid_version_at = 14;
constexpr std::size_t time_digits = 12;  // of a UUID of version 7: milliseconds since 1970
constexpr std::string_view digits = "0123456789abcdef";

constexpr auto digit_values = [] {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < digits.size(); ++i)
    values[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
  return values;
}();

int value_of(char digit) {
  return digit_values[static_cast<unsigned char>(digit)];
}

bool is_hyphen_place(std::size_t at) {
  return at == 8 || at == 13 || at == 18 || at == 23;
}

bool is_uuid(std::string_view text) {
  if (text.size() != uuid_size) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (is_hyphen_place(i) ? text[i] != '-' : value_of(text[i]) < 0) return false;
  return true;
}

std::size_t digits_at_end(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && value_of(text[text.size() - 1 - count]) >= 0) ++count;
  return count;
}

// Two digits a byte; a last one alone has the high half.
void put_digits(std::string& out, std::string_view hex) {
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int low = i + 1 < hex.size() ? value_of(hex[i + 1]) : 0;
    out += static_cast<char>(value_of(hex[i]) << 4 | low);
  }
}

constexpr auto digit_pairs = [] {
  std::array<std::array<char, 2>, 256> pairs{};
  for (std::size_t byte = 0; byte < pairs.size(); ++byte) pairs[byte] = {digits[byte >> 4], digits[byte & 15]};
  return pairs;
}();

// Returns where the next one goes.
char* write_digits(char* out, std::string_view packed) {
  for (const char byte : packed) {
    std::memcpy(out, digit_pairs[static_cast<unsigned char>(byte)].data(), 2);
    out += 2;
  }
  return out;
}

std::array<char, uuid_digits> without_hyphens(std::string_view uuid) {
  std::array<char, uuid_digits> hex{};
  for (std::size_t from = 0, to = 0; from < uuid.size(); ++from)
    if (!is_hyphen_place(from)) hex[to++] = uuid[from];
  return hex;
}

void put_kind(std::string& out, Kind kind, std::size_t size = 0) {
  put_varint(out, size << kind_bits | static_cast<std::size_t>(kind));
}

void put_uuid(std::string& out, std::string_view text, TimeMs time) {
  const auto hex = without_hyphens(text);
  const std::string_view all(hex.data(), hex.size());
  if (text[uuid_version_at] != '7') {
    put_kind(out, Kind::uuid);
    return put_digits(out, all);
  }
  TimeMs made_at = 0;
  for (std::size_t i = 0; i < time_digits; ++i) made_at = made_at << 4 | value_of(hex[i]);
  put_kind(out, Kind::timed_uuid);
  put_signed(out, made_at - time);
  put_digits(out, all.substr(time_digits));
}

char* make_room(std::pmr::memory_resource& room, std::size_t size) {
  return static_cast<char*>(room.allocate(size, 1));
}

std::string_view read_hexadecimal(ByteReader& in, std::uint64_t prefix_size, std::pmr::memory_resource& room) {
  const std::uint64_t count = in.varint();
  const std::string_view prefix = in.raw(prefix_size), packed = in.raw(count / 2 + count % 2);
  if (!in.ok()) return {};
  char* const text = make_room(room, prefix.size() + 2 * packed.size());
  if (!prefix.empty()) std::memcpy(text, prefix.data(), prefix.size());
  write_digits(text + prefix.size(), packed);
  return {text, prefix.size() + count};
}

std::string_view read_uuid(std::string_view packed, std::pmr::memory_resource& room) {
  if (packed.empty()) return {};
  char* const text = make_room(room, uuid_size);
  char* at = text;
  for (const std::size_t bytes : {4, 2, 2, 2, 6}) {
    if (at != text) *at++ = '-';
    at = write_digits(at, packed.substr(0, bytes));
    packed.remove_prefix(bytes);
  }
  return {text, uuid_size};
}

std::string_view read_timed_uuid(ByteReader& in, TimeMs time, std::pmr::memory_resource& room) {
  constexpr std::size_t time_bytes = time_digits / 2;
  const std::uint64_t made_at = static_cast<std::uint64_t>(time) + static_cast<std::uint64_t>(in.signed_varint());
  const std::string_view rest = in.raw(uuid_digits / 2 - time_bytes);
  if (rest.empty()) return {};
  std::array<char, uuid_digits / 2> packed{};
  for (std::size_t i = 0; i < time_bytes; ++i) packed[i] = static_cast<char>(made_at >> 8 * (time_bytes - 1 - i));
  std::memcpy(packed.data() + time_bytes, rest.data(), rest.size());
  return read_uuid({packed.data(), packed.size()}, room);
}

}  // namespace

void put_id_text(std::string& out, std::string_view text, TimeMs time) {
  if (is_uuid(text)) return put_uuid(out, text, time);
  const std::size_t count = digits_at_end(text);
  if (count < digits_min) {
    put_kind(out, Kind::plain, text.size());
    out.append(text);
    return;
  }
  const std::size_t prefix_size = text.size() - count;
  put_kind(out, Kind::hexadecimal, prefix_size);
  put_varint(out, count);
  out.append(text.substr(0, prefix_size));
  put_digits(out, text.substr(prefix_size));
}

std::string_view read_id_text(ByteReader& in, TimeMs time, std::pmr::memory_resource& room) {
  const std::uint64_t first = in.varint(), size = first >> kind_bits;
  switch (static_cast<Kind>(first & ((1u << kind_bits) - 1))) {
    case Kind::plain: return in.raw(size);
    case Kind::hexadecimal: return read_hexadecimal(in, size, room);
    case Kind::uuid: return read_uuid(in.raw(uuid_digits / 2), room);
    case Kind::timed_uuid: return read_timed_uuid(in, time, room);
  }
  return {};
}

}  // namespace sj::store
