#include "cli/text/styled.hpp"

#include <algorithm>
#include <array>

#include "cli/text/code_points.hpp"

namespace sj::cli {
namespace {

constexpr std::array<std::string_view, 9> escapes{"",         "\x1b[1m",  "\x1b[2m",  "\x1b[31m",  "\x1b[32m",
                                                  "\x1b[33m", "\x1b[34m", "\x1b[35m", "\x1b[1;31m"};
constexpr std::string_view escape_end = "\x1b[0m";

void append(Line& line, std::string_view text, Style style) {
  if (text.empty()) return;
  if (!line.empty() && line.back().style == style)
    line.back().text += text;
  else
    line.push_back({std::string(text), style});
}

// Fills rows word by word. A word may consist of several spans: only a blank ends it.
class Wrapper {
 public:
  Wrapper(std::size_t columns, std::size_t indent) : columns_(std::max(columns, indent + 4)), indent_(indent) {}

  void add(const Span& span) {
    std::string_view rest = span.text;
    while (!rest.empty()) {
      if (rest.front() == ' ') {
        end_word();
        blanks_.append(1, ' ');
        rest.remove_prefix(1);
        continue;
      }
      const std::size_t size = std::min(rest.find(' '), rest.size());
      append(word_, rest.substr(0, size), span.style);
      rest.remove_prefix(size);
    }
  }

  std::vector<Line> finish() {
    end_word();
    return std::move(rows_);
  }

 private:
  void end_word() {
    const std::size_t needed = columns_of(word_);
    if (needed == 0) return;
    if (used_ + blanks_.size() + needed > columns_ && used_ > start_) new_row();
    append(rows_.back(), blanks_, style_of_blanks());
    used_ += blanks_.size();
    for (const Span& span : word_) place(span);
    blanks_.clear();
    word_.clear();
  }

  // That of both neighbours, so that a coloured phrase stays one span.
  [[nodiscard]] Style style_of_blanks() const {
    const Line& row = rows_.back();
    return !row.empty() && row.back().style == word_.front().style ? word_.front().style : Style::plain;
  }

  // Breaks the word only where the row ends.
  void place(const Span& span) {
    std::string_view rest = span.text;
    while (!rest.empty()) {
      std::string_view after = rest;
      const std::size_t width = columns_of(take_code_point(after));
      if (used_ + width > columns_) new_row();
      append(rows_.back(), rest.substr(0, rest.size() - after.size()), span.style);
      used_ += width;
      rest = after;
    }
  }

  void new_row() {
    blanks_.clear();
    rows_.emplace_back();
    append(rows_.back(), std::string(indent_, ' '), Style::plain);
    used_ = start_ = indent_;
  }

  const std::size_t columns_, indent_;
  std::vector<Line> rows_ = std::vector<Line>(1);
  std::size_t used_ = 0, start_ = 0;  // columns of the current row; those of its indent
  std::string blanks_;                // before the word, if it stays in this row
  Line word_;
};

}  // namespace

std::size_t columns_of(const Line& line) {
  std::size_t columns = 0;
  for (const Span& span : line) columns += columns_of(span.text);
  return columns;
}

void pad(Line& line, std::size_t columns) {
  const std::size_t used = columns_of(line);
  if (used < columns) append(line, std::string(columns - used, ' '), Style::plain);
}

void append(Line& line, const Line& more) {
  line.insert(line.end(), more.begin(), more.end());
}

std::vector<Line> wrap(const Line& line, std::size_t columns, std::size_t indent) {
  Wrapper wrapper(columns, indent);
  for (const Span& span : line) wrapper.add(span);
  return wrapper.finish();
}

std::string to_bytes(const Line& line, bool colours) {
  std::string out;
  std::size_t end = 0;  // behind the last span that shows something
  for (const Span& span : line) {
    const std::size_t last = span.text.find_last_not_of(' ');
    const std::string_view escape = colours && !span.text.empty() ? escapes[static_cast<std::size_t>(span.style)] : "";
    out += escape;
    out += span.text;
    if (last != std::string::npos) end = out.size() - (span.text.size() - last - 1);
    if (escape.empty()) continue;
    out += escape_end;
    if (last != std::string::npos) end = out.size();
  }
  out.resize(end);
  return out;
}

}  // namespace sj::cli
