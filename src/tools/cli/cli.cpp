#include "cli/cli.hpp"

#include <unistd.h>
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "cli/command/all.hpp"
#include "cli/text/code_points.hpp"

namespace sj::cli {
namespace {

// Wide enough for the longest flag with its value.
constexpr std::size_t help_column = 36;

std::unique_ptr<CLI::App> make_app(const Context& context, Chosen& chosen) {
  auto app = std::make_unique<CLI::App>("Records identity-verification sessions and explains what happened and why.",
                                        "session-journey");
  app->set_version_flag("--version,-V", "session-journey " + context.hooks.version, "print the version");
  app->set_help_flag("--help,-h", "print this help; with a command, the help of that command");
  app->get_formatter()->column_width(help_column);
  app->require_subcommand(1);
  for (const auto add : {add_init, add_serve, add_demo, add_ingest, add_map, add_show, add_generate, add_config})
    add(*app, context, chosen);
  app->footer(
      "Exit codes: 0 done, 1 failed at run time, 2 wrong usage or settings.\n\n"
      "Look around:      session-journey demo\n"
      "Set up a server:\n"
      "  session-journey init  --data ./data\n"
      "  session-journey serve --data ./data\n"
      "Explain one session:\n"
      "  session-journey show --url http://127.0.0.1:8080 --key READ_KEY SESSION_ID\n");
  return app;
}

// CLI11 only says that a command is missing.
std::string what_is_wrong(const CLI::App& app, const std::string& command) {
  std::string names;
  for (const CLI::App* known : app.get_subcommands([](const CLI::App*) { return true; }))
    names += (names.empty() ? "" : ", ") + known->get_name();
  return "unknown command `" + printable(command) + "`; commands: " + names;
}

int run_chosen(const Context& context, const Chosen& chosen) {
  const int code = chosen();
  if (context.out.flush()) return code;
  return context.failed({Errc::io, "could not write all of the output"});
}

}  // namespace

int run(int argc, const char* const* argv, const Hooks& hooks, std::ostream& out, std::ostream& err) {
  const config::Environment environment = config::process_environment;
  const Context context{hooks,
                        out,
                        err,
                        terminal_of(&out == &std::cout ? STDOUT_FILENO : -1, environment),
                        terminal_of(&err == &std::cerr ? STDERR_FILENO : -1, environment),
                        environment};
  Chosen chosen;
  const auto app = make_app(context, chosen);
  try {
    if (argc < 2) {
      err << app->help();
      return exit_usage;
    }
    app->parse(argc, argv);
    return run_chosen(context, chosen);
  } catch (const CLI::RequiredError& error) {
    if (!app->get_subcommands().empty() || argv[1][0] == '-') return app->exit(error, out, err), exit_usage;
    return context.failed({Errc::invalid_argument, what_is_wrong(*app, argv[1])});
  } catch (const CLI::ParseError& error) {
    return app->exit(error, out, err) == 0 ? exit_done : exit_usage;
  } catch (const std::exception& error) {  // of a library, where nobody expected it
    return context.failed({Errc::io, error.what()});
  }
}

}  // namespace sj::cli
