#pragma once
// Little-endian byte strings: a writer that appends and a reader that never runs past its end.
// Every stored format (docs/formats/storage.md) is built from these few shapes.
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace sj {

static_assert(std::endian::native == std::endian::little, "stored numbers are little-endian");

/// Fixed width, little-endian.
template <std::integral T>
void put_fixed(std::string& out, T value) {
  char raw[sizeof(T)];
  std::memcpy(raw, &value, sizeof(T));  // the supported machines are little-endian
  out.append(raw, sizeof(T));
}

template <std::integral T>
[[nodiscard]] T get_fixed(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof(T));
  return value;
}

/// LEB128, seven bits a byte, low bits first.
inline void put_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

/// Zig-zag, so that small negative numbers stay short.
inline void put_signed(std::string& out, std::int64_t value) {
  put_varint(out, (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

/// Length as varint, then the bytes.
inline void put_text(std::string& out, std::string_view text) {
  put_varint(out, text.size());
  out.append(text);
}

/// Big-endian, so that byte order is number order: for keys.
template <std::unsigned_integral T>
void put_big_endian(std::string& out, T value) {
  for (int shift = static_cast<int>(sizeof(T) * 8) - 8; shift >= 0; shift -= 8)
    out += static_cast<char>(value >> shift);
}

template <std::unsigned_integral T>
[[nodiscard]] T get_big_endian(std::string_view from) {
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) value = static_cast<T>(value << 8 | static_cast<unsigned char>(from[i]));
  return value;
}

/// Reads what the functions above wrote. After a read past the end, or of a byte that is no word, `ok()` is false and
/// every further read gives zero or an empty text, so a decoder checks once, at its end.
class ByteReader {
 public:
  ByteReader() = default;  ///< of no bytes
  explicit ByteReader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return at_ == end_; }
  /// Why it is not ok, for a person.
  [[nodiscard]] std::string fault() const {
    if (!unknown_word_) return "it ends too early";
    return "unknown " + std::string(unknown_word_) + " " + std::to_string(unknown_value_);
  }
  [[nodiscard]] const char* position() const { return at_; }

  template <std::integral T>
  T fixed() {
    if (static_cast<std::size_t>(end_ - at_) < sizeof(T)) return static_cast<T>(stop());
    T value = get_fixed<T>(at_);
    at_ += sizeof(T);
    return value;
  }

  /// A byte that stands for a value of an enumeration whose values are stored as they are and begin at 0. `kind` names
  /// the enumeration in `fault()`, and has to outlive the reader.
  template <class Word>
  Word word(Word last, const char* kind) {
    const auto value = fixed<std::uint8_t>();
    if (value <= static_cast<std::uint8_t>(last)) return static_cast<Word>(value);
    if (ok_) unknown_word_ = kind, unknown_value_ = value;
    return static_cast<Word>(stop());
  }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && at_ != end_; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return stop();
  }

  std::int64_t signed_varint() {
    const std::uint64_t raw = varint();
    return static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1);
  }

  /// A view into the bytes given to the constructor.
  std::string_view text() {
    const std::uint64_t size = varint();
    return raw(size);
  }

  std::string_view raw(std::uint64_t size) {
    if (size > static_cast<std::uint64_t>(end_ - at_)) return stop(), std::string_view{};
    std::string_view value(at_, size);
    at_ += size;
    return value;
  }

 private:
  std::uint64_t stop() {
    ok_ = false;
    at_ = end_;
    return 0;
  }

  const char* at_ = nullptr;
  const char* end_ = nullptr;
  bool ok_ = true;
  std::uint8_t unknown_value_ = 0;
  const char* unknown_word_ = nullptr;
};

}  // namespace sj
