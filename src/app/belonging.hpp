#pragma once
// Whether journal, store and access file are of one directory and of one time. Each keeps a number that another one
// gave it, so a volume that is not mounted or a part that was restored from an older copy is noticed before anything is
// answered (docs/formats/storage.md, "What belongs together").
#include "access/registry.hpp"
#include "app/data_directory.hpp"
#include "ingest/journal.hpp"
#include "store/store.hpp"

namespace sj::app {

/// Before a store is opened, which would make an empty one. Errc::refused: there is none, and the journal gave events
/// to one. With `accept_loss` that is logged.
[[nodiscard]] Result<void> check_store_exists(const ingest::JournalState& journal, const DataDirectory& directory,
                                              bool accept_loss);

/// Errc::refused: something is missing or older, and what to do. With `accept_loss` that is logged and taken as it is.
/// Notes in the store what it is held against later, unless it is open for reading only.
[[nodiscard]] Result<void> check_belonging(store::Store& store, const ingest::JournalState& journal,
                                           const DataDirectory& directory, std::uint64_t access_revision,
                                           bool accept_loss);

/// The record that the journal had reached by what the store knows, for JournalOptions::reached.
[[nodiscard]] Result<std::uint64_t> journal_record_reached(store::Store& store);

}  // namespace sj::app
