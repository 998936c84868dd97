#include "base/hash.hpp"

#include <unistd.h>

#include <cstdlib>

namespace sj {

HashKey::HashKey() {
  if (::getentropy(secret_.data(), secret_.size()) != 0) std::abort();
}

const HashKey& process_hash_key() {
  static const HashKey key;
  return key;
}

}  // namespace sj
