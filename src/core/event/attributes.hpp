#pragma once
// Adding members to an event's attributes, which are a minified JSON object or empty.
#include <string>
#include <string_view>

namespace sj {

/// Appends the member, `json` being a JSON value, unless the object already has one of that name: then returns false.
bool add_attribute(std::string& attributes, std::string_view name, std::string_view json);

}  // namespace sj
