// session-journey init
#include <fmt/format.h>

#include <memory>

#include "base/json_writer.hpp"
#include "cli/command/all.hpp"
#include "cli/command/setting_flags.hpp"

namespace sj::cli {
namespace {

struct Options {
  explicit Options(CLI::App& command) : settings(command, SettingFlags::Which::data) {}
  SettingFlags settings;
  std::string project = "default";
  bool json = false;
};

std::string to_json(const InitAnswer& answer) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("project_id").text(answer.project_id).key("owner");
  if (answer.owner)
    json.begin_object()
        .key("email")
        .text(answer.owner->email)
        .key("password")
        .text(answer.owner->password)
        .end_object();
  else
    json.null();
  json.key("keys").begin_object();
  json.key("server").text(answer.keys.server).key("publishable").text(answer.keys.publishable);
  json.key("read").text(answer.keys.read).key("admin").text(answer.keys.admin);
  json.end_object().end_object();
  return out + "\n";
}

std::string to_text(const InitAnswer& answer, const std::string& data) {
  std::string out = fmt::format("Project      {}\n", answer.project_id);
  if (answer.owner)
    out += fmt::format("Owner        {}\nPassword     {}\n", answer.owner->email, answer.owner->password);
  out += fmt::format(
      "Keys\n"
      "  server       {}   may send FE and BE events\n"
      "  publishable  {}   may send FE events only\n"
      "  read         {}   may read\n"
      "  admin        {}   may do everything in the project\n\n"
      "They are shown only once, because only hashes are stored. Next:\n\n"
      "  session-journey serve --data {}\n",
      answer.keys.server, answer.keys.publishable, answer.keys.read, answer.keys.admin, data);
  return out;
}

int run_init(const Options& options, const Context& context) {
  const auto config = options.settings.load_with_data(context);
  if (!config) return context.failed(config.error());
  const auto answer = context.hooks.init({config->data, options.project});
  if (!answer) return context.failed(answer.error());
  context.out << (options.json ? to_json(*answer) : to_text(*answer, config->data.string()));
  return exit_done;
}

}  // namespace

void add_init(CLI::App& app, const Context& context, Chosen& chosen) {
  CLI::App* command =
      app.add_subcommand("init", "Create a data directory, or add a project to one, and print its keys");
  auto options = std::make_shared<Options>(*command);
  command->add_option("--project", options->project, "the project's name; default " + options->project)
      ->type_name("NAME");
  command->add_flag("--json", options->json, "print one JSON object");
  command->footer(
      "Keys and the owner's password are printed once and cannot be recovered.\n\n"
      "Examples:\n"
      "  session-journey init --data /var/lib/session-journey\n"
      "  session-journey init --data ./data --project shop --json > secrets.json\n");
  command->callback(
      [options, &context, &chosen] { chosen = [options, &context] { return run_init(*options, context); }; });
}

}  // namespace sj::cli
