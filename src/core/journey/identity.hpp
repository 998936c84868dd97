#pragma once
// Email, user id and submission id: who a session is about (§2, §8).
#include <cstdint>
#include <string_view>

#include "base/hash.hpp"
#include "event/event.hpp"

namespace sj::journey {

enum class Identity : std::uint8_t { email, user_id, submission_id };
inline constexpr std::size_t identity_count = 3;
[[nodiscard]] std::string_view to_text(Identity);

/// What the event carries; empty if nothing.
[[nodiscard]] std::string_view identity_of(const Event& event, Identity kind);

/// Email addresses are compared without regard to ASCII case, the others byte by byte.
[[nodiscard]] bool is_same_identity(std::string_view a, std::string_view b, Identity kind);

/// Equal for values that are the same.
[[nodiscard]] std::uint64_t identity_hash(std::string_view value, Identity kind, const HashKey& key);

}  // namespace sj::journey
