#pragma once
// Text with colours that is laid out by columns first and becomes bytes last.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sj::cli {

enum class Style : std::uint8_t { plain, bold, dim, red, green, yellow, blue, magenta, red_bold };

struct Span {
  std::string text;  ///< printable UTF-8
  Style style = Style::plain;
};

/// One row on the screen.
using Line = std::vector<Span>;

[[nodiscard]] std::size_t columns_of(const Line& line);

/// Adds blanks up to `columns`.
void pad(Line& line, std::size_t columns);
void append(Line& line, const Line& more);

/// Breaks at blanks, and within a word only if it alone is wider than a row. Rows after the first begin with `indent`
/// blanks. At least one row; `columns` is taken as at least indent + 4.
[[nodiscard]] std::vector<Line> wrap(const Line& line, std::size_t columns, std::size_t indent = 0);

/// The bytes of a row, without trailing blanks and line feed.
[[nodiscard]] std::string to_bytes(const Line& line, bool colours);

}  // namespace sj::cli
