#pragma once
// Session status (§7) and whether something was put right (§6). Status says how far a journey got, never its outcome.
#include <string_view>
#include <vector>

#include "journey/facts.hpp"
#include "journey/settings.hpp"

namespace sj::journey {

/// The numbers stand in rows: do not change them (docs/formats/storage.md, Words).
enum class Status : std::uint8_t { in_progress = 0, completed = 1, dropped = 2, error = 3 };
inline constexpr std::size_t status_count = 4;
[[nodiscard]] std::string_view to_text(Status);
[[nodiscard]] std::optional<Status> status_of(std::string_view text);

/// Whether a later event put this right.
[[nodiscard]] bool is_put_right(const Asked& asked, const Facts& facts);

/// Whether a later event put this right, or an approval stands over it.
[[nodiscard]] bool is_resolved(const Asked& asked, const Facts& facts);

/// An unresolved event with impact BLOCKED stands in the way.
[[nodiscard]] bool blocks(const Asked& asked, const Facts& facts);

/// The user stands on an error page that nothing has led away from.
[[nodiscard]] bool is_on_error_page(const Facts& facts);

struct StatusAnswer {
  Status status = Status::in_progress;
  int rule = 4;                      ///< 1..4, the rule of §7 that held
  std::vector<EventIndex> evidence;  ///< the events that make it so
};

/// Needs at least one event.
[[nodiscard]] StatusAnswer status_at(const Facts& facts, const Settings& settings, TimeMs as_of);

/// The part of the above that time cannot change: COMPLETED or ERROR, or nullopt where it is IN_PROGRESS until
/// `facts.quiet_since() + drop_after` and DROPPED from then on.
[[nodiscard]] std::optional<StatusAnswer> settled_status(const Facts& facts, const Settings& settings);

}  // namespace sj::journey
