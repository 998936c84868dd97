#pragma once
// The command line: reads the arguments, does what they ask and returns the exit code.
#include <iosfwd>

#include "cli/commands.hpp"

namespace sj::cli {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;  ///< at run time
inline constexpr int exit_usage = 2;   ///< arguments or settings are wrong

/// Answers go to `out`, everything else to `err`. Colours and progress only if they are the process's standard output
/// and standard error, and those are terminals. `generate` writes to stdout, not to `out`.
[[nodiscard]] int run(int argc, const char* const* argv, const Hooks& hooks, std::ostream& out, std::ostream& err);

}  // namespace sj::cli
