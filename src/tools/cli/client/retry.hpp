#pragma once
// Sends a request again while the server is busy or away: only its answers 429, 502, 503, 504 and silence mean "later".
#include <functional>
#include <memory>
#include <random>
#include <string>

#include "cli/commands.hpp"

namespace sj::cli {

struct RetryOptions {
  DurationMs give_up_after_ms = 2 * minute_ms;  ///< all pauses of one request together
  DurationMs pause_ms_min = 500;                ///< the first pause; each is twice as long as the one before ...
  DurationMs pause_ms_max = 15 * second_ms;     ///< ... up to this
};

class RetryingApi final : public Api {
 public:
  using Sleep = std::function<void(DurationMs)>;
  using Notice = std::function<void(const std::string&)>;

  /// `notice` is told why and how long each pause is. Retry-After counts instead of the doubling pause where it is
  /// longer.
  RetryingApi(std::unique_ptr<Api> api, RetryOptions options, Sleep sleep, Notice notice);

  Result<HttpAnswer> post_events(BodyType type, std::string_view body) override;
  Result<HttpAnswer> get(std::string_view target) override;

 private:
  template <class Send>
  Result<HttpAnswer> repeat(Send send);
  [[nodiscard]] DurationMs pause_after(const Result<HttpAnswer>& answer, DurationMs doubling);

  std::unique_ptr<Api> api_;
  const RetryOptions options_;
  const Sleep sleep_;
  const Notice notice_;
  std::minstd_rand random_{std::random_device{}()};
};

void sleep_for(DurationMs pause);

}  // namespace sj::cli
