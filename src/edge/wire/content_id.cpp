#include "wire/content_id.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace sj::wire {
namespace {

constexpr std::size_t digest_bytes = 16;

}  // namespace

ContentId::ContentId() {
  crypto_generichash_init(&state_, nullptr, 0, digest_bytes);
}

void ContentId::add(std::string_view text) {
  const std::uint64_t size = text.size();
  crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(&size), sizeof size);
  crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

std::string ContentId::finish() && {
  std::array<unsigned char, digest_bytes> digest{};
  crypto_generichash_final(&state_, digest.data(), digest.size());
  std::array<char, 2 * digest_bytes + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return std::string("derived-") + hex.data();
}

std::string content_id_of(std::vector<NamedJson> fields) {
  std::ranges::sort(fields);
  ContentId id;
  for (const auto& [name, json] : fields) {
    id.add(name);
    id.add(json);
  }
  return std::move(id).finish();
}

}  // namespace sj::wire
