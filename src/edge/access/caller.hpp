#pragma once
// Who is asking, once a key was accepted.
#include <string>

#include "access/rights.hpp"

namespace sj::access {

struct Caller {
  std::string project_id;
  KeyKind kind = KeyKind::publishable;
  std::string key_id;
};

}  // namespace sj::access
