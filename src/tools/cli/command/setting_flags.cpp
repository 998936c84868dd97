#include "cli/command/setting_flags.hpp"

#include <fmt/format.h>

namespace sj::cli {
namespace {

/// Commands that only look at a data directory take this setting alone.
constexpr std::string_view data_setting = "data";

}  // namespace

SettingFlags::SettingFlags(CLI::App& command, Which which) {
  command.add_option("--config", file_, fmt::format("YAML file with settings [{}]", config::file_variable))
      ->type_name("FILE")
      ->group("Settings");
  for (const config::Setting& setting : config::settings()) {
    const bool is_data = setting.name == data_setting;
    if (which == Which::all || is_data == (which == Which::data)) add(command, setting);
  }
}

void SettingFlags::add(CLI::App& command, const config::Setting& setting) {
  Flag& flag = flags_.emplace_back(Flag{&setting, {}, nullptr});
  std::string help(setting.help);
  if (!setting.default_text.empty()) help += fmt::format("; default {}", setting.default_text);
  help += fmt::format(" [{}]", config::variable_of(setting));
  flag.option = command.add_option(config::flag_of(setting), flag.text, help);
  flag.option->type_name(std::string(setting.format))->group("Settings");
  if (setting.name == data_setting) data_ = flag.option;
}

Result<config::Config> SettingFlags::load(const Context& context) const {
  config::Sources sources{.environment = context.environment, .file = file_};
  for (const Flag& flag : flags_)
    if (flag.option->count() > 0) sources.flags.emplace(flag.setting->name, flag.text);
  return config::load(sources);
}

Result<config::Config> SettingFlags::load_with_data(const Context& context) const {
  auto config = load(context);
  if (config && config->data.empty())
    return fail(Errc::invalid_argument, "no data directory; give --data DIR or set SESSION_JOURNEY_DATA");
  return config;
}

}  // namespace sj::cli
