#pragma once
// Everything behind the HTTP server, put together: the one place that names a concrete store. Members are declared in
// the order in which they start, so that they stop in the reverse order.
#include <memory>

#include "access/registry.hpp"
#include "api/context.hpp"
#include "app/data_directory.hpp"
#include "app/rule_book.hpp"
#include "base/clock.hpp"
#include "base/file_system.hpp"
#include "config/config.hpp"
#include "dashboard/embedded.hpp"
#include "ingest/ingest.hpp"
#include "query/reader.hpp"

namespace sj::app {

extern const char* const version;

class Engine {
 public:
  /// Opens a data directory that `init` made: replays the journal, makes rows again where the rules changed.
  static Result<std::unique_ptr<Engine>> open(const config::Config& config);
  /// Moves what is open to the store.
  ~Engine();

  [[nodiscard]] access::Registry& registry() { return *registry_; }
  [[nodiscard]] ingest::Ingest& ingest() { return *ingest_; }
  [[nodiscard]] api::Context& context() { return *context_; }
  [[nodiscard]] api::Metrics& metrics() { return metrics_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }

 private:
  Engine() = default;
  Result<void> start(const config::Config& config);
  Result<void> remake_rows();
  Result<void> remake_rows_of(const std::string& project_id, const ingest::Rules& rules);

  SystemClock clock_;
  std::unique_ptr<FileSystem> files_ = posix_file_system();
  DataDirectory directory_;
  std::unique_ptr<access::Registry> registry_;
  std::unique_ptr<RuleBook> rules_;
  const site::Site site_{dashboard::embedded_files()};
  api::Metrics metrics_;
  std::unique_ptr<api::KeyRates> key_rates_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<ingest::Ingest> ingest_;
  std::unique_ptr<query::Reader> reader_;
  std::unique_ptr<api::Context> context_;
};

}  // namespace sj::app
