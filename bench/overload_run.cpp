#include "overload_run.hpp"

#include <fmt/core.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <thread>

#include "load_run.hpp"
#include "passes.hpp"

namespace sj::bench {
namespace {

using std::chrono::steady_clock;

// One client, in its own thread, because sending to a server that does not read blocks.
class Pusher {
 public:
  Pusher(std::vector<IngestRequest> requests, const Address& address)
      : passes_(std::move(requests)), address_(address) {}

  /// A batch is due every `period`, beginning after `delay`.
  void push(steady_clock::time_point begin, steady_clock::duration delay, steady_clock::duration period,
            steady_clock::time_point end) {
    for (auto due = begin + delay; due < end; due += period) {
      const IngestRequest& request = passes_.next();
      result_.offered += request.events;
      if (due + period < steady_clock::now()) {
        result_.not_sent += request.events;
        continue;
      }
      std::this_thread::sleep_until(due);
      push(request);
    }
  }
  [[nodiscard]] const OverloadResult& result() const { return result_; }

 private:
  void push(const IngestRequest& request) {
    if (!client_) client_ = std::make_unique<HttpClient>(address_, HttpClient::OnLoss::tell);
    const auto answer = client_->exchange_bytes(request.bytes);
    if (answer)
      count(*answer, request);
    else
      lose(request);
  }

  void count(const Answer& answer, const IngestRequest& request) {
    if (accepts_all(answer, request)) {
      result_.acknowledged += request.events;
    } else if (answer.status == 503) {
      result_.refused += request.events;
      ++result_.refusals;
      if (!answer.has_retry_after) ++result_.refusals_without_retry_after;
    } else {
      fmt::print(stderr, "answered with {}: {}\n", answer.status, answer.body.substr(0, 500));
      std::exit(1);
    }
    if (answer.is_last) client_.reset();
  }

  // Waits a little, as any client does before it connects again: a busy loop would measure itself.
  void lose(const IngestRequest& request) {
    result_.unknown += request.events;
    ++result_.connections_lost;
    client_.reset();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }

  Passes passes_;
  const Address& address_;
  std::unique_ptr<HttpClient> client_;
  OverloadResult result_;
};

void add(OverloadResult& sum, const OverloadResult& one) {
  sum.offered += one.offered;
  sum.acknowledged += one.acknowledged;
  sum.refused += one.refused;
  sum.not_sent += one.not_sent;
  sum.unknown += one.unknown;
  sum.refusals += one.refusals;
  sum.refusals_without_retry_after += one.refusals_without_retry_after;
  sum.connections_lost += one.connections_lost;
}

// No request belongs to two clients, so no session and event is sent twice.
std::vector<std::vector<IngestRequest>> dealt_out(std::vector<IngestRequest> requests, std::size_t to) {
  std::vector<std::vector<IngestRequest>> hands(to);
  for (std::size_t i = 0; i < requests.size(); ++i) hands[i % to].push_back(std::move(requests[i]));
  return hands;
}

}  // namespace

OverloadResult run_overload(std::vector<IngestRequest> requests, const Address& address, const OverloadPlan& plan) {
  const double batch = requests.empty() ? 1 : requests.front().events;
  std::vector<std::unique_ptr<Pusher>> pushers;
  for (auto& hand : dealt_out(std::move(requests), plan.connections))
    if (!hand.empty()) pushers.push_back(std::make_unique<Pusher>(std::move(hand), address));
  const std::chrono::duration<double> between(batch / plan.events_per_s);
  const auto delay = [&](std::size_t times) {
    return std::chrono::duration_cast<steady_clock::duration>(between * static_cast<double>(times));
  };
  const auto begin = steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < pushers.size(); ++i)
      threads.emplace_back([&, i] { pushers[i]->push(begin, delay(i), delay(pushers.size()), begin + plan.how_long); });
  }
  OverloadResult sum{.took = steady_clock::now() - begin};
  for (const auto& pusher : pushers) add(sum, pusher->result());
  return sum;
}

}  // namespace sj::bench
