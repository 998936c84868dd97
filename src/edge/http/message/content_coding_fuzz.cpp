// Encoded bodies come from anyone: decoding stays within its limit whatever they say of themselves.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "http/message/content_coding.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t bytes_max = 50'000;
  for (const auto coding : {sj::http::Coding::gzip, sj::http::Coding::zstd}) {
    std::string body(reinterpret_cast<const char*>(data), size);
    sj::http::BodyReservation reservation(std::make_shared<sj::http::BodyBudget>(10'000'000));
    const auto problem = sj::http::decode_content(coding, bytes_max, body, reservation);
    if (!problem && size > 0 && body.size() > bytes_max) std::abort();
  }
  return 0;
}
