#pragma once
// What the command line needs from the rest of the program. The composition root (src/app) fills in Hooks, so that the
// command line knows neither server nor store.
//
// Errors: a hook's Error is told to the user; `invalid_argument` ends the program with 2, everything else with 1.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "config/config.hpp"

namespace sj::cli {

struct InitOptions {
  std::filesystem::path data;  ///< never empty
  std::string project;         ///< its name
};

/// Secrets that cannot be recovered; the command prints them once.
struct InitAnswer {
  struct Owner {
    std::string email, password;
  };
  struct Keys {
    std::string server, publishable, read, admin;
  };
  std::string project_id;
  std::optional<Owner> owner;  ///< only of the first project of a data directory
  Keys keys;
};

/// What is not given is for the generator to choose.
struct GenerateOptions {
  std::uint64_t sessions = 0;
  std::uint64_t seed = 0;
  std::optional<std::uint32_t> events_per_session;
  std::optional<TimeMs> start, end;  ///< sessions begin within; start < end where both are given
};

struct HttpAnswer {
  int status = 0;
  std::string body;
  std::optional<DurationMs> retry_after_ms;  ///< with 429 and 503
};

enum class BodyType : std::uint8_t { json, ndjson };

/// The two kinds of requests that commands make. An answer of any status is a value; an Error means that there was no
/// answer: `unavailable` where the same request may succeed later. Not for use by two threads at once.
class Api {
 public:
  virtual ~Api() = default;
  /// POST /v1/events
  virtual Result<HttpAnswer> post_events(BodyType type, std::string_view body) = 0;
  /// GET of a path with its query, e.g. `/v1/sessions/s-1?as_of=0`.
  virtual Result<HttpAnswer> get(std::string_view target) = 0;
};

/// A mapping of other forms (catalog/mapping.yaml) and the catalog that knows the names; empty paths: the built-in
/// ones.
struct MappingOptions {
  std::string section;  ///< csv, log, segment …
  std::filesystem::path mapping, catalog;
};
/// A message as JSON → our event as JSON. An error: the message is no JSON object.
using MessageMapper = std::function<Result<std::string>(std::string_view message)>;

/// A data directory that no server has open.
struct DataOptions {
  config::Config config;  ///< `config.data` is never empty
  std::string key;        ///< may be empty: whoever can read the directory may do all
  std::string project;    ///< id or name; empty: that of the key, or the only one
};

enum class Language : std::uint8_t { en, ko };

/// What the catalog calls something, for `show`; an empty text where it does not know it.
using TitleOf = std::function<std::string(std::string_view code, Language language)>;

struct Hooks {
  std::string version;  ///< e.g. `0.1.0`

  std::function<Result<InitAnswer>(const InitOptions&)> init;
  /// Returns when the server was asked to stop and has stopped. `config.data` is never empty.
  /// When told to (SIGHUP) it reads its settings again.
  std::function<Result<void>(const config::Config&, const config::Reread&)> serve;
  /// The same with throw-away data; `config.data` is empty, whatever is set elsewhere.
  std::function<Result<void>(const config::Config&)> demo;
  std::function<Result<void>(const GenerateOptions&, std::FILE* out)> generate;
  std::function<Result<std::unique_ptr<Api>>(const DataOptions&)> open_data;

  std::vector<std::string> mapping_sections;  ///< what MappingOptions::section may be
  std::function<Result<MessageMapper>(const MappingOptions&)> open_mapping;
  /// What a request's body, or messages one a line, would become, for people: `session-journey map`.
  std::function<Result<std::string>(const MappingOptions&, std::string_view body)> describe_mapping;

  TitleOf title_of_event, title_of_reason, title_of_error_code;  ///< each may be absent
};

}  // namespace sj::cli
