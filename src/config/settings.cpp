#include "config/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "config/listen.hpp"
#include "config/size.hpp"

namespace sj::config {
namespace {

constexpr std::array<std::string_view, 2> completed_by_words{"final_page", "decision"};
constexpr std::array<std::string_view, 2> clock_check_words{"on", "off"};
constexpr std::array<std::string_view, 6> log_level_words{"trace", "debug", "info", "warn", "error", "off"};
constexpr std::array<std::string_view, 2> log_format_words{"text", "json"};
constexpr std::array<std::string_view, 4> source_words{"built-in", "file", "environment", "flag"};

// How a kind of value is read and written; `Member` is where it is kept.
using Expected = std::optional<std::string>;
constexpr std::nullopt_t well_read = std::nullopt;

struct Kind {
  std::string_view format;
  Expected (*read)(std::string_view, Config&);
  std::string (*write)(const Config&);
};

template <auto Member>
constexpr Kind path_kind{
    "PATH", [](std::string_view text, Config& config) -> Expected { return config.*Member = text, well_read; },
    [](const Config& config) { return (config.*Member).string(); }};

constexpr Kind listen_kind{"ADDRESS:PORT",
                           [](std::string_view text, Config& config) -> Expected {
                             const auto listen = parse_listen(text);
                             if (!listen)
                               return "an address and a port such as 127.0.0.1:8080, 0.0.0.0:80 or [::1]:8080";
                             return config.listen = *listen, well_read;
                           },
                           [](const Config& config) { return to_listen_text(config.listen); }};

template <auto Member, DurationMs Min, DurationMs Max>
constexpr Kind duration_kind{"DURATION",
                             [](std::string_view text, Config& config) -> Expected {
                               const auto value = parse_duration(text);
                               if (!value || *value < Min || *value > Max)
                                 return fmt::format("a duration from {} to {}, with one of the units ms, s, m, h, d",
                                                    to_duration_text(Min), to_duration_text(Max));
                               return config.*Member = *value, well_read;
                             },
                             [](const Config& config) { return to_duration_text(config.*Member); }};

template <auto Member, std::uint64_t Min, std::uint64_t Max>
constexpr Kind size_kind{"SIZE",
                         [](std::string_view text, Config& config) -> Expected {
                           const auto value = parse_size(text);
                           if (!value || *value < Min || *value > Max)
                             return fmt::format("a size from {} to {}, with one of the units B, KiB, MiB, GiB",
                                                to_size_text(Min), to_size_text(Max));
                           return config.*Member = *value, well_read;
                         },
                         [](const Config& config) { return to_size_text(config.*Member); }};

template <auto Member, std::uint32_t Min, std::uint32_t Max>
constexpr Kind number_kind{"N",
                           [](std::string_view text, Config& config) -> Expected {
                             std::uint32_t value = 0;
                             const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
                             if (error != std::errc{} || end != text.data() + text.size() || value < Min || value > Max)
                               return fmt::format("a whole number from {} to {}", Min, Max);
                             return config.*Member = value, well_read;
                           },
                           [](const Config& config) { return std::to_string(config.*Member); }};

// `words` in the order of the enumeration.
template <auto Member, const auto& Words>
constexpr Kind word_kind{
    "WORD",
    [](std::string_view text, Config& config) -> Expected {
      const auto found = std::ranges::find(Words, text);
      if (found == Words.end()) return fmt::format("one of {}", fmt::join(Words, ", "));
      using Word = std::remove_reference_t<decltype(config.*Member)>;
      return config.*Member = static_cast<Word>(found - Words.begin()), well_read;
    },
    [](const Config& config) { return std::string(Words[static_cast<std::size_t>(config.*Member)]); }};

constexpr Setting row(std::string_view name, const Kind& kind, std::string_view default_text, std::string_view help,
                      Applies applies = Applies::at_start) {
  return {name, kind.format, default_text, help, kind.read, kind.write, applies};
}

// A bound is where a value stops making sense, not where it stops being wise.
constexpr Setting table[] = {
    row("data", path_kind<&Config::data>, "", "data directory, created by `init`"),
    row("listen", listen_kind, "127.0.0.1:8080", "where to listen; port 0: any free port"),
    row("catalog", path_kind<&Config::catalog>, "",
        "YAML file whose entries override or extend the built-in event catalog", Applies::when_told),
    row("mapping", path_kind<&Config::mapping>, "",
        "YAML file whose entries override or extend the mapping of other clients' fields", Applies::when_told),
    row("drop_after", duration_kind<&Config::drop_after_ms, second_ms, 365 * day_ms>, "20m",
        "a journey without activity for this long is DROPPED", Applies::when_told),
    row("completed_by", word_kind<&Config::completed_by, completed_by_words>, "final_page",
        "what completes a journey: final_page only, or also a decision", Applies::when_told),
    row("io_threads", number_kind<&Config::io_threads, 1, 256>, "2",
        "threads for connections that query; more than there are cores gains nothing"),
    row("ingest_threads", number_kind<&Config::ingest_threads, 1, 256>, "2",
        "threads for connections that send events; more than there are cores gains nothing"),
    row("pool_threads", number_kind<&Config::pool_threads, 1, 256>, "2",
        "threads for requests that read from disk or run long"),
    row("open_memory", size_kind<&Config::open_memory_bytes, mebibyte, 1024 * gibibyte>, "192MiB",
        "memory for sessions in progress; more: fewer chunks on disk per session"),
    row("journal_max", size_kind<&Config::journal_max_bytes, mebibyte, 1024 * gibibyte>, "128MiB",
        "journal size on disk; more: fewer flushes, a longer start after a crash"),
    row("disk_reserve", size_kind<&Config::disk_reserve_bytes, mebibyte, 1024 * gibibyte>, "256MiB",
        "disk space to keep free, a twentieth of the disk at most; below it events are refused"),
    row("block_cache", size_kind<&Config::block_cache_bytes, mebibyte, 1024 * gibibyte>, "128MiB",
        "cache for blocks read from disk; more: faster lists"),
    row("seal_after", duration_kind<&Config::seal_after_ms, second_ms, day_ms>, "30s",
        "a session is evicted from memory when idle for this long"),
    row("project_interval", duration_kind<&Config::project_interval_ms, 1, 10 * second_ms>, "50ms",
        "how far lists may lag; longer: less work"),
    row("max_connections", number_kind<&Config::max_connections, 1, 1'000'000>, "1024",
        "concurrent connections; at the limit a new one replaces an idle one or is refused"),
    row("max_connections_per_address", number_kind<&Config::max_connections_per_address, 0, 1'000'000>, "0",
        "concurrent connections of one address, a proxy for example; 0: half of max_connections"),
    row("session_fe_events_max", number_kind<&Config::session_fe_events_max, 1, 490'000>, "20000",
        "FE events per session; BE events are accepted beyond that"),
    row("key_fe_events_per_second", number_kind<&Config::key_fe_events_per_second, 1, 100'000'000>, "20000",
        "sustained event rate of one publishable key, with a burst of ten seconds' worth"),
    row("clock_check", word_kind<&Config::clock_check, clock_check_words>, "on",
        "whether to refuse events while this machine's clock cannot be right: on or off", Applies::when_told),
    row("log_level", word_kind<&Config::log_level, log_level_words>, "info",
        "lowest level to log: trace, debug, info, warn, error, off", Applies::when_told),
    row("log_format", word_kind<&Config::log_format, log_format_words>, "text", "format of log lines: text or json"),
};

std::string with_letters(std::string text, auto change) {
  std::ranges::transform(text, text.begin(), change);
  return text;
}

}  // namespace

std::span<const Setting> settings() {
  return table;
}

std::string flag_of(const Setting& setting) {
  return "--" + with_letters(std::string(setting.name), [](char c) { return c == '_' ? '-' : c; });
}

std::string variable_of(const Setting& setting) {
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
  return "SESSION_JOURNEY_" + with_letters(std::string(setting.name), upper);
}

const Setting* find_setting(std::string_view name) {
  const auto found = std::ranges::find(table, name, &Setting::name);
  return found == std::ranges::end(table) ? nullptr : found;
}

std::string_view to_text(CompletedBy value) {
  return completed_by_words[static_cast<std::size_t>(value)];
}
std::string_view to_text(LogLevel value) {
  return log_level_words[static_cast<std::size_t>(value)];
}
std::string_view to_text(LogFormat value) {
  return log_format_words[static_cast<std::size_t>(value)];
}
std::string_view to_text(Source value) {
  return source_words[static_cast<std::size_t>(value)];
}

}  // namespace sj::config
