#include "app/reload.hpp"

#include <spdlog/spdlog.h>

#include "base/log.hpp"
#include "config/changes.hpp"

namespace sj::app {
namespace {

std::string_view or_nothing(const std::string& text) {
  return text.empty() ? std::string_view("(none)") : text;
}

}  // namespace

void reload(Engine& engine, config::Config& running, const config::Reread& reread) {
  const auto wanted = reread();
  if (!wanted) return spdlog::error("nothing was read again, all stays as it was: {}", wanted.error().message);
  const auto changes = config::changes(running, *wanted);
  config::Config next = running;
  config::apply_live(changes, next);
  if (auto done = engine.reload(next); !done)
    return spdlog::error("nothing was read again, all stays as it was: {}", done.error().message);
  running = next;
  set_log_level(config::to_text(running.log_level));
  for (const config::Change& change : changes) {
    if (change.setting->applies == config::Applies::when_told)
      spdlog::info("{} is {} now, before {}", change.setting->name, or_nothing(change.to), or_nothing(change.from));
    else
      spdlog::warn("{} stays {}: {} needs a restart", change.setting->name, or_nothing(change.from),
                   or_nothing(change.to));
  }
  spdlog::info("settings, catalogs and mappings were read again");
}

}  // namespace sj::app
