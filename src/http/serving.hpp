#pragma once
// What all connections of one server share.
#include <atomic>
#include <cstddef>
#include <memory>

#include "access/registry.hpp"
#include "http/body_budget.hpp"
#include "http/limits.hpp"
#include "http/request_observer.hpp"
#include "http/router.hpp"
#include "http/work_pool.hpp"

namespace sj::http {

struct Serving {
  Serving(const Limits& with_limits, Router with_router, const access::Registry& with_registry,
          RequestObserver* with_observer, unsigned pool_threads, unsigned ingest_threads)
      : limits(with_limits),
        router(std::move(with_router)),
        registry(with_registry),
        observer(with_observer),
        budget(std::make_shared<BodyBudget>(with_limits.body_bytes_in_flight_max)),
        pool(pool_threads, with_limits.pooled_waiting_max, Traffic::questions),
        event_pool(ingest_threads, with_limits.pooled_waiting_max, Traffic::events) {}

  void turned_away(Shortage by) const {
    if (observer != nullptr) observer->turned_away(by);
  }

  const Limits limits;
  const Router router;
  const access::Registry& registry;
  RequestObserver* const observer;  ///< may be null
  const std::shared_ptr<BodyBudget> budget;
  std::atomic<std::size_t> connections{0};
  std::atomic<bool> stopping{false};
  WorkPool pool;        ///< slow reads
  WorkPool event_pool;  ///< bodies of events that would hold an I/O thread up
};

}  // namespace sj::http
