#include "load_run.hpp"

#include <fmt/core.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace sj::bench {
namespace {

using std::chrono::steady_clock;

struct Sender {
  std::unique_ptr<HttpClient> client;
  const IngestRequest* under_way = nullptr;
  steady_clock::time_point sent_at{};
};

class Load {
 public:
  Load(const LoadPlan& plan, const Address& address)
      : plan_(plan), epoll_(::epoll_create1(EPOLL_CLOEXEC)), senders_(plan.connections) {
    for (Sender& sender : senders_) {
      sender.client = std::make_unique<HttpClient>(address);
      epoll_event interest{.events = EPOLLIN, .data = {.ptr = &sender}};
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, sender.client->socket(), &interest);
      idle_.push_back(&sender);
    }
  }
  Load(const Load&) = delete;
  ~Load() { ::close(epoll_); }

  LoadResult run() {
    begin_ = steady_clock::now();
    send_what_is_due();
    while (under_way_ > 0 || !is_at_end_) {
      wait_for_answers();
      send_what_is_due();
    }
    result_.took = steady_clock::now() - begin_;
    return std::move(result_);
  }

 private:
  void send_what_is_due() {
    while (!is_at_end_ && !idle_.empty() && is_due()) {
      const IngestRequest* request = plan_.next();
      is_at_end_ = request == nullptr;
      if (request) send(*idle_.back(), *request);
    }
  }

  void send(Sender& sender, const IngestRequest& request) {
    idle_.pop_back();
    sender.under_way = &request;
    sender.sent_at = steady_clock::now();
    events_sent_ += request.events;
    ++under_way_;
    sender.client->send(request.bytes);
  }

  [[nodiscard]] bool is_due() const {
    if (plan_.events_per_s == 0) return true;
    const std::chrono::duration<double> since = steady_clock::now() - begin_;
    return static_cast<double>(events_sent_) <= since.count() * plan_.events_per_s;
  }

  void wait_for_answers() {
    std::array<epoll_event, 64> ready;
    const int wait_ms = plan_.events_per_s == 0 || idle_.empty() ? -1 : 1;
    const int count = ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), wait_ms);
    for (int i = 0; i < count; ++i) read_answer(*static_cast<Sender*>(ready[static_cast<std::size_t>(i)].data.ptr));
  }

  void read_answer(Sender& sender) {
    const auto answer = sender.client->receive();
    if (!answer) return;
    const IngestRequest& request = *sender.under_way;
    if (!plan_.is_right(*answer, request)) {
      fmt::print(stderr, "a request of {} events was answered with {}: {}\n", request.events, answer->status,
                 answer->body.substr(0, 500));
      std::exit(1);
    }
    count(request.events, steady_clock::now(), sender.sent_at);
    --under_way_;
    idle_.push_back(&sender);
  }

  void count(std::uint32_t events, steady_clock::time_point now, steady_clock::time_point sent_at) {
    result_.latencies.add(now - sent_at);
    result_.events += events;
    const auto interval = static_cast<std::size_t>((now - begin_) / LoadResult::interval);
    if (result_.events_by_interval.size() <= interval) result_.events_by_interval.resize(interval + 1);
    result_.events_by_interval[interval] += events;
  }

  const LoadPlan& plan_;
  int epoll_;
  std::vector<Sender> senders_;
  std::vector<Sender*> idle_;
  std::size_t under_way_ = 0;
  std::uint64_t events_sent_ = 0;
  bool is_at_end_ = false;
  steady_clock::time_point begin_{};
  LoadResult result_;
};

}  // namespace

bool accepts_all(const Answer& answer, const IngestRequest& request) {
  const std::string wanted = fmt::format(R"({{"accepted":{},"duplicates":0,"rejected":[],)", request.events);
  return answer.status == 200 && answer.body.starts_with(wanted);
}

std::function<const IngestRequest*()> one_after_another(std::span<const IngestRequest> requests) {
  return [requests, next = std::size_t{0}]() mutable -> const IngestRequest* {
    return next < requests.size() ? &requests[next++] : nullptr;
  };
}

LoadResult run_load(const LoadPlan& plan, const Address& address) {
  return Load(plan, address).run();
}

}  // namespace sj::bench
