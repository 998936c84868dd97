#pragma once
// Reading JSON values strictly with simdjson's On-Demand parser, which by itself does not check what it skips.
#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>

#include "event/draft.hpp"

namespace sj::wire::native {

/// The text is not JSON: the whole body is refused. Everything else is the matter of one event.
struct NotJson {
  std::string detail;
  bool at_end = false;  ///< the text ends too early, or goes on behind its end
};

/// The name of a member as UTF-8, or nullopt if it is valid JSON that names no text. Throws NotJson.
std::optional<std::string_view> read_key(simdjson::simdjson_result<simdjson::ondemand::field>& field);

/// A string value as UTF-8, or nullopt if it is valid JSON that names no text (a lone surrogate). Throws NotJson.
std::optional<std::string_view> read_string(simdjson::ondemand::value& value);

/// An integer written without fraction or exponent that fits 64 bits; nullopt for every other number. Throws NotJson.
std::optional<std::int64_t> read_integer(simdjson::ondemand::value& value);

/// Checks a value and all below it; tells how many keys and container levels it has. Throws NotJson.
JsonSize check_value(simdjson::ondemand::value value, int levels_above = 0);

/// The value's text without white space between tokens. The value must have been checked.
void minify(std::string_view json, std::string& to);
std::string minified(std::string_view json);

[[noreturn, gnu::cold]] void throw_not_json(simdjson::error_code error);

/// Turns every simdjson error into NotJson.
template <class T>
T must(simdjson::simdjson_result<T>&& result) {
  if (result.error()) throw_not_json(result.error());
  return std::move(result).value_unsafe();
}

}  // namespace sj::wire::native
