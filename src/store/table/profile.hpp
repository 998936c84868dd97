#pragma once
// Which event names a session has, and which results its checks had: packed into one text, because most sessions share
// theirs with many others. A filter by event or check is then asked once for each distinct set and not for each
// session.
#include <string>
#include <string_view>

#include "journey/summary.hpp"
#include "store/query.hpp"

namespace sj::store {

/// The same names and results give the same text, whatever their order.
[[nodiscard]] std::string pack_profile(const journey::Summary& summary);

[[nodiscard]] bool profile_has_event(std::string_view profile, std::string_view name);
[[nodiscard]] bool profile_has_check(std::string_view profile, const CheckFilter& check);

}  // namespace sj::store
