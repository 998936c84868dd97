#pragma once
// Texts as a terminal sees them: code points, the columns that they take, and what must not reach a terminal at all.
#include <cstddef>
#include <string>
#include <string_view>

namespace sj::cli {

inline constexpr char32_t replacement_character = 0xFFFD;

/// Takes the first code point off a text that is not empty; a byte that is not UTF-8 is taken alone and comes as the
/// replacement character.
char32_t take_code_point(std::string_view& text);

void append_utf8(std::string& out, char32_t code_point);

/// Columns of one code point: 2 for East Asian wide ones and emoji, 0 for those that combine with the one before.
[[nodiscard]] std::size_t columns_of(char32_t code_point);
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// The text without power over the terminal: control characters and those that turn the writing direction are spelt out
/// as `\x1b` or `\u202e`, broken UTF-8 becomes U+FFFD. Events hold what strangers sent.
[[nodiscard]] std::string printable(std::string_view text);

/// The same of a text of several lines, whose ends stay.
[[nodiscard]] std::string printable_lines(std::string_view text);

/// The same JSON without power over the terminal: what has it is escaped, and means what it did.
[[nodiscard]] std::string printable_json(std::string_view json);

/// The same in ASCII alone: what is not becomes `?`, wide ones `??`, so that columns stay.
[[nodiscard]] std::string ascii_of(std::string_view printable_text);

}  // namespace sj::cli
