#include "app/consistency.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <charconv>

#include "ingest/keeper.hpp"

namespace sj::app {
namespace {

constexpr std::string_view identity_note = "identity", access_revision_note = "access_revision", starts_note = "starts";
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
                                              const DataDirectory& directory, const access::Registry& access) {
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
  const auto seen = number_note(store, access_revision_note), starts = number_note(store, starts_note);
  if (!seen) return std::unexpected(seen.error());
  if (!starts) return std::unexpected(starts.error());
  if (*starts < access.starts())
    return fmt::format("{} is older than access.json: it knows of {} starts, and there were {}", where, *starts,
                       access.starts());
  if (access.revision() < *seen || access.starts() + 1 < *starts)
    return fmt::format(
        "access.json is older than the rest: its revision is {} and it knows of {} starts; revision {} was in use, and "
        "there were {} starts. Keys that were revoked may work again, and newer ones do not",
        access.revision(), access.starts(), *seen, *starts);
  return std::nullopt;
}

Result<void> refuse(const std::string& difference, bool accept_loss) {
  if (!accept_loss) return fail(Errc::refused, fmt::format("{}. {}", difference, what_to_do));
  spdlog::warn("{}. Going on as --accept-loss says", difference);
  return {};
}

}  // namespace

bool store_exists(const DataDirectory& directory) {
  std::error_code ignored;
  return std::filesystem::exists(directory.store() / "CURRENT", ignored);
}

Result<void> check_no_store_was_there(const ingest::JournalState& journal, const DataDirectory& directory,
                                      const access::Registry& access, bool accept_loss) {
  if (journal.store_position == 0 && access.starts() == 0) return {};
  return refuse(fmt::format("acknowledged events are missing: there is no store in {}, and there was one, which held "
                            "everything through its write {} or more",
                            directory.store().string(), journal.store_position),
                accept_loss);
}

Result<void> check_consistency(store::Store& store, const ingest::JournalState& journal, const DataDirectory& directory,
                               const access::Registry& access, bool accept_loss) {
  const auto found = difference(store, journal, directory, access);
  if (!found) return std::unexpected(found.error());
  return *found ? refuse(**found, accept_loss) : Result<void>{};
}

// The store first: one that is a start ahead of the access file was killed in between.
Result<void> note_start(store::Store& store, const DataDirectory& directory, access::Registry& access) {
  if (store.condition() != store::Store::Condition::sound) return {};
  const std::uint64_t starts = access.starts() + 1;
  auto noted = store.set_note(identity_note, directory.identity);
  if (noted) noted = store.set_note(access_revision_note, std::to_string(access.revision()));
  if (noted) noted = store.set_note(starts_note, std::to_string(starts));
  if (noted) noted = store.sync();
  return noted ? access.note_starts(starts) : noted;
}

Result<std::uint64_t> journal_record_reached(store::Store& store) {
  return number_note(store, ingest::journal_record_note);
}

}  // namespace sj::app
