#pragma once
// The running server: `serve`, and `demo`, which is the same with made-up data.
#include <functional>

#include "app/engine.hpp"
#include "config/config.hpp"

namespace sj::app {

struct Serving {
  std::function<void(const std::string& url)> when_up;  ///< runs once connections are accepted
  std::function<void()> on_hangup = {};                 ///< SIGHUP; absent: it stops as the others do
};

/// Serves until SIGTERM or SIGINT, then stops in order.
[[nodiscard]] Result<void> serve_until_signalled(Engine& engine, const config::Config& config, http::Router router,
                                                 const Serving& serving);

[[nodiscard]] Result<void> serve(const config::Config& config, const config::Reread& reread);
[[nodiscard]] Result<void> demo(const config::Config& config);

/// SIGTERM, SIGINT and SIGHUP are waited for, not delivered: call before the first thread.
void block_signals();

}  // namespace sj::app
