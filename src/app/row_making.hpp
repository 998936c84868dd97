#pragma once
// Rows made again from their events when the rules changed: a change of catalog or settings changes the answers at
// once, those of old journeys included.
#include "access/registry.hpp"
#include "app/rule_book.hpp"
#include "store/store.hpp"

namespace sj::app {

/// Of each project whose rules are not those that its rows were made by. Only while nobody else uses the store.
[[nodiscard]] Result<void> remake_outdated_rows(store::Store& store, const access::Registry& registry,
                                                const RuleBook& rules);

}  // namespace sj::app
