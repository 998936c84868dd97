#pragma once
// What all connections of one server share.
#include <atomic>
#include <cstddef>
#include <memory>

#include "access/registry.hpp"
#include "http/bounds.hpp"
#include "http/connection/concurrency_limit.hpp"
#include "http/connection/connection_slots.hpp"
#include "http/message/body_budget.hpp"
#include "http/request_observer.hpp"
#include "http/routing/router.hpp"
#include "http/routing/work_pool.hpp"
#include "http/security/failed_key_limit.hpp"

namespace sj::http {

/// Threads of the pool that are only for keys of which nothing runs.
inline constexpr unsigned spare_pool_threads = 2;

struct Serving {
  Serving(const Limits& with_limits, Router with_router, const access::Registry& with_registry,
          RequestObserver* with_observer, unsigned pool_threads, unsigned ingest_threads)
      : limits(with_limits),
        router(std::move(with_router)),
        registry(with_registry),
        observer(with_observer),
        budget(std::make_shared<BodyBudget>(with_limits.body_bytes_in_flight_max)),
        keyless_budget(std::make_shared<BodyBudget>(with_limits.keyless_bytes_in_flight_max)),
        answer_budget(std::make_shared<BodyBudget>(with_limits.answer_bytes_in_flight_max)),
        slots({.connections_max = with_limits.connections_max,
               .of_network_max = with_limits.connections_of_one_address(),
               .refused_at_once_max = with_limits.connections_refused_at_once_max,
               .body_grace = with_limits.body_grace}),
        failed_keys(with_limits.failed_keys_at_once_max, with_limits.failed_keys_forgiven_per_second),
        pool({.threads = pool_threads,
              .spare_threads = spare_pool_threads,
              .waiting_max = with_limits.pooled_waiting_max,
              .waiting_of_owner_max = with_limits.pooled_waiting_of_key_max,
              .traffic = Traffic::questions}),
        event_pool({.threads = ingest_threads,
                    .spare_threads = 0,
                    .waiting_max = with_limits.pooled_waiting_max,
                    .waiting_of_owner_max = with_limits.pooled_waiting_of_key_max,
                    .traffic = Traffic::events}) {}

  void turned_away(RefusalCause by) const {
    if (observer != nullptr) observer->turned_away(by);
  }

  const Limits limits;
  const Router router;
  const access::Registry& registry;
  RequestObserver* const observer;                   ///< may be null
  const std::shared_ptr<BodyBudget> budget;          ///< by key
  const std::shared_ptr<BodyBudget> keyless_budget;  ///< by address
  const std::shared_ptr<BodyBudget> answer_budget;   ///< by key, or by address without one
  ConnectionSlots slots;
  FailedKeyLimit failed_keys;
  ConcurrencyLimit streams;  ///< by route and key
  std::atomic<bool> stopping{false};
  WorkPool pool;        ///< slow reads
  WorkPool event_pool;  ///< bodies of events that would hold an I/O thread up
};

}  // namespace sj::http
