// session-journey serve, session-journey demo
#include <memory>

#include "cli/command/all.hpp"
#include "cli/command/setting_flags.hpp"

namespace sj::cli {
namespace {

int exit_code_of(const Result<void>& result, const Context& context) {
  return result ? exit_done : context.failed(result.error());
}

struct ServeOptions {
  explicit ServeOptions(CLI::App& command) : settings(command, SettingFlags::Which::all) {}
  SettingFlags settings;
  bool accept_loss = false;
};

int run_serve(const ServeOptions& options, const Context& context) {
  auto config = options.settings.load_with_data(context);
  if (!config) return context.failed(config.error());
  config->accept_loss = options.accept_loss;
  const auto read_again = [&] { return options.settings.load_with_data(context); };
  return exit_code_of(context.hooks.serve(*config, read_again), context);
}

// The environment of a production machine must not lead made-up sessions into its data.
int run_demo(const SettingFlags& settings, const Context& context) {
  auto config = settings.load(context);
  if (!config) return context.failed(config.error());
  config->data.clear();
  return exit_code_of(context.hooks.demo(*config), context);
}

}  // namespace

void add_serve(CLI::App& app, const Context& context, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("serve", "Accept events and answer queries until stopped");
  auto options = std::make_shared<ServeOptions>(*command);
  command->add_flag("--accept-loss", options->accept_loss,
                    "start although acknowledged events are missing, and list them; for this start only");
  command->footer(
      "Prints its address once it accepts connections. SIGTERM and SIGINT shut it down gracefully;\n"
      "SIGHUP reloads settings, catalogs and mappings.\n"
      "Precedence: flag, environment variable (in brackets), file, default.\n\n"
      "Examples:\n"
      "  session-journey serve --data /var/lib/session-journey\n"
      "  session-journey serve --data ./data --listen '[::]:8080' --log-format json\n"
      "  session-journey serve --config /etc/session-journey.yaml\n"
      "  SESSION_JOURNEY_DROP_AFTER=30m session-journey serve --data ./data\n");
  command->callback(
      [options, &context, &chosen] { chosen = [options, &context] { return run_serve(*options, context); }; });
}

void add_demo(CLI::App& app, const Context& context, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("demo", "Serve generated sessions that keep arriving, to look around");
  auto settings = std::make_shared<SettingFlags>(*command, SettingFlags::Which::all_but_data);
  command->footer(
      "Its data is deleted at the end; a data directory configured elsewhere is not touched.\n\n"
      "Examples:\n"
      "  session-journey demo\n"
      "  session-journey demo --listen 0.0.0.0:9000\n");
  command->callback(
      [settings, &context, &chosen] { chosen = [settings, &context] { return run_demo(*settings, context); }; });
}

}  // namespace sj::cli
