#pragma once
// The texts of a row that people search for, in one byte string: entries of a tag, a length and the text in ASCII lower
// case, and as it is where it is also compared byte by byte. The session id comes first, as it is.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "journey/summary.hpp"
#include "store/query.hpp"

namespace sj::store {

[[nodiscard]] std::string lower_ascii(std::string_view text);

/// Packs the row's texts.
[[nodiscard]] std::string pack_row_text(const journey::Summary& summary);

[[nodiscard]] std::string_view session_id_of(std::string_view row_text);

/// The form in which two values of this kind are compared byte by byte (journey::is_same_identity).
[[nodiscard]] std::string compared_identity(std::string_view value, journey::Identity kind);

/// All values of this kind that the server sent, in that form, sorted. Views into the row's text.
[[nodiscard]] std::vector<std::string_view> server_identities(std::string_view row_text, journey::Identity kind);

/// Whether the row carries this value, sent by the server.
[[nodiscard]] bool has_server_identity(std::string_view row_text, journey::Identity kind, std::string_view value);

/// `needle` is in lower case. Looks at the session id and the identities, aliases included; not at the last event.
[[nodiscard]] bool row_text_matches(std::string_view row_text, std::string_view needle, SearchField field, Match match);

/// The same test for one text that is already in lower case.
[[nodiscard]] bool text_matches(std::string_view text, std::string_view needle, Match match);

}  // namespace sj::store
