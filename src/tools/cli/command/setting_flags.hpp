#pragma once
// The settings of the server as flags of a command.
#include <CLI/CLI.hpp>

#include <deque>
#include <string>

#include "cli/command/context.hpp"
#include "config/config.hpp"
#include "config/settings.hpp"

namespace sj::cli {

class SettingFlags {
 public:
  enum class Which { all, all_but_data, data };

  SettingFlags(CLI::App& command, Which which);

  /// Flags, environment, file and defaults together.
  [[nodiscard]] Result<config::Config> load(const Context& context) const;
  /// The same, and a data directory has to be among them.
  [[nodiscard]] Result<config::Config> load_with_data(const Context& context) const;

  /// Null for `all_but_data`.
  [[nodiscard]] CLI::Option* data() const { return data_; }

 private:
  struct Flag {
    const config::Setting* setting;
    std::string text;
    CLI::Option* option;
  };
  void add(CLI::App& command, const config::Setting& setting);

  std::deque<Flag> flags_;  // CLI11 keeps the address of each text
  CLI::Option* data_ = nullptr;
  std::string file_;
};

}  // namespace sj::cli
