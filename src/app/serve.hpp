#pragma once
// The running server: `serve`, and `demo`, which is the same with made-up data.
#include <functional>

#include "app/engine.hpp"
#include "config/config.hpp"

namespace sj::app {

/// Serves until SIGTERM or SIGINT, then stops in order. `when_up` runs once connections are accepted, with the address.
[[nodiscard]] Result<void> serve_until_signalled(Engine& engine, const config::Config& config, http::Router router,
                                                 const std::function<void(const std::string& url)>& when_up);

[[nodiscard]] Result<void> serve(const config::Config& config);
[[nodiscard]] Result<void> demo(const config::Config& config);

/// SIGTERM and SIGINT are waited for, not delivered: call before the first thread.
void block_stop_signals();

}  // namespace sj::app
