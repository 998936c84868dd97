#pragma once
// How far a run is, in one line at the bottom of a terminal; nothing where there is no terminal. Other lines go above
// it.
#include <chrono>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "cli/ingest/tally.hpp"
#include "cli/text/terminal.hpp"

namespace sj::cli {

class Progress {
 public:
  /// `bytes_total` nullopt: not known, because an input is a pipe.
  Progress(std::ostream& err, const Terminal& terminal, std::optional<std::uint64_t> bytes_total);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Draws again, but not more often than an eye can follow.
  void update(std::uint64_t bytes_done, const Tally& tally);
  void note(std::string_view line);
  /// Takes the line away.
  void clear();

  [[nodiscard]] double seconds() const;

 private:
  using Time = std::chrono::steady_clock::time_point;

  std::ostream& err_;
  const Terminal terminal_;
  const std::optional<std::uint64_t> bytes_total_;
  const Time begun_ = std::chrono::steady_clock::now();
  Time drawn_{};
  bool shown_ = false;
};

/// The line, as wide as `columns` allow.
[[nodiscard]] std::string progress_line(std::uint64_t bytes_done, std::optional<std::uint64_t> bytes_total,
                                        const Tally& tally, double seconds, std::size_t columns);

/// `1 234 567`
[[nodiscard]] std::string grouped(std::uint64_t number);

}  // namespace sj::cli
