#pragma once
// The table of settings: the one place that says what can be set, how it is written and what it starts from.
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "config/config.hpp"

namespace sj::config {

/// When a changed value is taken over: at the next start, or when the running server is told to read again (SIGHUP).
enum class Applies : std::uint8_t { at_start, when_told };

struct Setting {
  std::string_view name;          ///< the key in a file; flag and variable are made from it
  std::string_view format;        ///< stands for the value in help, e.g. DURATION
  std::string_view default_text;  ///< empty: nothing
  std::string_view help;          ///< one line
  /// Puts the value into the config. Otherwise returns what should have been written.
  std::optional<std::string> (*read)(std::string_view text, Config& config);
  /// The value as text; empty if there is none.
  std::string (*write)(const Config& config);
  Applies applies;
};

/// In the order in which help and listings have them.
[[nodiscard]] std::span<const Setting> settings();

/// `--drop-after` for `drop_after`.
[[nodiscard]] std::string flag_of(const Setting& setting);
/// `SESSION_JOURNEY_DROP_AFTER`.
[[nodiscard]] std::string variable_of(const Setting& setting);
inline constexpr std::string_view file_variable = "SESSION_JOURNEY_CONFIG";

/// Null if there is none of this name.
[[nodiscard]] const Setting* find_setting(std::string_view name);

[[nodiscard]] std::string_view to_text(CompletedBy);
[[nodiscard]] std::string_view to_text(LogLevel);
[[nodiscard]] std::string_view to_text(LogFormat);
[[nodiscard]] std::string_view to_text(Source);

}  // namespace sj::config
