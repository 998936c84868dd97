// Cursors come from strangers: any text is a cursor that reads back as itself, or none.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/cursor.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  using namespace sj::query;
  if (const auto cursor = decode_list_cursor(text))
    if (!decode_list_cursor(encode_cursor(*cursor))) std::abort();
  if (const auto cursor = decode_event_cursor(text))
    if (!decode_event_cursor(encode_cursor(*cursor))) std::abort();
  if (const auto cursor = decode_stream_cursor(text))
    if (!decode_stream_cursor(encode_cursor(*cursor))) std::abort();
  return 0;
}
