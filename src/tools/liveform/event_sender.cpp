#include "liveform/event_sender.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace sj::liveform {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr std::size_t waiting_max = 10'000;
constexpr std::size_t batch_max = 100;
constexpr milliseconds pause_min{200}, pause_max{10'000};

/// These answers, and silence, mean: the same batch again, later. With all others the events would be refused again.
bool means_later(int status) {
  return status == 429 || status == 502 || status == 503 || status == 504;
}

}  // namespace

EventSender::EventSender(asio::io_context& loop, std::string server_key)
    : server_key_(std::move(server_key)), wake_(loop, asio::steady_timer::time_point::max()) {}

void EventSender::send(Event event) {
  if (waiting_.size() == waiting_max) waiting_.pop_front();
  waiting_.push_back(std::move(event));
  wake_.cancel();
}

asio::awaitable<void> EventSender::pause(milliseconds duration) {
  asio::steady_timer timer(wake_.get_executor(), duration);
  co_await timer.async_wait(asio::use_awaitable);
}

Post EventSender::first_batch(std::size_t count) const {
  Post post{.target = "/v1/events", .headers = {{"Authorization", "Bearer " + server_key_}}, .body = "["};
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) post.body += ',';
    append_json(post.body, waiting_[i]);
  }
  post.body += ']';
  return post;
}

asio::awaitable<void> EventSender::run(Address address) {
  milliseconds wait = pause_min;
  for (;;) {
    if (waiting_.empty()) co_await wake_.async_wait(asio::as_tuple(asio::use_awaitable));
    const std::size_t count = std::min(waiting_.size(), batch_max);
    if (count == 0) continue;
    const std::string last_sent = waiting_[count - 1].event_id;
    Post batch = first_batch(count);
    const auto answer = co_await liveform::send(address, std::move(batch));
    if (!answer || means_later(answer->status)) {
      const milliseconds told = answer && answer->retry_after ? milliseconds(*answer->retry_after) : milliseconds(0);
      co_await pause(std::max(told, wait));
      wait = std::min(wait * 2, pause_max);
      continue;
    }
    if (answer->status != 200) spdlog::warn("the demo's backend: events were refused with {}", answer->status);
    wait = pause_min;
    // Some of the batch may have been given up meanwhile: only what was sent is done with.
    const auto last = std::ranges::find(waiting_, last_sent, &Event::event_id);
    if (last != waiting_.end()) waiting_.erase(waiting_.begin(), last + 1);
  }
}

}  // namespace sj::liveform
