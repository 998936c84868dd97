#pragma once
// For protocols whose clients put the key into the body: finds it while the body is decoded, in constant memory, so
// that nothing else is done for someone who has none.
#include <cstdint>
#include <string>
#include <string_view>

namespace sj::http {

class KeyFinder {
 public:
  enum class Found : std::uint8_t { not_yet, key, no_key, malformed };

  virtual ~KeyFinder() = default;
  /// Looks at the next bytes of the decoded body; not called again after any other answer than `not_yet`.
  [[nodiscard]] virtual Found look(std::string_view bytes) = 0;
  /// There are no more.
  [[nodiscard]] virtual Found end() = 0;
  /// After `key`.
  [[nodiscard]] virtual const std::string& key() const = 0;
};

}  // namespace sj::http
