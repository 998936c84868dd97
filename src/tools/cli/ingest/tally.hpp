#pragma once
// What became of the events that were sent.
#include <cstdint>
#include <map>
#include <string>

namespace sj::cli {

struct Tally {
  std::uint64_t accepted = 0, duplicates = 0, rejected = 0;
  std::map<std::string, std::uint64_t> warnings;  ///< by code

  [[nodiscard]] std::uint64_t events() const { return accepted + duplicates + rejected; }
};

}  // namespace sj::cli
