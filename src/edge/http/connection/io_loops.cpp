#include "http/connection/io_loops.hpp"

#include <algorithm>

namespace sj::http {

IoLoops::IoLoops(const std::shared_ptr<Serving>& serving, unsigned question_threads, unsigned event_threads) {
  add(Traffic::questions, question_threads, serving);
  add(Traffic::events, event_threads, serving);
}

void IoLoops::add(Traffic traffic, unsigned threads, const std::shared_ptr<Serving>& serving) {
  for (unsigned i = 0; i < std::max(1U, threads); ++i)
    of(traffic).loops.push_back(std::make_shared<IoLoop>(serving, *this, traffic));
}

IoLoop& IoLoops::next(Traffic traffic) {
  Kind& kind = of(traffic);
  return *kind.loops[kind.turn.fetch_add(1, std::memory_order_relaxed) % kind.loops.size()];
}

void IoLoops::start() {
  for (const Kind& kind : kinds_)
    for (const auto& loop : kind.loops) loop->start();
}

void IoLoops::begin_stop() {
  for (const Kind& kind : kinds_)
    for (const auto& loop : kind.loops) loop->begin_stop();
}

bool IoLoops::close(std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  bool all_ended = true;
  for (const Kind& kind : kinds_)
    for (const auto& loop : kind.loops) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
      all_ended &= loop->close(std::max(left, std::chrono::milliseconds(1)));
    }
  return all_ended;
}

}  // namespace sj::http
