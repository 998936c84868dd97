#pragma once
// The event catalog (docs/event-catalog.md): what each name means, read from catalog/kyc.yaml and a project's own file.
// Immutable once loaded; shared between threads as std::shared_ptr<const Catalog>. Built by catalog_loader.
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "base/result.hpp"
#include "event/event.hpp"

namespace sj {

enum class Kind : std::uint8_t { check, milestone, decision, screen, signal, record };
[[nodiscard]] std::string_view to_text(Kind);

/// What else a name does; a set of bits.
enum class Flag : std::uint16_t {
  start = 1 << 0,
  resume = 1 << 1,
  final_page = 1 << 2,
  error_page = 1 << 3,
  quiet = 1 << 4,  ///< never wakes a session
  camera_denied = 1 << 5,
  capture = 1 << 6,
  hidden = 1 << 7,
  offline = 1 << 8,
  online = 1 << 9,
};
[[nodiscard]] std::string_view to_text(Flag);
inline constexpr std::array all_flags{Flag::start,   Flag::resume,        Flag::final_page, Flag::error_page,
                                      Flag::quiet,   Flag::camera_denied, Flag::capture,    Flag::hidden,
                                      Flag::offline, Flag::online};

struct LocalText {
  std::string en, ko;
};

/// One row of the catalog.
struct EventType {
  std::string name;
  Source source = Source::be;
  std::optional<Stage> stage;  ///< nullopt: contextual, worked out per event (docs/journey-rules.md §3)
  Kind kind = Kind::record;
  Impact impact = Impact::none;  ///< the worst impact the event can have
  std::uint16_t flags = 0;
  std::string pair;        ///< the name of the same action's event on the other side, or empty
  std::string provenance;  ///< `A`, `J`, or `project` for a project's own
  LocalText title;         ///< a noun phrase for screens and sentences, e.g. "address risk check"; empty if not known
  LocalText meaning;       ///< what it records
  bool known = true;       ///< false only for the type that stands for names not in the catalog

  [[nodiscard]] bool has(Flag flag) const { return flags & static_cast<std::uint16_t>(flag); }
  /// A milestone with impact COMPLETED passes its stage (docs/journey-rules.md §3).
  [[nodiscard]] bool is_stage_milestone() const { return kind == Kind::milestone && impact == Impact::completed; }
};

/// What a decision's reason can be caused by.
struct Reason {
  enum class Causes : std::uint8_t { not_named, checks, retakes, warnings };
  std::string code;
  Impact outcome = Impact::rejected;  ///< rejected or pending
  std::optional<Stage> stage;
  Causes causes = Causes::not_named;
  std::vector<std::string> checks;  ///< where causes == checks
  LocalText title;
};

[[nodiscard]] std::string_view to_text(Reason::Causes);

enum class ErrorClass : std::uint8_t { other, client, system, policy, integration, retry_loop };
[[nodiscard]] std::string_view to_text(ErrorClass);

struct ErrorFamily {
  std::string prefix;  ///< two letters; the family `other` has none
  ErrorClass error_class = ErrorClass::other;
  LocalText title;
};

struct KnownErrorCode {
  std::string code;
  LocalText title;
};

/// What to do about a journey with this headline, or with this reason of its decision; the reason's advice wins.
struct Advice {
  enum class For : std::uint8_t { headline, reason };
  For subject = For::headline;
  std::string code;        ///< of the headline or the reason
  bool sensitive = false;  ///< the reason must not be told to the person
  LocalText next;          ///< what support does next
  LocalText tell;          ///< what the person may be told; if `sensitive`, all that may be told
};

[[nodiscard]] std::string_view to_text(Advice::For);

struct PairedNames {
  std::string fe, be;
};

class Catalog {
 public:
  /// Reads the built-in catalog. `overrides` is a project's own YAML, or empty: its entries replace those of the same
  /// name, path, code or prefix, whole, and add the rest. The error names file and line, e.g. `kyc.yaml:12: ...`.
  static Result<std::shared_ptr<const Catalog>> load(std::string_view overrides = {},
                                                     std::string_view overrides_name = "catalog.yaml");

  /// The type of an event with this name and source; the unknown type if the catalog does not have the name, or has it
  /// for the other source. Never null; lives as long as the catalog.
  [[nodiscard]] const EventType& type_of(std::string_view name, Source source) const;

  /// The row of this name, whatever the source; null if there is none.
  [[nodiscard]] const EventType* find(std::string_view name) const;

  /// Stage of a screen's path, or whole address (docs/event-catalog.md §4); nullopt where nothing matches.
  [[nodiscard]] std::optional<Stage> stage_of_path(std::string_view path) const;

  [[nodiscard]] const Reason* reason(std::string_view code) const;

  /// Family of an error code; `other` for legacy names, unknown prefixes and an absent code. Never null.
  [[nodiscard]] const ErrorFamily& family_of(std::string_view error_code) const;

  /// What a known code means; null if the code is not listed.
  [[nodiscard]] const LocalText* error_title(std::string_view error_code) const;

  /// In the order of the built-in file, a project's own behind it.
  [[nodiscard]] const std::vector<EventType>& events() const { return events_; }
  /// Each pair once; both names are events, one FE and one BE.
  [[nodiscard]] const std::vector<PairedNames>& pairs() const { return pairs_; }
  [[nodiscard]] const std::vector<Reason>& reasons() const { return reasons_; }
  struct ScreenStage {
    std::string path;  ///< leading segments, e.g. `/id`
    Stage stage;
  };
  [[nodiscard]] const std::vector<ScreenStage>& screens() const { return screens_; }
  [[nodiscard]] const std::vector<KnownErrorCode>& error_codes() const { return error_codes_; }
  /// Without `other`.
  [[nodiscard]] const std::vector<ErrorFamily>& families() const { return families_; }

  /// Each headline once, and the reasons whose advice differs from that of their headline.
  [[nodiscard]] const std::vector<Advice>& advice() const { return advice_; }

  /// Of everything that can change an answer; titles, advice and the order of the file are left out. Stored rows made
  /// by another fingerprint are made again.
  [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  friend class CatalogLoader;
  template <class T>
  using ByText = std::unordered_map<std::string, T, KeyedHash, std::equal_to<>>;

  std::vector<EventType> events_;
  std::vector<PairedNames> pairs_;
  std::vector<Reason> reasons_;
  std::vector<ErrorFamily> families_;
  std::vector<KnownErrorCode> error_codes_;
  std::vector<ScreenStage> screens_;
  std::vector<Advice> advice_;
  ByText<std::size_t> event_index_, reason_index_, family_index_, error_code_index_;
  std::vector<std::pair<std::vector<std::string>, Stage>> screen_map_;  ///< path segments → stage, longest first
  EventType unknown_be_, unknown_fe_;
  ErrorFamily other_family_;
  std::uint64_t fingerprint_ = 0;
};

}  // namespace sj
