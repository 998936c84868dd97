#include "cli/ingest/progress.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sj::cli {
namespace {

constexpr std::chrono::milliseconds between_drawings{100};
constexpr std::size_t bar_columns_max = 30, bar_columns_min = 10;

std::string bar(double share, std::size_t columns) {
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(columns));
  return "[" + std::string(filled, '#') + std::string(columns - filled, '.') + "]";
}

std::string mebibytes(std::uint64_t bytes) {
  return fmt::format("{:.1f}", static_cast<double>(bytes) / (1024.0 * 1024.0));
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3;) digits.insert(i -= 3, 1, ' ');
  return digits;
}

std::string progress_line(std::uint64_t bytes_done, std::optional<std::uint64_t> bytes_total, const Tally& tally,
                          double seconds, std::size_t columns) {
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(tally.events()) / std::max(seconds, 0.001));
  const std::string counts = fmt::format("{} events/s  accepted {}  duplicate {}  rejected {}", grouped(rate),
                                         grouped(tally.accepted), grouped(tally.duplicates), grouped(tally.rejected));
  std::string line = fmt::format("{} MiB  {}", mebibytes(bytes_done), counts);
  if (bytes_total && *bytes_total > 0) {
    const double share = std::min(1.0, static_cast<double>(bytes_done) / static_cast<double>(*bytes_total));
    line =
        fmt::format("{:3.0f} %  {} of {} MiB  {}", share * 100, mebibytes(bytes_done), mebibytes(*bytes_total), counts);
    const std::size_t room = columns > line.size() + 3 ? columns - line.size() - 3 : 0;
    if (room >= bar_columns_min) line = bar(share, std::min(room, bar_columns_max)) + " " + line;
  }
  if (line.size() > columns) line.resize(columns);
  return line;
}

Progress::Progress(std::ostream& err, const Terminal& terminal, std::optional<std::uint64_t> bytes_total)
    : err_(err), terminal_(terminal), bytes_total_(bytes_total) {}

void Progress::update(std::uint64_t bytes_done, const Tally& tally) {
  if (!terminal_.interactive) return;
  const Time now = std::chrono::steady_clock::now();
  if (now - drawn_ < between_drawings) return;
  clear();
  err_ << progress_line(bytes_done, bytes_total_, tally, seconds(), terminal_.columns - 1) << std::flush;
  drawn_ = now;
  shown_ = true;
}

void Progress::note(std::string_view line) {
  clear();
  err_ << line << '\n' << std::flush;
  drawn_ = {};
}

void Progress::clear() {
  if (!shown_) return;
  if (terminal_.colours)
    err_ << "\r\x1b[K";
  else
    err_ << '\r' << std::string(terminal_.columns - 1, ' ') << '\r';
  err_ << std::flush;
  shown_ = false;
}

double Progress::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
}

}  // namespace sj::cli
