#pragma once
// Where a command finds the API: a server (--url with --key) or a data directory that no server has open (--data).
#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include "cli/client/retry.hpp"
#include "cli/command/context.hpp"
#include "cli/command/setting_flags.hpp"

namespace sj::cli {

class ApiFlags {
 public:
  /// `key_kind` as in "a read or admin key".
  ApiFlags(CLI::App& command, std::string_view key_kind);

  /// `notice` hears of pauses while the server is busy or away. Retries end after `give_up_after_ms`.
  [[nodiscard]] Result<std::unique_ptr<Api>> open(const Context& context, DurationMs give_up_after_ms,
                                                  RetryingApi::Notice notice) const;

 private:
  [[nodiscard]] Result<std::unique_ptr<Api>> open_url(const Context& context, const std::string& url) const;
  [[nodiscard]] Result<std::unique_ptr<Api>> open_data(const Context& context) const;
  [[nodiscard]] Result<std::string> key(const Context& context) const;

  SettingFlags settings_;
  std::string url_, key_, key_file_, ca_file_, project_;
};

}  // namespace sj::cli
