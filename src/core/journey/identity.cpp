#include "journey/identity.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/hash.hpp"

namespace sj::journey {
namespace {
char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
}  // namespace

std::string_view to_text(Identity value) {
  constexpr std::array<std::string_view, identity_count> texts{"email", "user_id", "submission_id"};
  return texts[static_cast<std::size_t>(value)];
}

std::string_view identity_of(const Event& event, Identity kind) {
  switch (kind) {
    case Identity::email: return event.email;
    case Identity::user_id: return event.user_id;
    case Identity::submission_id: return event.submission_id;
  }
  return {};
}

bool is_same_identity(std::string_view a, std::string_view b, Identity kind) {
  return kind == Identity::email ? std::ranges::equal(a, b, {}, ascii_lower, ascii_lower) : a == b;
}

std::uint64_t identity_hash(std::string_view value, Identity kind, const HashKey& key) {
  constexpr std::uint64_t apart = 0x9e3779b97f4a7c15;  // the same value of two kinds: two hashes
  const std::uint64_t of_kind = static_cast<std::uint64_t>(kind) * apart;
  if (kind != Identity::email) return key.hash(value) + of_kind;
  std::string lower(value);
  std::ranges::transform(lower, lower.begin(), ascii_lower);
  return key.hash(lower) + of_kind;
}

}  // namespace sj::journey
