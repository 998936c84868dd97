#include "passes.hpp"

#include <fmt/core.h>

#include <array>
#include <cstdlib>
#include <string_view>

namespace sj::bench {
namespace {

std::vector<std::uint32_t> session_ids_in(std::string_view body) {
  constexpr std::string_view before = R"("session_id":")";
  std::vector<std::uint32_t> at;
  for (std::size_t found = body.find(before); found != std::string_view::npos; found = body.find(before, found + 1))
    at.push_back(static_cast<std::uint32_t>(found + before.size()));
  return at;
}

std::array<char, 4> stamp_of(std::size_t pass) {
  constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
  return {digits[pass / 36 / 36 % 36], digits[pass / 36 % 36], digits[pass % 36], '_'};
}

}  // namespace

Passes::Passes(std::vector<IngestRequest> requests) : requests_(std::move(requests)) {
  for (const IngestRequest& request : requests_) session_ids_at_.push_back(session_ids_in(request.bytes));
}

const IngestRequest& Passes::next() {
  if (next_ == requests_.size()) {
    next_ = 0;
    if (++pass_ == passes_max) {
      fmt::print(stderr, "the file is too small for so long a run\n");
      std::exit(1);
    }
  }
  stamp(next_);
  return requests_[next_++];
}

void Passes::stamp(std::size_t at) {
  const auto stamp = stamp_of(pass_);
  for (const std::uint32_t begin : session_ids_at_[at])
    std::copy(stamp.begin(), stamp.end(), requests_[at].bytes.begin() + begin);
}

}  // namespace sj::bench
