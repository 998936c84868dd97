#pragma once
// What is at the other end of an output stream, and what it can draw.
#include <cstddef>

#include "config/config.hpp"

namespace sj::cli {

struct Terminal {
  bool interactive = false;   ///< a terminal, not a file or a pipe
  bool colours = false;       ///< ANSI escapes are welcome
  bool utf8 = false;          ///< by the locale
  std::size_t columns = 100;  ///< for a file or a pipe: a width that most windows have
};

/// `descriptor` -1: no descriptor of the process. NO_COLOR and TERM=dumb turn colours off, COLUMNS stands in where the
/// terminal does not tell its width.
[[nodiscard]] Terminal terminal_of(int descriptor, const config::Environment& environment);

}  // namespace sj::cli
