// Keys come from anyone: parsing must hold for every text, and a good key must say its kind by its prefix.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "access/key.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto kind = sj::access::parse_key(text);
  if (kind && !text.starts_with(sj::access::prefix_of(*kind))) std::abort();
  return 0;
}
