#pragma once
// A line of a file of ours, to be told when something there is wrong.
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sj::yaml {

struct Place {
  std::string file;
  int line = 0;  ///< from 1
};

/// The failure `kyc.yaml:12: what is wrong`.
[[nodiscard]] Error wrong_at(const Place& place, std::string_view what);

}  // namespace sj::yaml
