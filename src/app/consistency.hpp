#pragma once
// Whether journal, store and access file are of one directory and of one time. Each keeps a number that another one
// gave it, so a volume that is not mounted or a part that was restored from an older copy is noticed before anything is
// answered (docs/formats/storage.md, "What belongs together").
#include "access/registry.hpp"
#include "app/data_directory.hpp"
#include "ingest/journal.hpp"
#include "store/store.hpp"

namespace sj::app {

[[nodiscard]] bool store_exists(const DataDirectory& directory);

/// Where no store is, before an empty one is made. Errc::refused: there was one. With `accept_loss` that is logged.
[[nodiscard]] Result<void> check_no_store_was_there(const ingest::JournalState& journal, const DataDirectory& directory,
                                                    const access::Registry& access, bool accept_loss);

/// Errc::refused: something is missing or older, and what to do. With `accept_loss` that is logged and taken as it is.
/// Of the store only position and notes are looked at.
[[nodiscard]] Result<void> check_consistency(store::Store& store, const ingest::JournalState& journal,
                                             const DataDirectory& directory, const access::Registry& access,
                                             bool accept_loss);

/// Notes in store and access file what they are held against by later starts, of which this is one. Nothing while the
/// store is open for reading only.
[[nodiscard]] Result<void> note_start(store::Store& store, const DataDirectory& directory, access::Registry& access);

/// The record that the journal had reached by what the store knows, for JournalOptions::reached.
[[nodiscard]] Result<std::uint64_t> journal_record_reached(store::Store& store);

}  // namespace sj::app
