#pragma once
// What the endpoints work with; made once by app/, shared by all, never changed while the server runs.
#include <string>

#include "access/registry.hpp"
#include "api/metrics.hpp"
#include "base/clock.hpp"
#include "http/router.hpp"
#include "ingest/ingest.hpp"
#include "query/parameters.hpp"
#include "query/reader.hpp"
#include "site/site.hpp"
#include "store/store.hpp"

namespace sj::api {

struct Context {
  access::Registry& registry;
  store::Store& store;
  ingest::Ingest& ingest;
  const query::Reader& reader;
  const ingest::RulesOf rules;
  const Clock& clock;
  Metrics& metrics;
  const site::Site& site;
  std::string version;
};

/// All endpoints of the product. The context must outlive the router.
[[nodiscard]] http::Router make_router(Context& context);

}  // namespace sj::api
