#pragma once
// How a report is to look: for whom, on what.
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/show/words.hpp"
#include "cli/text/code_points.hpp"

namespace sj::cli {

struct Look {
  Language language = Language::en;
  bool utf8 = true;  ///< otherwise nothing but ASCII is drawn
  bool colours = false;
  std::size_t columns = 100;
  std::size_t events_max = 1000;                                 ///< drawn in the timeline, half from each end; 0: all
  TitleOf title_of_event, title_of_reason, title_of_error_code;  ///< may be empty

  /// A text from outside as it may be drawn.
  [[nodiscard]] std::string clean(std::string_view text) const {
    return utf8 ? printable(text) : ascii_of(printable(text));
  }
  /// The word for a code (words.hpp), as it may be drawn.
  [[nodiscard]] std::string word(std::string_view kind, std::string_view code,
                                 std::initializer_list<std::string_view> qualifiers = {}) const {
    return clean(cli::word(kind, code, language, qualifiers));
  }
  /// `(what it is called)`, or nothing.
  [[nodiscard]] std::string title(const TitleOf& title_of, std::string_view code) const {
    const std::string title = title_of && !code.empty() ? title_of(code, language) : std::string{};
    return title.empty() ? title : "(" + clean(title) + ")";
  }
};

}  // namespace sj::cli
