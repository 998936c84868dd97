// Session Journey: one binary, all commands. What they are is in cli/, what they do in app/.
#include <iostream>

#include "app/engine.hpp"
#include "app/foreign_files.hpp"
#include "app/generate.hpp"
#include "app/initialize.hpp"
#include "app/local_api.hpp"
#include "app/out_of_memory.hpp"
#include "app/serve.hpp"
#include "app/titles.hpp"
#include "base/log.hpp"
#include "cli/cli.hpp"
#include "config/settings.hpp"

namespace {

using namespace sj;

void set_up(const config::Config& config) {
  set_up_log(config::to_text(config.log_level),
             config.log_format == config::LogFormat::json ? LogStyle::json : LogStyle::text);
  app::block_signals();
}

}  // namespace

int main(int argc, char** argv) {
  app::end_in_words_without_memory();
  cli::Hooks hooks;
  hooks.version = app::version;
  hooks.init = app::initialize;
  hooks.generate = app::generate;
  hooks.open_data = app::open_local_api;
  hooks.serve = [](const config::Config& config, const config::Reread& reread) {
    set_up(config);
    return app::serve(config, reread);
  };
  hooks.demo = [](const config::Config& config) {
    set_up(config);
    return app::demo(config);
  };
  hooks.mapping_sections = app::mapping_sections();
  hooks.open_mapping = app::open_mapping;
  hooks.describe_mapping = app::describe_mapping;
  hooks.title_of_event = app::title_of_event;
  hooks.title_of_reason = app::title_of_reason;
  hooks.title_of_error_code = app::title_of_error_code;
  return cli::run(argc, argv, hooks, std::cout, std::cerr);
}
