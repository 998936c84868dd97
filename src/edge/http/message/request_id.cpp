#include "http/message/request_id.hpp"

#include <algorithm>
#include <random>

namespace sj::http {
namespace {

constexpr std::size_t taken_over_max = 128;
constexpr std::string_view digits = "0123456789abcdefghjkmnpqrstvwxyz";  // Crockford's 32: none looks like another

std::mt19937_64 seeded_generator() {
  std::random_device device;
  std::seed_seq seed{device(), device(), device(), device()};
  return std::mt19937_64(seed);
}

}  // namespace

bool is_sane_request_id(std::string_view text) {
  return !text.empty() && text.size() <= taken_over_max && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~:/+=@").contains(c);
  });
}

std::string make_request_id() {
  thread_local std::mt19937_64 generator = seeded_generator();
  std::string id(20, '0');
  for (std::size_t half = 0; half < 2; ++half) {
    std::uint64_t bits = generator();
    for (std::size_t i = 0; i < 10; ++i, bits >>= 5) id[half * 10 + i] = digits[bits & 31];
  }
  return id;
}

}  // namespace sj::http
