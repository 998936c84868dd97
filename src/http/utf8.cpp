#include "http/utf8.hpp"

#include <cstddef>

namespace sj::http {
namespace {

struct Shape {
  std::size_t length;  // of the whole sequence; 0: no sequence begins with this byte
  unsigned char
      second_lowest;  // the second byte's range keeps out overlong forms, surrogates and what is above U+10FFFF
  unsigned char second_highest;
};

Shape shape_of(unsigned char first) {
  if (first < 0x80) return {1, 0, 0};
  if (first < 0xC2) return {0, 0, 0};
  if (first < 0xE0) return {2, 0x80, 0xBF};
  if (first == 0xE0) return {3, 0xA0, 0xBF};
  if (first == 0xED) return {3, 0x80, 0x9F};
  if (first < 0xF0) return {3, 0x80, 0xBF};
  if (first == 0xF0) return {4, 0x90, 0xBF};
  if (first < 0xF4) return {4, 0x80, 0xBF};
  if (first == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  std::size_t i = 0;
  while (i < bytes.size()) {
    const Shape shape = shape_of(static_cast<unsigned char>(bytes[i]));
    if (shape.length == 0 || bytes.size() - i < shape.length) return false;
    for (std::size_t k = 1; k < shape.length; ++k) {
      const auto next = static_cast<unsigned char>(bytes[i + k]);
      const unsigned char lowest = k == 1 ? shape.second_lowest : 0x80;
      const unsigned char highest = k == 1 ? shape.second_highest : 0xBF;
      if (next < lowest || next > highest) return false;
    }
    i += shape.length;
  }
  return true;
}

}  // namespace sj::http
