#include "store/table/profile.hpp"

#include <algorithm>

#include "base/bytes.hpp"

namespace sj::store {
namespace {

constexpr std::uint8_t is_check_bit = 0x80;  // beside one bit for each CheckResult

template <class Test>
bool any_name(std::string_view profile, Test test) {
  ByteReader in(profile);
  while (!in.at_end()) {
    const auto bits = in.fixed<std::uint8_t>();
    if (test(in.text(), bits)) return true;
  }
  return false;
}

}  // namespace

std::string pack_profile(const journey::Summary& summary) {
  std::vector<const journey::NameSeen*> names;
  names.reserve(summary.names.size());
  for (const auto& name : summary.names) names.push_back(&name);
  std::ranges::sort(names, {}, [](const journey::NameSeen* name) { return std::string_view(name->name); });
  std::string out;
  for (const auto* name : names) {
    put_fixed(out, static_cast<std::uint8_t>(name->results | (name->is_check ? is_check_bit : 0)));
    put_text(out, name->name);
  }
  return out;
}

bool profile_has_event(std::string_view profile, std::string_view name) {
  return any_name(profile, [&](std::string_view seen, std::uint8_t) { return seen == name; });
}

bool profile_has_check(std::string_view profile, const CheckFilter& check) {
  return any_name(profile, [&](std::string_view seen, std::uint8_t bits) {
    if (seen != check.name || !(bits & is_check_bit)) return false;
    return !check.result || (bits >> static_cast<unsigned>(*check.result) & 1u) != 0;
  });
}

}  // namespace sj::store
