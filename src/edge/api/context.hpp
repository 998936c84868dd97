#pragma once
// What the endpoints work with; made once by app/, shared by all, never changed while the server runs.
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "access/registry.hpp"
#include "api/key_rates.hpp"
#include "api/metrics.hpp"
#include "base/clock.hpp"
#include "base/room.hpp"
#include "http/routing/router.hpp"
#include "ingest/clock_watch.hpp"
#include "ingest/ingest.hpp"
#include "query/parameters.hpp"
#include "query/reader.hpp"
#include "site/site.hpp"
#include "store/store.hpp"

namespace sj::wire {
class Mapping;
}

namespace sj::api {

/// How messages of other protocols become events, by project id.
using MappingOf = std::function<std::shared_ptr<const wire::Mapping>(const std::string& project_id)>;

struct Context {
  access::Registry& registry;
  store::Store& store;
  ingest::Ingest& ingest;
  const query::Reader& reader;
  const ingest::RulesOf rules;
  const MappingOf mapping;
  const Clock& clock;
  ingest::ClockWatch& clock_watch;
  Room& room;
  Metrics& metrics;
  KeyRates& key_rates;
  const site::Site& site;
  std::string version;
  std::stop_source stop{};  ///< asked to stop when the server begins to: long work of a request looks at it
};

/// Why no events can be taken at the moment, in words for the operator; nullopt: they are.
[[nodiscard]] inline std::optional<std::string> why_not_ready(Context& context) {
  if (context.clock_watch.read().is_wrong) return context.clock_watch.finding();
  return context.ingest.hindrance();
}

/// All endpoints of the product. The context must outlive the router.
[[nodiscard]] http::Router make_router(Context& context);

}  // namespace sj::api
