// Chunks come from anyone, in any pieces: the pieces must not matter.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "http/message/chunked_decoder.hpp"

using sj::http::ChunkedDecoder;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sj::http::Limits limits;
  constexpr std::size_t bytes_max = 1'000;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);

  ChunkedDecoder at_once(limits, bytes_max);
  std::string body;
  std::string_view rest = bytes;
  const auto progress = at_once.decode(rest, &body);

  ChunkedDecoder byte_by_byte(limits, bytes_max);
  std::string slow_body;
  auto slow_progress = ChunkedDecoder::Progress::more;
  std::size_t taken = 0;
  while (taken < size && slow_progress == ChunkedDecoder::Progress::more) {
    std::string_view one = bytes.substr(taken++, 1);
    slow_progress = byte_by_byte.decode(one, &slow_body);
  }
  if (progress != slow_progress || body.size() > bytes_max) std::abort();
  if (progress == ChunkedDecoder::Progress::done && (taken != size - rest.size() || body != slow_body)) std::abort();
  return 0;
}
