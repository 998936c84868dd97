#include "cli/text/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

namespace sj::cli {
namespace {

std::string text_of(const config::Environment& environment, const char* variable) {
  return environment(variable).value_or("");
}

bool is_utf8(const config::Environment& environment) {
  for (const char* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string locale = text_of(environment, variable);
    if (locale.empty()) continue;  // the next one decides
    std::ranges::transform(locale, locale.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

std::size_t columns_told(int descriptor, const config::Environment& environment, std::size_t otherwise) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const std::string text = text_of(environment, "COLUMNS");
  std::size_t columns = 0;
  std::from_chars(text.data(), text.data() + text.size(), columns);
  return columns > 0 ? columns : otherwise;
}

}  // namespace

Terminal terminal_of(int descriptor, const config::Environment& environment) {
  Terminal terminal;
  terminal.utf8 = is_utf8(environment);
  terminal.interactive = descriptor >= 0 && ::isatty(descriptor) == 1;
  if (!terminal.interactive) return terminal;
  terminal.colours = text_of(environment, "NO_COLOR").empty() && text_of(environment, "TERM") != "dumb";
  terminal.columns = columns_told(descriptor, environment, terminal.columns);
  return terminal;
}

}  // namespace sj::cli
