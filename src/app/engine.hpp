#pragma once
// Everything behind the HTTP server, put together: the one place that names a concrete store. Members are declared in
// the order in which they start, so that they stop in the reverse order.
#include <atomic>
#include <memory>

#include "access/registry.hpp"
#include "api/context.hpp"
#include "app/data_directory.hpp"
#include "app/rule_book.hpp"
#include "app/storage.hpp"
#include "base/clock.hpp"
#include "base/file_system.hpp"
#include "config/config.hpp"
#include "dashboard/embedded.hpp"
#include "ingest/ingest.hpp"
#include "query/reader.hpp"

namespace sj::app {

extern const char* const version;
extern const TimeMs built_at;  ///< the day on which the program was made, at its start

class Engine {
 public:
  /// Opens a data directory that `init` made: replays the journal; where the rules changed, rows are made again.
  static Result<std::unique_ptr<Engine>> open(const config::Config& config);
  /// Moves what is open to the store.
  ~Engine();

  /// Reads catalogs and mappings again, and takes over what else of `config` can change while it runs. On an error,
  /// which names file and line, all stays as it was. Where rows have to be made again, which goes on when this
  /// returns, no events are taken for a moment: senders are told to come back.
  Result<void> reload(const config::Config& config);

  [[nodiscard]] access::Registry& registry() { return *registry_; }
  [[nodiscard]] Storage& storage() { return *storage_; }
  [[nodiscard]] ingest::Ingest& ingest() { return storage_->ingest(); }
  [[nodiscard]] api::Context& context() { return *context_; }
  [[nodiscard]] api::Metrics& metrics() { return metrics_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }

 private:
  Engine() = default;
  Result<void> start(const config::Config& config);
  Result<void> learn_time();
  [[nodiscard]] bool makes_the_same_rows(const RuleBook& other) const;

  SystemClock clock_;
  std::unique_ptr<FileSystem> files_ = posix_file_system();
  DataDirectory directory_;
  std::unique_ptr<access::Registry> registry_;
  std::atomic<std::shared_ptr<const RuleBook>> rules_;  ///< replaced as a whole by reload
  const site::Site site_{dashboard::embedded_files()};
  api::Metrics metrics_;
  std::unique_ptr<api::KeyRates> key_rates_;
  std::unique_ptr<Room> room_;
  ingest::ClockWatch clock_watch_{clock_, built_at};
  std::unique_ptr<Storage> storage_;
  std::unique_ptr<query::Reader> reader_;
  std::unique_ptr<api::Context> context_;
};

}  // namespace sj::app
