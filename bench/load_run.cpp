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

void check(const Answer& answer, const IngestRequest& request) {
  const std::string wanted = fmt::format(R"({{"accepted":{},"duplicates":0,"rejected":[],)", request.events);
  if (answer.status == 200 && answer.body.starts_with(wanted)) return;
  fmt::print(stderr, "a request of {} events was answered with {}: {}\n", request.events, answer.status,
             answer.body.substr(0, 500));
  std::exit(1);
}

class Load {
 public:
  Load(std::span<const IngestRequest> requests, const Address& address, std::size_t connections)
      : requests_(requests), epoll_(::epoll_create1(EPOLL_CLOEXEC)), senders_(connections) {
    for (Sender& sender : senders_) {
      sender.client = std::make_unique<HttpClient>(address);
      epoll_event interest{.events = EPOLLIN, .data = {.ptr = &sender}};
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, sender.client->socket(), &interest);
    }
  }
  Load(const Load&) = delete;
  ~Load() { ::close(epoll_); }

  LoadResult run() {
    const auto begin = steady_clock::now();
    for (Sender& sender : senders_) send_next(sender);
    while (under_way_ > 0) wait_for_answers();
    result_.took = steady_clock::now() - begin;
    return std::move(result_);
  }

 private:
  void send_next(Sender& sender) {
    if (next_ == requests_.size()) return;
    sender.under_way = &requests_[next_++];
    sender.sent_at = steady_clock::now();
    ++under_way_;
    sender.client->send(sender.under_way->bytes);
  }

  void wait_for_answers() {
    std::array<epoll_event, 64> ready;
    const int count = ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), -1);
    for (int i = 0; i < count; ++i) read_answer(*static_cast<Sender*>(ready[static_cast<std::size_t>(i)].data.ptr));
  }

  void read_answer(Sender& sender) {
    const auto answer = sender.client->receive();
    if (!answer) return;
    check(*answer, *sender.under_way);
    result_.latencies.add(steady_clock::now() - sender.sent_at);
    result_.events += sender.under_way->events;
    --under_way_;
    send_next(sender);
  }

  std::span<const IngestRequest> requests_;
  int epoll_;
  std::vector<Sender> senders_;
  std::size_t next_ = 0, under_way_ = 0;
  LoadResult result_;
};

}  // namespace

LoadResult run_load(std::span<const IngestRequest> requests, const Address& address, std::size_t connections) {
  return Load(requests, address, connections).run();
}

}  // namespace sj::bench
