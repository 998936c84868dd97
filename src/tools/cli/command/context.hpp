#pragma once
// What every command is given to work with.
#include <functional>
#include <ostream>
#include <string>

#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/text/code_points.hpp"
#include "cli/text/terminal.hpp"
#include "config/config.hpp"

namespace sj::cli {

struct Context {
  const Hooks& hooks;
  std::ostream& out;
  std::ostream& err;
  Terminal out_terminal, err_terminal;
  config::Environment environment;

  /// Tells the error and returns the exit code that belongs to it.
  [[nodiscard]] int failed(const Error& error) const {
    err << "session-journey: " << printable_lines(error.message) << '\n';
    return error.code == Errc::invalid_argument ? exit_usage : exit_failed;
  }
};

/// Set by the command that the arguments name; returns the exit code.
using Chosen = std::function<int()>;

}  // namespace sj::cli
