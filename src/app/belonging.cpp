#include "app/belonging.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <charconv>

#include "ingest/keeper.hpp"

namespace sj::app {
namespace {

constexpr std::string_view identity_note = "identity", access_revision_note = "access_revision";
constexpr std::string_view what_to_do =
    "Is the volume mounted? Restore the whole data directory from one backup, or start once with --accept-loss to go "
    "on without what is missing; nothing was changed yet";

Result<std::uint64_t> number_note(store::Store& store, std::string_view name) {
  const auto text = store.note(name);
  if (!text) return std::unexpected(text.error());
  std::uint64_t number = 0;
  if (*text) std::from_chars((*text)->data(), (*text)->data() + (*text)->size(), number);
  return number;
}

/// Why they do not belong together; nullopt: they do.
Result<std::optional<std::string>> difference(store::Store& store, const ingest::JournalState& journal,
                                              const DataDirectory& directory, std::uint64_t access_revision) {
  const auto identity = store.note(identity_note);
  if (!identity) return std::unexpected(identity.error());
  const std::string where = directory.store().string();
  if (*identity && **identity != directory.identity)
    return where +
           " belongs to another data directory, so the events that are not in it cannot be told from those that "
           "are lost";
  if (store.position() < journal.store_position)
    return fmt::format(
        "acknowledged events are missing from {}: the journal gave it everything through its write {}, and "
        "it holds {}",
        where, journal.store_position, store.position());
  const auto seen = number_note(store, access_revision_note);
  if (!seen) return std::unexpected(seen.error());
  if (access_revision < *seen)
    return fmt::format(
        "access.json is older than the rest: its revision is {}, and {} was in use. Keys that were revoked "
        "may work again, and newer ones do not",
        access_revision, *seen);
  return std::nullopt;
}

Result<void> note_what_belongs(store::Store& store, const DataDirectory& directory, std::uint64_t access_revision) {
  if (store.condition() != store::Store::Condition::sound) return {};
  const auto identity = store.note(identity_note);
  const auto seen = number_note(store, access_revision_note);
  if (!identity) return std::unexpected(identity.error());
  if (!seen) return std::unexpected(seen.error());
  if (*identity == directory.identity && *seen == access_revision) return {};
  auto noted = store.set_note(identity_note, directory.identity);
  if (noted) noted = store.set_note(access_revision_note, std::to_string(access_revision));
  if (noted) noted = store.sync();
  return noted;
}

Result<void> refuse(const std::string& difference, bool accept_loss) {
  if (!accept_loss) return fail(Errc::refused, fmt::format("{}. {}", difference, what_to_do));
  spdlog::warn("{}. Going on as --accept-loss says", difference);
  return {};
}

}  // namespace

Result<void> check_store_exists(const ingest::JournalState& journal, const DataDirectory& directory, bool accept_loss) {
  std::error_code ignored;
  const bool is_there = std::filesystem::exists(directory.store() / "CURRENT", ignored);
  if (is_there || journal.store_position == 0) return {};
  return refuse(fmt::format("acknowledged events are missing: the journal gave {} everything through its write {}, and "
                            "there is no store in it",
                            directory.store().string(), journal.store_position),
                accept_loss);
}

Result<void> check_belonging(store::Store& store, const ingest::JournalState& journal, const DataDirectory& directory,
                             std::uint64_t access_revision, bool accept_loss) {
  const auto found = difference(store, journal, directory, access_revision);
  if (!found) return std::unexpected(found.error());
  if (*found)
    if (auto refused = refuse(**found, accept_loss); !refused) return refused;
  return note_what_belongs(store, directory, access_revision);
}

Result<std::uint64_t> journal_record_reached(store::Store& store) {
  return number_note(store, ingest::journal_record_note);
}

}  // namespace sj::app
