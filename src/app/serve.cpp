#include "app/serve.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "app/descriptors.hpp"
#include "app/reload.hpp"
#include "http/server.hpp"

namespace sj::app {
namespace {

sigset_t awaited_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  return signals;
}

Result<http::ServerOptions> server_options(const config::Config& config) {
  http::ServerOptions options;
  options.address = config.listen.host;
  options.port = config.listen.port;
  options.io_threads = config.io_threads;
  options.ingest_threads = config.ingest_threads;
  options.pool_threads = config.pool_threads;
  http::Limits& limits = options.limits;
  const auto bounds = connections_beside_files(
      {.connections_max = config.max_connections, .refused_at_once_max = limits.connections_refused_at_once_max});
  if (!bounds) return std::unexpected(bounds.error());
  limits.connections_max = bounds->connections_max;
  limits.connections_refused_at_once_max = bounds->refused_at_once_max;
  limits.connections_of_address_max = config.max_connections_per_address;
  return options;
}

/// A handler still runs, and what it uses cannot be taken apart under it. What was acknowledged is in the journal.
[[noreturn]] void leave_at_once() {
  spdlog::warn("a request did not end in time: leaving it");
  spdlog::shutdown();
  std::_Exit(0);
}

std::string url_of(const config::Config& config, std::uint16_t port) {
  const bool v6 = config.listen.host.find(':') != std::string::npos;
  return v6 ? fmt::format("http://[{}]:{}", config.listen.host, port)
            : fmt::format("http://{}:{}", config.listen.host, port);
}

}  // namespace

void block_signals() {
  const sigset_t signals = awaited_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

Result<void> serve_until_signalled(Engine& engine, const config::Config& config, http::Router router,
                                   const Serving& serving) {
  auto options = server_options(config);
  if (!options) return std::unexpected(options.error());
  http::Server server(*std::move(options), std::move(router), engine.registry(), &engine.metrics());
  if (auto started = server.start(); !started) return started;
  serving.when_up(url_of(config, server.port()));
  const sigset_t signals = awaited_signals();
  int signal = 0;
  while (sigwait(&signals, &signal) == 0 && signal == SIGHUP && serving.on_hangup) serving.on_hangup();
  spdlog::info("stopping");
  engine.context().stop.request_stop();
  const bool all_ended = server.stop();
  engine.storage().stop();
  if (auto fatal = engine.storage().fatal()) return std::unexpected(*std::move(fatal));
  if (!all_ended) leave_at_once();
  return {};
}

Result<void> serve(const config::Config& config, const config::Reread& reread) {
  auto engine = Engine::open(config);
  if (!engine) return std::unexpected(engine.error());
  config::Config running = config;
  const auto greet = [](const std::string& url) {
    fmt::print("Session Journey is listening on {}\n", url);
    std::fflush(stdout);
  };
  return serve_until_signalled(**engine, config, api::make_router((*engine)->context()),
                               {.when_up = greet, .on_hangup = [&] { reload(**engine, running, reread); }});
}

}  // namespace sj::app
