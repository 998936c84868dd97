#include "cli/client/retry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace sj::cli {
namespace {

bool means_later(const Result<HttpAnswer>& answer) {
  if (!answer) return answer.error().code == Errc::unavailable;
  const int status = answer->status;
  return status == 429 || (status >= 502 && status <= 504);
}

std::string reason_of(const Result<HttpAnswer>& answer) {
  return answer ? fmt::format("the server is busy ({})", answer->status) : answer.error().message;
}

}  // namespace

RetryingApi::RetryingApi(std::unique_ptr<Api> api, RetryOptions options, Sleep sleep, Notice notice)
    : api_(std::move(api)), options_(options), sleep_(std::move(sleep)), notice_(std::move(notice)) {}

Result<HttpAnswer> RetryingApi::post_events(BodyType type, std::string_view body) {
  return repeat([&] { return api_->post_events(type, body); });
}

Result<HttpAnswer> RetryingApi::get(std::string_view target) {
  return repeat([&] { return api_->get(target); });
}

template <class Send>
Result<HttpAnswer> RetryingApi::repeat(Send send) {
  DurationMs doubling = options_.pause_ms_min;
  DurationMs waited = 0;
  for (;;) {
    Result<HttpAnswer> answer = send();
    if (!means_later(answer)) return answer;
    const DurationMs pause = pause_after(answer, doubling);
    if (waited + pause > options_.give_up_after_ms) return answer;
    notice_(fmt::format("{}; trying again in {:.1f} s", reason_of(answer), static_cast<double>(pause) / second_ms));
    sleep_(pause);
    waited += pause;
    doubling = std::min(doubling * 2, options_.pause_ms_max);
  }
}

// Up to a quarter longer by chance, so that clients that were turned away together do not come back together.
DurationMs RetryingApi::pause_after(const Result<HttpAnswer>& answer, DurationMs doubling) {
  const DurationMs asked = answer ? answer->retry_after_ms.value_or(0) : 0;
  const DurationMs pause = std::max(asked, doubling);
  return pause + std::uniform_int_distribution<DurationMs>(0, pause / 4)(random_);
}

void sleep_for(DurationMs pause) {
  std::this_thread::sleep_for(std::chrono::milliseconds(pause));
}

}  // namespace sj::cli
