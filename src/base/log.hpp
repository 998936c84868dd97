#pragma once
// Where the program's messages go: standard error, as text for people or as one JSON object a line for machines.
#include <string_view>

namespace sj {

enum class LogStyle : bool { text, json };

/// Sets up spdlog's default logger. `level` is one of spdlog's names. Call once, before other threads exist.
void set_up_log(std::string_view level, LogStyle style);

}  // namespace sj
