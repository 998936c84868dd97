// `session-journey demo`: throw-away data, two weeks of made-up sessions, an incident in the last hours of them, and
// new sessions while one looks.
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdlib>
#include <future>
#include <stop_token>
#include <thread>

#include "app/initialize.hpp"
#include "app/serve.hpp"
#include "base/sleep.hpp"
#include "ingest/admission.hpp"
#include "liveform/embedded.hpp"
#include "liveform/routes.hpp"
#include "traffic/model.hpp"
#include "wire/native/decode.hpp"

namespace sj::app {
namespace {

constexpr std::uint64_t past_sessions = 8'000;  // of the weeks before; fills in a few seconds
constexpr DurationMs past = 14 * day_ms, since_incident = 6 * hour_ms;
// Beside those, whose rate breathes with the day: so that something happens at any hour.
constexpr DurationMs lively = 30 * minute_ms;
constexpr std::uint64_t lively_sessions = 90;
constexpr std::size_t batch_bytes = 256 * 1024;

class ScratchDirectory {
 public:
  ScratchDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "session-journey-demo-XXXXXX").string();
    if (mkdtemp(name.data())) path_ = name;
  }
  ~ScratchDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Sends made-up events into the engine: those of the past at once, those of the future when their time comes.
class Simulator {
 public:
  Simulator(Engine& engine, std::string project_id, const traffic::Options& options)
      : engine_(engine), project_id_(std::move(project_id)), model_(options) {}

  /// Returns when everything that would have arrived by now is acknowledged.
  void send_past() {
    while (step_until(engine_.clock().now())) {
    }
  }

 private:
  // Sends one batch of what has arrived by `now`; false if nothing is left.
  bool step_until(TimeMs now) {
    std::string lines = std::move(next_line_);
    next_line_.clear();
    if (!lines.empty() && next_arrival_.time > now) return next_line_ = std::move(lines), false;
    while (lines.size() < batch_bytes) {
      const std::size_t before = lines.size();
      if (!model_.next(next_arrival_, lines)) break;
      if (next_arrival_.time <= now) continue;
      next_line_ = lines.substr(before);
      lines.resize(before);
      break;
    }
    if (lines.empty()) return false;
    send(std::move(lines));
    return next_line_.empty();
  }

  void send(std::string lines) {
    ingest::Admission admission({.project_id = project_id_,
                                 .catalog = engine_.context().rules(project_id_).catalog,
                                 .may_write_be = true,
                                 .received_at = engine_.clock().now()});
    if (decoder_.decode(lines, wire::native::Form::ndjson, admission)) return;
    auto batch = std::make_shared<ingest::Batch>(std::move(admission).finish());
    const auto done = std::make_shared<std::promise<void>>();
    engine_.ingest().submit(batch, [done](const Result<ingest::IngestResult>& outcome) {
      if (!outcome) spdlog::warn("the simulator could not send: {}", outcome.error().message);
      done->set_value();
    });
    done->get_future().wait();
  }

  Engine& engine_;
  const std::string project_id_;
  traffic::Model model_;
  wire::native::Decoder decoder_;
  traffic::Arrival next_arrival_{};
  std::string next_line_;  ///< made, but not due yet
};

traffic::Options weeks_before(TimeMs now) {
  return {.sessions = past_sessions,
          .seed = 1,
          .span = past,
          .end = now,
          .incident = now - since_incident,
          .endless = true};
}

traffic::Options around(TimeMs now) {
  return {.sessions = lively_sessions,
          .seed = 2,
          .span = lively,
          .end = now,
          .steady = true,
          .incident = now - since_incident,
          .endless = true};
}

void greet(const std::string& url, const cli::InitAnswer& access) {
  fmt::print(
      "Session Journey demo: look at\n\n"
      "  {}/sign-in#key={}\n\n"
      "or go through a verification yourself, and watch its journey grow:\n\n"
      "  {}/demo\n\n"
      "  read key           {}\n"
      "  server key         {}\n\n"
      "  the newest sessions: curl -H 'Authorization: Bearer {}' '{}/v1/sessions?limit=5'\n\n"
      "All data is generated, and deleted when the demo stops (Ctrl-C).\n",
      url, access.keys.read, url, access.keys.read, access.keys.server, access.keys.read, url);
  std::fflush(stdout);
}

}  // namespace

Result<void> demo(const config::Config& config) {
  const ScratchDirectory directory;
  if (directory.path().empty()) return fail(Errc::io, "cannot create a directory for the demo's data");
  const auto data = directory.path() / "data";
  const auto access = initialize({.data = data, .project = "Demo"});
  if (!access) return std::unexpected(access.error());
  config::Config with_data = config;
  with_data.data = data;
  auto engine = Engine::open(with_data);
  if (!engine) return std::unexpected(engine.error());
  const TimeMs now = (*engine)->clock().now();
  Simulator history(**engine, access->project_id, weeks_before(now)),
      present(**engine, access->project_id, around(now));
  const auto send_past = [&] {
    history.send_past();
    present.send_past();
  };
  send_past();
  const site::Site form(liveform::embedded_files());
  liveform::Backend form_backend({access->keys.server, access->keys.publishable, access->keys.read},
                                 (*engine)->clock());
  http::Router router = api::make_router((*engine)->context());
  liveform::add_routes(router, form_backend, form);
  std::jthread live;
  const auto when_up = [&](const std::string& url) {
    form_backend.begin(url);
    greet(url, *access);
    live = std::jthread([&](const std::stop_token& stop) {
      while (sleep_unless_stopped(stop, std::chrono::milliseconds(200))) send_past();
    });
  };
  return serve_until_signalled(**engine, with_data, std::move(router), {.when_up = when_up});
}

}  // namespace sj::app
