#include "config/config.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "config/settings.hpp"
#include "config/settings_file.hpp"

namespace sj::config {
namespace {

// Puts one text into the config, whatever source it is from; a later call wins.
Result<void> apply(const Setting& setting, std::string_view text, Source source, const std::string& place,
                   Config& config) {
  if (const auto expected = setting.read(text, config))
    return fail(Errc::invalid_argument,
                fmt::format("{}: invalid value `{}` for {}: expected {}", place, text, setting.name, *expected));
  config.origins[setting.name] = {source, source == Source::built_in ? "" : place};
  return {};
}

Result<void> apply_defaults(Config& config) {
  for (const Setting& setting : settings()) {
    config.origins.emplace(setting.name, Config::Origin{});
    if (setting.default_text.empty()) continue;
    if (auto done = apply(setting, setting.default_text, Source::built_in, "built-in default", config); !done)
      return done;
  }
  return {};
}

std::string all_names() {
  std::string names;
  for (const Setting& setting : settings()) names += (names.empty() ? "" : ", ") + std::string(setting.name);
  return names;
}

Result<void> apply_file(const std::filesystem::path& file, Config& config) {
  const auto entries = read_settings_file(file);
  if (!entries) return std::unexpected(entries.error());
  for (const FileEntry& entry : *entries) {
    const Setting* setting = find_setting(entry.name);
    if (!setting)
      return fail(Errc::invalid_argument,
                  fmt::format("{}: there is no setting `{}`; there are {}", entry.place, entry.name, all_names()));
    if (auto done = apply(*setting, entry.text, Source::file, entry.place, config); !done) return done;
  }
  return {};
}

Result<void> apply_environment(const Environment& environment, Config& config) {
  for (const Setting& setting : settings()) {
    const std::string variable = variable_of(setting);
    const auto text = environment(variable);
    if (!text || text->empty()) continue;
    if (auto done = apply(setting, *text, Source::environment, variable, config); !done) return done;
  }
  return {};
}

Result<void> apply_flags(const Sources& sources, Config& config) {
  for (const auto& [name, text] : sources.flags) {
    const Setting* setting = find_setting(name);
    if (!setting) return fail(Errc::invalid_argument, fmt::format("there is no setting `{}`", name));
    if (auto done = apply(*setting, text, Source::flag, flag_of(*setting), config); !done) return done;
  }
  return {};
}

std::filesystem::path file_of(const Sources& sources) {
  if (!sources.file.empty()) return sources.file;
  return sources.environment(std::string(file_variable)).value_or("");
}

}  // namespace

std::optional<std::string> process_environment(const std::string& variable) {
  const char* value = std::getenv(variable.c_str());
  return value ? std::optional<std::string>(value) : std::nullopt;
}

Result<Config> load(const Sources& sources) {
  Config config;
  const std::filesystem::path file = file_of(sources);
  Result<void> done = apply_defaults(config);
  if (done && !file.empty()) done = apply_file(file, config);
  if (done) done = apply_environment(sources.environment, config);
  if (done) done = apply_flags(sources, config);
  if (!done) return std::unexpected(done.error());
  return config;
}

}  // namespace sj::config
