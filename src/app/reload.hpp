#pragma once
// What SIGHUP does: reads the settings, catalogs, mappings and keys again, takes over what can change while the server
// runs, and tells the log what changed, what has to wait for a restart, and what is wrong.
#include "app/engine.hpp"
#include "config/config.hpp"

namespace sj::app {

/// `running` is what the server works with; it is brought up to date. Where something is wrong all stays as it was.
void reload(Engine& engine, config::Config& running, const config::Reread& reread);

}  // namespace sj::app
