#include "cli/command/api_flags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "cli/client/http_api.hpp"
#include "cli/client/url.hpp"

namespace sj::cli {
namespace {

constexpr const char* url_variable = "SESSION_JOURNEY_URL";
constexpr const char* key_variable = "SESSION_JOURNEY_KEY";
constexpr const char* key_file_variable = "SESSION_JOURNEY_KEY_FILE";
constexpr const char* ca_file_variable = "SSL_CERT_FILE";  // the name that OpenSSL gave it, and many programs know

std::string first_of(const std::string& flag, const Context& context, const char* variable) {
  return flag.empty() ? context.environment(variable).value_or("") : flag;
}

Result<std::string> read_key_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return fail(Errc::invalid_argument, "cannot read key file " + file);
  std::string line;
  std::getline(stream, line);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
  return line;
}

// It becomes part of a header.
bool is_sendable(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7F; });
}

}  // namespace

ApiFlags::ApiFlags(CLI::App& command, std::string_view key_kind) : settings_(command, SettingFlags::Which::data) {
  const auto add = [&](const char* flag, std::string& text, const char* type, const std::string& help) {
    return command.add_option(flag, text, help)->type_name(type)->group("Where");
  };
  add("--url", url_, "URL", fmt::format("a running server, http://HOST:PORT or https://... [{}]", url_variable));
  add("--key", key_, "KEY",
      fmt::format("{}; visible to other users of this machine, unlike the variable [{}]", key_kind, key_variable));
  add("--key-file", key_file_, "FILE", fmt::format("file that holds the key [{}]", key_file_variable));
  add("--ca-file", ca_file_, "FILE",
      fmt::format("PEM file of trusted certificate authorities for https; default: the system's [{}]",
                  ca_file_variable));
  add("--project", project_, "NAME", "with --data: the project, if there are several");
  settings_.data()->group("Where")->description("a data directory that no server has open [SESSION_JOURNEY_DATA]");
}

Result<std::unique_ptr<Api>> ApiFlags::open(const Context& context, DurationMs give_up_after_ms,
                                            RetryingApi::Notice notice) const {
  const bool data_named = settings_.data()->count() > 0;
  if (data_named && !url_.empty()) return fail(Errc::invalid_argument, "--data and --url exclude each other; give one");
  if (!key_.empty() && !key_file_.empty())
    return fail(Errc::invalid_argument, "--key and --key-file exclude each other; give one");
  const std::string url = data_named ? "" : first_of(url_, context, url_variable);
  auto api = url.empty() ? open_data(context) : open_url(context, url);
  if (!api) return api;
  return std::make_unique<RetryingApi>(std::move(*api), RetryOptions{.give_up_after_ms = give_up_after_ms}, sleep_for,
                                       std::move(notice));
}

Result<std::unique_ptr<Api>> ApiFlags::open_url(const Context& context, const std::string& text) const {
  auto url = parse_server_url(text);
  if (!url) return std::unexpected(url.error());
  auto key_text = key(context);
  if (!key_text) return std::unexpected(key_text.error());
  if (!is_sendable(*key_text))
    return fail(Errc::invalid_argument,
                fmt::format("a server needs a key; give --key KEY or --key-file FILE, or set {}", key_variable));
  return make_http_api(*url, *key_text,
                       {.user_agent = "session-journey/" + context.hooks.version,
                        .ca_file = first_of(ca_file_, context, ca_file_variable)});
}

Result<std::unique_ptr<Api>> ApiFlags::open_data(const Context& context) const {
  auto config = settings_.load(context);
  if (!config) return std::unexpected(config.error());
  if (config->data.empty())
    return fail(Errc::invalid_argument,
                "no server and no data directory; give --url URL with --key KEY, or --data DIR");
  auto key_text = key(context);
  if (!key_text) return std::unexpected(key_text.error());
  return context.hooks.open_data({std::move(*config), std::move(*key_text), project_});
}

Result<std::string> ApiFlags::key(const Context& context) const {
  if (!key_.empty()) return key_;
  if (!key_file_.empty()) return read_key_file(key_file_);
  if (const auto text = context.environment(key_variable); text && !text->empty()) return *text;
  const std::string file = context.environment(key_file_variable).value_or("");
  return file.empty() ? std::string{} : read_key_file(file);
}

}  // namespace sj::cli
