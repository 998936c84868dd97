// How long the disk takes to make a small write durable: no server can acknowledge faster than this. The file is
// reserved beforehand, as the journal's are, so that a sync has no length to write.
#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "latencies.hpp"
#include "options.hpp"

namespace {

using namespace sj::bench;

[[noreturn]] void give_up(const std::string& path) {
  fmt::print(stderr, "cannot write to {}\n", path);
  std::exit(1);
}

Latencies measure(const std::string& path, std::size_t bytes, std::size_t times) {
  const int file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0 || ::posix_fallocate(file, 0, static_cast<off_t>(bytes * times)) != 0 || ::fsync(file) != 0)
    give_up(path);
  const std::string piece(bytes, 'x');
  Latencies latencies;
  for (std::size_t i = 0; i < times; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    if (::pwrite(file, piece.data(), bytes, static_cast<off_t>(i * bytes)) < 0 || ::fdatasync(file) != 0) give_up(path);
    latencies.add(std::chrono::steady_clock::now() - begin);
  }
  ::close(file);
  ::unlink(path.c_str());
  return latencies;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options(argc, argv, "usage: bench_disk_sync --directory DIR [--bytes 4096] [--times 500]");
  const std::size_t bytes = options.number_or("bytes", 4096), times = options.number_or("times", 500);
  Latencies latencies = measure(options.text("directory") + "/disk-sync.tmp", bytes, times);
  fmt::print("{{\"bytes\":{},\"p50_ms\":{:.3f},\"p99_ms\":{:.3f}}}\n", bytes, latencies.percentile_ms(0.5),
             latencies.percentile_ms(0.99));
}
