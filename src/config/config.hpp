#pragma once
// What an operator can set, as the program uses it, and where each value came from. What the settings are called, how
// they are written and what they are for stands in one table, settings.cpp.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace sj::config {

struct Listen {
  std::string host;        ///< an IPv4 or IPv6 address without brackets, never a name
  std::uint16_t port = 0;  ///< 0: one that is free
};

/// What makes a journey COMPLETED (docs/journey-rules.md §7 rule 1).
enum class CompletedBy : std::uint8_t { final_page, decision };
enum class ClockCheck : std::uint8_t { on, off };
enum class LogLevel : std::uint8_t { trace, debug, info, warn, error, off };
enum class LogFormat : std::uint8_t { text, json };

/// Where a value came from; a later one wins over an earlier one.
enum class Source : std::uint8_t { built_in, file, environment, flag };

/// Made by load(), from the defaults of the table (settings.cpp) and what overrides them.
struct Config {
  std::filesystem::path data;  ///< empty: not given
  Listen listen;
  std::filesystem::path catalog;  ///< empty: the built-in catalog alone
  std::filesystem::path mapping;  ///< empty: the built-in mapping alone
  DurationMs drop_after_ms = 0;
  CompletedBy completed_by = CompletedBy::final_page;
  std::uint32_t io_threads = 0;
  std::uint32_t ingest_threads = 0;
  std::uint32_t pool_threads = 0;
  std::uint64_t open_memory_bytes = 0;
  std::uint64_t journal_max_bytes = 0;
  std::uint64_t disk_reserve_bytes = 0;
  std::uint64_t block_cache_bytes = 0;
  DurationMs seal_after_ms = 0;
  DurationMs project_interval_ms = 0;
  std::uint32_t max_connections = 0;
  std::uint32_t max_connections_per_address = 0;  ///< 0: half of them
  std::uint32_t session_fe_events_max = 0;
  std::uint32_t key_fe_events_per_second = 0;
  ClockCheck clock_check = ClockCheck::on;
  LogLevel log_level = LogLevel::info;
  LogFormat log_format = LogFormat::text;
  /// Start although acknowledged events are missing. Said on the command line for one start; no setting, so that it
  /// cannot be left on.
  bool accept_loss = false;

  struct Origin {
    Source source = Source::built_in;
    std::string place;  ///< FILE:LINE, the variable or the flag; empty for a default
  };
  std::map<std::string_view, Origin> origins;  ///< of every setting, by its name
};

/// The value of an environment variable; nullopt if it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& variable)>;
[[nodiscard]] std::optional<std::string> process_environment(const std::string& variable);

/// What the values are read from. A variable that is set to nothing counts as not set.
struct Sources {
  std::map<std::string, std::string, std::less<>> flags;  ///< by the setting's name, as written on the command line
  Environment environment = process_environment;
  std::filesystem::path file;  ///< from --config; empty: the variable SESSION_JOURNEY_CONFIG, if that is set
};

/// Reads every setting. All failures are `invalid_argument` and name the flag, the variable or FILE:LINE at fault.
[[nodiscard]] Result<Config> load(const Sources& sources);

/// Reads the settings again from where they came from.
using Reread = std::function<Result<Config>()>;

}  // namespace sj::config
