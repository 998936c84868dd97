#include "app/serve.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdio>

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

http::ServerOptions server_options(const config::Config& config) {
  http::ServerOptions options;
  options.address = config.listen.host;
  options.port = config.listen.port;
  options.io_threads = config.io_threads;
  options.ingest_threads = config.ingest_threads;
  options.pool_threads = config.pool_threads;
  options.limits.connections_max = config.max_connections;
  return options;
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
  http::Server server(server_options(config), std::move(router), engine.registry(), &engine.metrics());
  if (auto started = server.start(); !started) return started;
  serving.when_up(url_of(config, server.port()));
  const sigset_t signals = awaited_signals();
  int signal = 0;
  while (sigwait(&signals, &signal) == 0 && signal == SIGHUP && serving.on_hangup) serving.on_hangup();
  spdlog::info("stopping");
  server.stop();
  engine.storage().stop();
  if (auto fatal = engine.storage().fatal()) return std::unexpected(*std::move(fatal));
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
