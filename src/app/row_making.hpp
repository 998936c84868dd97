#pragma once
// Rows made again from their events when the rules changed: a change of catalog or settings changes the answers, those
// of old journeys included. Beside everything else, so that a start and a reload do not wait for millions of rows
// (docs/adr/0023-rows-are-renewed-beside-everything.md).
//
// Threads: `start` and `stop` by one thread at a time; one thread of its own makes the rows.
#include <memory>
#include <thread>

#include "access/registry.hpp"
#include "app/rule_book.hpp"
#include "ingest/ingest.hpp"
#include "store/store.hpp"

namespace sj::app {

class RowMaking {
 public:
  /// Both must outlive it.
  RowMaking(ingest::Ingest& ingest, const access::Registry& registry) : ingest_(ingest), registry_(registry) {}

  /// Begins with the rows of each project whose rules are not those that its rows were made by. What fails is tried
  /// again; what was not done when it is stopped is begun anew by the next start.
  void start(std::shared_ptr<store::Store> store, std::shared_ptr<const RuleBook> rules);
  /// When it returns, nobody uses the store on behalf of this any more.
  void stop() { thread_ = {}; }

 private:
  void run(store::Store& store, const RuleBook& rules, const std::stop_token& stop);
  Result<void> make_outdated(store::Store& store, const RuleBook& rules, const std::stop_token& stop);

  ingest::Ingest& ingest_;
  const access::Registry& registry_;
  std::jthread thread_;
};

}  // namespace sj::app
