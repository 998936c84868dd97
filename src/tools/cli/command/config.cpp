// session-journey config
#include <memory>

#include "cli/command/all.hpp"
#include "cli/command/setting_flags.hpp"
#include "config/listing.hpp"

namespace sj::cli {
namespace {

struct Options {
  explicit Options(CLI::App& command) : settings(command, SettingFlags::Which::all) {}
  SettingFlags settings;
  bool json = false;
};

int run_config(const Options& options, const Context& context) {
  const auto config = options.settings.load(context);
  if (!config) return context.failed(config.error());
  context.out << (options.json ? config::to_json(*config) + "\n" : config::to_listing(*config));
  return exit_done;
}

}  // namespace

void add_config(CLI::App& app, const Context& context, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("config", "List every setting, its value and its source");
  auto options = std::make_shared<Options>(*command);
  command->add_flag("--json", options->json, "print a JSON array");
  command->footer(
      "Precedence: flag, environment variable (in brackets), file, default. A file has lines\n"
      "such as `drop_after: 30m`. Takes the flags of `serve` and shows what `serve` would use.\n\n"
      "Examples:\n"
      "  session-journey config\n"
      "  session-journey config --config /etc/session-journey.yaml --json\n");
  command->callback(
      [options, &context, &chosen] { chosen = [options, &context] { return run_config(*options, context); }; });
}

}  // namespace sj::cli
