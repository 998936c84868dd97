#include "store/table/text_hits.hpp"

#include <bit>
#include <cstring>

namespace sj::store {
namespace {

constexpr std::size_t word_bits = 64;
constexpr std::size_t lanes = 16;
// Compared byte by byte: a lane of the result is all ones where both are the same.
using Lanes = std::uint8_t __attribute__((vector_size(lanes)));

Lanes load(const char* from) {
  Lanes out;
  std::memcpy(&out, from, sizeof out);
  return out;
}

Lanes all(char c) {
  return Lanes{} + static_cast<std::uint8_t>(c);
}

// All ones from this bit on.
std::uint64_t from_bit(std::size_t bit) {
  return ~std::uint64_t{0} << bit % word_bits;
}

}  // namespace

// Where the needle's first and last byte stand at its distance, the rest is compared.
void TextHits::find(std::string_view texts, std::string_view needle) {
  bits_.assign((texts.size() + word_bits - 1) / word_bits, 0);
  any_ = false;
  if (texts.size() < needle.size()) return;
  const std::size_t places = texts.size() - needle.size() + 1;
  const Lanes first = all(needle.front()), last = all(needle.back());
  std::size_t at = 0;
  for (; at + lanes <= places; at += lanes) {
    const Lanes same = static_cast<Lanes>(load(texts.data() + at) == first) &
                       static_cast<Lanes>(load(texts.data() + at + needle.size() - 1) == last);
    for (std::size_t half = 0; half < 2; ++half) {
      std::uint64_t eight;
      std::memcpy(&eight, reinterpret_cast<const char*>(&same) + half * sizeof eight, sizeof eight);
      for (eight &= 0x0101'0101'0101'0101; eight != 0; eight &= eight - 1)
        look_at(texts, needle, at + half * sizeof eight + static_cast<std::size_t>(std::countr_zero(eight)) / 8);
    }
  }
  for (; at < places; ++at) look_at(texts, needle, at);
}

void TextHits::look_at(std::string_view texts, std::string_view needle, std::size_t at) {
  if (std::memcmp(texts.data() + at, needle.data(), needle.size()) != 0) return;
  bits_[at / word_bits] |= std::uint64_t{1} << at % word_bits;
  any_ = true;
}

bool TextHits::any_in(Slot slot) const {
  if (!any_ || slot.size == 0) return false;
  const std::size_t end = std::size_t{slot.offset} + slot.size - 1;
  std::size_t word = slot.offset / word_bits;
  std::uint64_t found = bits_[word] & from_bit(slot.offset);
  for (; word < end / word_bits; found = bits_[++word])
    if (found != 0) return true;
  return (found & ~(from_bit(end) << 1)) != 0;
}

}  // namespace sj::store
