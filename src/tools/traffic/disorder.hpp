#pragma once
// What lies between an event and the server: networks, queues, retries and clocks.
#include "base/time.hpp"
#include "traffic/plan.hpp"
#include "traffic/random.hpp"

namespace sj::traffic {

/// Every event arrives the moment it happens; the steps are left in that order.
void arrive_at_once(Plan& plan);

/// Screens send in small batches, servers a little later than they act; some batches come late, twice or never, and
/// some screens' clocks are wrong. Leaves the steps in order of arrival, a repeated one as a second step that writes
/// the same.
void arrive_in_disorder(Plan& plan, Random random);

}  // namespace sj::traffic
