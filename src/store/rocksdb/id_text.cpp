#include "store/rocksdb/id_text.hpp"

#include <array>
#include <cstdint>

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

void append_digits(std::string& out, std::string_view packed, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto byte = static_cast<unsigned char>(packed[i / 2]);
    out += digits[i % 2 == 0 ? byte >> 4 : byte & 15];
  }
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

void append_time_digits(std::string& out, TimeMs made_at) {
  for (std::size_t i = time_digits; i-- > 0;) out += digits[static_cast<std::uint64_t>(made_at) >> 4 * i & 15];
}

std::string_view with_hyphens(std::string& hex) {
  for (std::size_t at = 0; at < hex.size(); ++at)
    if (is_hyphen_place(at)) hex.insert(at, 1, '-');
  return hex;
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

std::string_view read_id_text(ByteReader& in, TimeMs time, std::string& room) {
  const std::uint64_t first = in.varint(), size = first >> kind_bits;
  room.clear();
  switch (static_cast<Kind>(first & ((1u << kind_bits) - 1))) {
    case Kind::plain: return in.raw(size);
    case Kind::hexadecimal: {
      const std::uint64_t count = in.varint();
      room = in.raw(size);
      const std::string_view packed = in.raw(count / 2 + count % 2);
      if (in.ok()) append_digits(room, packed, count);
      return room;
    }
    case Kind::uuid: {
      const std::string_view packed = in.raw(uuid_digits / 2);
      if (in.ok()) append_digits(room, packed, uuid_digits);
      return with_hyphens(room);
    }
    case Kind::timed_uuid: {
      append_time_digits(
          room, static_cast<TimeMs>(static_cast<std::uint64_t>(time) + static_cast<std::uint64_t>(in.signed_varint())));
      const std::string_view packed = in.raw((uuid_digits - time_digits) / 2);
      if (in.ok()) append_digits(room, packed, uuid_digits - time_digits);
      return with_hyphens(room);
    }
  }
  return {};
}

}  // namespace sj::store
