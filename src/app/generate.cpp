#include "app/generate.hpp"

#include <cerrno>
#include <cstring>

#include "traffic/model.hpp"

namespace sj::app {
namespace {

constexpr std::size_t write_bytes = 1 << 20;

Result<void> write_all(std::FILE* out, std::string& lines) {
  const bool written = std::fwrite(lines.data(), 1, lines.size(), out) == lines.size();
  lines.clear();
  if (!written) return fail(Errc::io, std::string("cannot write the events: ") + std::strerror(errno));
  return {};
}

traffic::Options traffic_options(const cli::GenerateOptions& options) {
  traffic::Options out;
  out.sessions = options.sessions;
  out.seed = options.seed;
  out.events_per_session = options.events_per_session;
  if (options.end)
    out.end = *options.end;
  else if (options.start)
    out.end = *options.start + out.span;
  if (options.start) out.span = out.end - *options.start;
  return out;
}

}  // namespace

Result<void> generate(const cli::GenerateOptions& options, std::FILE* out) {
  traffic::Model model(traffic_options(options));
  traffic::Arrival arrival{};
  std::string lines;
  while (model.next(arrival, lines)) {
    if (lines.size() < write_bytes) continue;
    if (auto written = write_all(out, lines); !written) return written;
  }
  if (auto written = write_all(out, lines); !written) return written;
  return std::fflush(out) == 0 ? Result<void>{} : fail(Errc::io, "cannot write the events");
}

}  // namespace sj::app
