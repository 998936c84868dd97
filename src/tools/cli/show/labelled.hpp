#pragma once
// Rows of `Label   text`, with the texts in one column.
#include <cstddef>
#include <string_view>
#include <vector>

#include "cli/show/look.hpp"
#include "cli/show/phrases.hpp"
#include "cli/text/styled.hpp"

namespace sj::cli {

class Labelled {
 public:
  explicit Labelled(const Look& look) : look_(look) {}

  /// A text that is too long goes on under itself.
  void add(const Phrase& label, const Line& text) {
    Line line{{"  "}, {std::string(label.in(look_.language)), Style::dim}};
    pad(line, indent);
    const std::vector<Line> rows = wrap(text, look_.columns > indent ? look_.columns - indent : 1);
    for (const Line& row : rows) {
      pad(line, indent);
      append(line, row);
      lines_.push_back(std::move(line));
      line = Line{};
    }
  }
  [[nodiscard]] std::vector<Line> take() { return std::move(lines_); }

 private:
  static constexpr std::size_t indent = 17;

  const Look& look_;
  std::vector<Line> lines_;
};

}  // namespace sj::cli
