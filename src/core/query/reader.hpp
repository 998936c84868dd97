#pragma once
// Reading single sessions: acknowledged events wherever they are, assembled at the moment of asking.
#include <memory>
#include <optional>

#include "ingest/ingest.hpp"
#include "journey/journey.hpp"
#include "query/answers.hpp"
#include "store/store.hpp"

namespace sj::query {

/// A journey together with the events it looks into.
struct ReadJourney {
  std::unique_ptr<EventLog> log;
  store::Scope scope;
  journey::Journey journey;
};

class Reader {
 public:
  /// Everything given must outlive it. Threads: any.
  Reader(store::Store& store, ingest::Ingest& ingest, ingest::RulesOf rules);

  [[nodiscard]] store::Scope scope(const std::string& project_id, TimeMs as_of) const;

  /// The journey as it is at `now`, or as it was at `as_of`; nullopt if the project has no such session, or not yet
  /// then.
  [[nodiscard]] Result<std::optional<ReadJourney>> journey(const std::string& project_id, std::string_view session_id,
                                                           TimeMs now, std::optional<TimeMs> as_of) const;

  /// Other sessions of the same person, as far as the server said who it is; at most 20, newest first.
  [[nodiscard]] Result<std::vector<Linked>> linked(const ReadJourney& of) const;

 private:
  store::Store& store_;
  ingest::Ingest& ingest_;
  ingest::RulesOf rules_;
};

}  // namespace sj::query
