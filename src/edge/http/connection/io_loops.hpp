#pragma once
// All I/O threads of a server: some for connections that ask, some for connections that send events, so that who asks
// does not wait for batches being read (docs/adr/0015-questions-go-first.md).
#include <array>
#include <atomic>
#include <memory>
#include <vector>

#include "http/connection/io_loop.hpp"

namespace sj::http {

class IoLoops final {
 public:
  /// At least one thread of each kind.
  IoLoops(const std::shared_ptr<Serving>& serving, unsigned question_threads, unsigned event_threads);
  IoLoops(const IoLoops&) = delete;

  /// One for such traffic, each in its turn. From any thread.
  [[nodiscard]] IoLoop& next(Traffic traffic);

  void start();
  void begin_stop();
  /// False: some thread did not end within this time.
  [[nodiscard]] bool close(std::chrono::milliseconds patience);

 private:
  struct Kind {
    std::vector<std::shared_ptr<IoLoop>> loops;
    std::atomic<std::size_t> turn{0};
  };
  [[nodiscard]] Kind& of(Traffic traffic) { return kinds_[static_cast<std::size_t>(traffic)]; }
  void add(Traffic traffic, unsigned threads, const std::shared_ptr<Serving>& serving);

  std::array<Kind, 2> kinds_;  ///< by Traffic
};

}  // namespace sj::http
