#pragma once
// Where the program's messages go: standard error, as text for people or as one JSON object a line for machines.
#include <string_view>

namespace sj {

enum class LogStyle : bool { text, json };

/// Sets up spdlog's default logger. `level`: trace, debug, info, warn, error or off. Call once, before other threads
/// exist.
void set_up_log(std::string_view level, LogStyle style);

/// May be called at any time, from any thread.
void set_log_level(std::string_view level);

}  // namespace sj
