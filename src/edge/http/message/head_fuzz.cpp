// Heads come from anyone. Besides not failing: the scanner finds the same whatever the pieces, and a head that was
// taken has one reading of its body only.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "http/message/head.hpp"
#include "http/message/head_scanner.hpp"
#include "http/message/header.hpp"

using namespace sj::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Limits limits;
  const std::string bytes(reinterpret_cast<const char*>(data), size);  // its own block, so that a read past it is seen
  HeadScanner at_once(limits);
  HeadScanner byte_by_byte(limits);
  const auto found = at_once.scan(bytes);
  auto found_slowly = HeadScanner::Found::more;
  for (std::size_t i = 1; i <= size && found_slowly == HeadScanner::Found::more; ++i) {
    found_slowly = byte_by_byte.scan(std::string_view(bytes).substr(0, i));
  }
  if (found != found_slowly && !(size == 0)) std::abort();
  if (found != HeadScanner::Found::whole) return 0;
  if (at_once.size() != byte_by_byte.size()) std::abort();

  Head head;
  const std::string whole = bytes.substr(0, at_once.size());
  if (parse_head(whole, limits, head)) return 0;
  int lengths = 0;
  int codings = 0;
  for (const auto& [name, value] : head.headers) {
    lengths += equal_without_case(name, "Content-Length") ? 1 : 0;
    codings += equal_without_case(name, "Transfer-Encoding") ? 1 : 0;
    if (value.find_first_of(std::string_view("\0\r\n", 3)) != std::string_view::npos) std::abort();
  }
  if (lengths + codings > 1) std::abort();
  if ((head.framing == Framing::chunked) != (codings == 1) || (head.framing == Framing::sized) != (lengths == 1))
    std::abort();
  return 0;
}
