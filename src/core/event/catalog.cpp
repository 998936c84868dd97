#include "event/catalog.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <span>

#include "event/catalog_loader.hpp"
#include "event/screen_path.hpp"

namespace sj {
namespace {

constexpr std::array<std::string_view, 6> kind_texts{"check", "milestone", "decision", "screen", "signal", "record"};
constexpr std::array<std::string_view, 10> flag_texts{"start",         "resume",  "final_page", "error_page", "quiet",
                                                      "camera_denied", "capture", "hidden",     "offline",    "online"};
constexpr std::array<std::string_view, 4> causes_texts{"not_named", "checks", "retakes", "warnings"};
constexpr std::array<std::string_view, 6> error_class_texts{"other",  "client",      "system",
                                                            "policy", "integration", "retry_loop"};
constexpr std::array<std::string_view, 2> advice_for_texts{"headline", "reason"};

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
  return is_capital(c) || (c >= 'a' && c <= 'z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// AA-00000; anything else is a legacy page name or no code of ours.
bool has_family_form(std::string_view code) {
  return code.size() == 8 && is_capital(code[0]) && is_capital(code[1]) && code[2] == '-' &&
         std::ranges::all_of(code.substr(3), is_digit);
}

// `ko` or `en-US`
bool is_locale(std::string_view segment) {
  const auto two_letters = [](std::string_view text) {
    return text.size() == 2 && std::ranges::all_of(text, is_letter);
  };
  if (segment.size() == 2) return two_letters(segment);
  return segment.size() == 5 && segment[2] == '-' && two_letters(segment.substr(0, 2)) &&
         two_letters(segment.substr(3));
}

bool begins_with(PathSegments path, std::span<const std::string> entry) {
  return std::ranges::all_of(entry, [&](const std::string& segment) { return path.next() == segment; });
}

}  // namespace

std::string_view to_text(Kind value) {
  return kind_texts[static_cast<std::size_t>(value)];
}
std::string_view to_text(ErrorClass value) {
  return error_class_texts[static_cast<std::size_t>(value)];
}
std::string_view to_text(Reason::Causes value) {
  return causes_texts[static_cast<std::size_t>(value)];
}
std::string_view to_text(Advice::For value) {
  return advice_for_texts[static_cast<std::size_t>(value)];
}
std::string_view to_text(Flag value) {
  return flag_texts[static_cast<std::size_t>(std::countr_zero(static_cast<std::uint16_t>(value)))];
}

Result<std::shared_ptr<const Catalog>> Catalog::load(std::string_view overrides, std::string_view overrides_name) {
  CatalogLoader loader;
  if (auto added = loader.add(built_in_catalog_yaml(), "kyc.yaml"); !added) return std::unexpected(added.error());
  if (auto added = loader.add(overrides, overrides_name); !added) return std::unexpected(added.error());
  return loader.finish();
}

const EventType& Catalog::type_of(std::string_view name, Source source) const {
  const auto found = event_index_.find(name);
  if (found != event_index_.end() && events_[found->second].source == source) return events_[found->second];
  return source == Source::be ? unknown_be_ : unknown_fe_;
}

const EventType* Catalog::find(std::string_view name) const {
  const auto found = event_index_.find(name);
  return found == event_index_.end() ? nullptr : &events_[found->second];
}

std::optional<Stage> Catalog::stage_of_path(std::string_view path) const {
  const auto leading_entry = [&](PathSegments rest) -> std::optional<Stage> {
    const std::string_view first = rest.next();  // read once: hardly an entry needs more of the path
    // Longest first, so the first that matches is the one.
    for (const auto& [entry, stage] : screen_map_)
      if (entry.front() == first && begins_with(rest, std::span(entry).subspan(1))) return stage;
    return std::nullopt;
  };
  PathSegments segments(path_of(path));
  if (const auto stage = leading_entry(segments)) return stage;
  // Only now, because an entry may itself look like a locale, as /id does.
  if (is_locale(segments.next())) return leading_entry(segments);
  return std::nullopt;
}

const Reason* Catalog::reason(std::string_view code) const {
  const auto found = reason_index_.find(code);
  return found == reason_index_.end() ? nullptr : &reasons_[found->second];
}

const ErrorFamily& Catalog::family_of(std::string_view error_code) const {
  if (!has_family_form(error_code)) return other_family_;
  const auto found = family_index_.find(error_code.substr(0, 2));
  return found == family_index_.end() ? other_family_ : families_[found->second];
}

const LocalText* Catalog::error_title(std::string_view error_code) const {
  const auto found = error_code_index_.find(error_code);
  return found == error_code_index_.end() ? nullptr : &error_codes_[found->second].title;
}

}  // namespace sj
