#include "event/catalog_file.hpp"

#include <algorithm>
#include <array>

#include "event/limits.hpp"
#include "event/screen_path.hpp"
#include "event/yaml_fields.hpp"

namespace sj {
namespace {

using yaml::entries_of, yaml::Faults, yaml::Field, yaml::Fields, yaml::is_among, yaml::items_of, yaml::list_of,
    yaml::read_text, yaml::read_word;

constexpr std::array sources{Source::fe, Source::be};
constexpr std::array stages{Stage::pre_checks, Stage::step1, Stage::pre_step2, Stage::step2, Stage::final, Stage::post};
constexpr std::array kinds{Kind::check, Kind::milestone, Kind::decision, Kind::screen, Kind::signal, Kind::record};
constexpr std::array impacts{Impact::none,     Impact::blocked,  Impact::retake,   Impact::pending,
                             Impact::rejected, Impact::approved, Impact::completed};
constexpr std::array flags{Flag::start,         Flag::resume,  Flag::final_page, Flag::error_page, Flag::quiet,
                           Flag::camera_denied, Flag::capture, Flag::hidden,     Flag::offline,    Flag::online};
constexpr std::array outcomes{Impact::rejected, Impact::pending};
constexpr std::array error_classes{ErrorClass::client,      ErrorClass::system,     ErrorClass::policy,
                                   ErrorClass::integration, ErrorClass::retry_loop, ErrorClass::other};
constexpr std::array<std::string_view, 3> provenances{"A", "J", "project"};
constexpr std::array<std::string_view, 2> truths{"false", "true"};
constexpr std::array<std::pair<std::string_view, Advice::For>, 2> advised{
    {{"headlines", Advice::For::headline}, {"reasons", Advice::For::reason}}};

// What a FE event may be and do. Anything else would make a browser's word evidence (docs/journey-rules.md §1).
constexpr std::array fe_kinds{Kind::screen, Kind::signal, Kind::record};
constexpr std::array fe_impacts{Impact::none, Impact::retake, Impact::completed};
constexpr std::array decision_impacts{Impact::approved, Impact::rejected, Impact::pending};

// {en: ..., ko: ...}, or one text for both.
LocalText read_local_text(Faults& faults, std::string_view owner, const Field& field) {
  if (field.value.IsScalar()) {
    const std::string text = read_text(faults, owner, field);
    return {text, text};
  }
  const Fields fields(faults, fmt::format("{}: {}", owner, field.key), field, {"en", "ko"});
  LocalText text;
  if (const Field* en = fields.require("en")) text.en = read_text(faults, fields.owner(), *en);
  if (const Field* ko = fields.require("ko")) text.ko = read_text(faults, fields.owner(), *ko);
  return text;
}

LocalText require_local_text(Faults& faults, const Fields& fields, std::string_view key) {
  const Field* text = fields.require(key);
  return text ? read_local_text(faults, fields.owner(), *text) : LocalText{};
}

void check_code(Faults& faults, std::string_view what, const Field& entry) {
  if (entry.key.empty() || entry.key.size() > limits::code_bytes_max)
    faults.add(entry.line, "{} `{}` must be 1 to {} bytes long", what, entry.key, limits::code_bytes_max);
}

// --- events --------------------------------------------------------------------------------------

void check_name(Faults& faults, const Field& entry) {
  const auto allowed = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
  if (entry.key.empty() || entry.key.size() > limits::name_bytes_max || !std::ranges::all_of(entry.key, allowed))
    faults.add(entry.line, "`{}` cannot be the name of an event; use 1 to {} of A-Z, 0-9 and _", entry.key,
               limits::name_bytes_max);
}

void check_powers(Faults& faults, int line, const EventType& type) {
  if (type.source == Source::fe && !is_among(fe_kinds, type.kind))
    faults.add(line, "event {} is FE and of kind {}, but only BE events are evidence; make it BE, or one of {}",
               type.name, to_text(type.kind), list_of(fe_kinds));
  if (type.source == Source::fe && !is_among(fe_impacts, type.impact))
    faults.add(line, "event {} is FE with impact {}, but only BE events are evidence; make it BE, or use one of {}",
               type.name, to_text(type.impact), list_of(fe_impacts));
  if (type.kind == Kind::decision && !is_among(decision_impacts, type.impact))
    faults.add(line, "event {} is a decision with impact {}; use one of {}", type.name, to_text(type.impact),
               list_of(decision_impacts));
}

std::optional<Stage> read_event_stage(Faults& faults, const Fields& fields) {
  const Field* stage = fields.require("stage");
  if (!stage) return std::nullopt;
  std::vector<std::string_view> words{"*"};
  for (const Stage value : stages) words.push_back(to_text(value));
  return stage_of(read_word(faults, fields.owner(), *stage, words));
}

EventType read_event(Faults& faults, const Field& entry) {
  check_name(faults, entry);
  const Fields fields(faults, "event " + entry.key, entry,
                      {"source", "stage", "kind", "impact", "flags", "pair", "provenance", "title", "meaning"});
  EventType type;
  type.name = entry.key;
  type.source = fields.word("source", sources);
  type.stage = read_event_stage(faults, fields);
  type.kind = fields.word("kind", kinds);
  type.impact = fields.word("impact", impacts);
  if (const Field* list = fields.find("flags"))
    for (const Field& item : items_of(faults, fields.owner(), *list, "flag"))
      type.flags |= static_cast<std::uint16_t>(read_word(faults, fields.owner(), item, flags));
  if (const Field* pair = fields.find("pair")) type.pair = read_text(faults, fields.owner(), *pair);
  type.provenance = fields.find("provenance") ? fields.word("provenance", provenances) : "project";
  type.title = require_local_text(faults, fields, "title");
  const Field* meaning = fields.find("meaning");
  type.meaning = meaning ? read_local_text(faults, fields.owner(), *meaning) : type.title;
  check_powers(faults, entry.line, type);
  return type;
}

// --- screens, reasons, error codes ---------------------------------------------------------------

Screen read_screen(Faults& faults, const Field& entry) {
  const std::string owner = fmt::format("screen `{}`", entry.key);
  if (path_of(entry.key) != entry.key)
    faults.add(entry.line, "{} has a scheme, host, query or fragment, which no path is compared by; leave it out",
               owner);
  Screen screen;
  PathSegments path(entry.key);
  for (std::string_view segment = path.next(); !segment.empty(); segment = path.next())
    screen.segments.emplace_back(segment);
  if (screen.segments.empty())
    faults.add(entry.line, "{} is an empty path, which would match everything; name a segment such as /id", owner);
  screen.stage = read_word(faults, owner, {"stage", entry.line, entry.value}, stages);
  return screen;
}

void read_causes(Faults& faults, const Fields& fields, Reason& reason) {
  const Field* causes = fields.find("causes");
  if (!causes) return;
  const std::string word = causes->value.IsScalar() ? causes->value.Scalar() : std::string{};
  if (word == "retakes") {
    reason.causes = Reason::Causes::retakes;
  } else if (word == "warnings") {
    reason.causes = Reason::Causes::warnings;
  } else if (causes->value.IsSequence()) {
    reason.causes = Reason::Causes::checks;
    for (const Field& item : items_of(faults, fields.owner(), *causes, "cause"))
      reason.checks.push_back(read_text(faults, fields.owner(), item));
  } else {
    faults.add(causes->line, "{}: causes must be a list of checks, or retakes, or warnings; leave it out for none",
               fields.owner());
  }
}

Reason read_reason(Faults& faults, const Field& entry) {
  check_code(faults, "reason", entry);
  const Fields fields(faults, "reason " + entry.key, entry, {"outcome", "stage", "causes", "title"});
  Reason reason;
  reason.code = entry.key;
  reason.outcome = fields.word("outcome", outcomes);
  if (fields.find("stage")) reason.stage = fields.word("stage", stages);
  read_causes(faults, fields, reason);
  reason.title = require_local_text(faults, fields, "title");
  return reason;
}

ErrorFamily read_family(Faults& faults, const Field& entry) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (entry.key.size() != 2 || !std::ranges::all_of(entry.key, is_capital))
    faults.add(entry.line, "`{}` cannot be the prefix of an error family; use two capitals such as SE", entry.key);
  const Fields fields(faults, "error family " + entry.key, entry, {"class", "title"});
  return {entry.key, fields.word("class", error_classes), require_local_text(faults, fields, "title")};
}

KnownErrorCode read_code(Faults& faults, const Field& entry) {
  check_code(faults, "error code", entry);
  return {entry.key, read_local_text(faults, "error code", entry)};
}

// --- advice --------------------------------------------------------------------------------------

Advice read_advice(Faults& faults, Advice::For subject, const Field& entry) {
  check_code(faults, to_text(subject), entry);
  const Fields fields(faults, fmt::format("advice for the {} {}", to_text(subject), entry.key), entry,
                      {"sensitive", "next", "tell"});
  Advice advice{.subject = subject, .code = entry.key};
  if (fields.find("sensitive")) advice.sensitive = fields.word("sensitive", truths) == truths[1];
  advice.next = require_local_text(faults, fields, "next");
  advice.tell = require_local_text(faults, fields, "tell");
  return advice;
}

void read_advices(Faults& faults, const Fields& file, std::vector<Placed<Advice>>& rows) {
  const Field* section = file.find("advice");
  if (!section) return;
  const Fields maps(faults, "advice", *section, {"headlines", "reasons"});
  for (const auto& [key, subject] : advised) {
    const Field* map = maps.find(key);
    if (!map) continue;
    for (const Field& entry : entries_of(faults, key, map->line, map->value))
      rows.push_back({read_advice(faults, subject, entry), faults.place(entry.line)});
  }
}

// --- the file ------------------------------------------------------------------------------------

template <class Row>
void read_section(Faults& faults, const Fields& file, std::string_view key, Row (*read)(Faults&, const Field&),
                  std::vector<Placed<Row>>& rows) {
  const Field* section = file.find(key);
  if (!section) return;
  for (const Field& entry : entries_of(faults, key, section->line, section->value))
    rows.push_back({read(faults, entry), faults.place(entry.line)});
}

// Two spellings of one path are not the same key: /id and id/.
void check_screens(Faults& faults, const std::vector<Placed<Screen>>& screens) {
  for (auto screen = screens.begin(); screen != screens.end(); ++screen) {
    const auto same_path = [&](const auto& other) { return other.row.segments == screen->row.segments; };
    if (const auto earlier = std::find_if(screens.begin(), screen, same_path); earlier != screen)
      faults.add(screen->place.line, "this screen's path is that of line {} again; keep one", earlier->place.line);
  }
}

CatalogFile read_sections(Faults& faults, const YAML::Node& root) {
  const Fields fields(faults, "the catalog", {"", 1, root},
                      {"events", "screens", "reasons", "error_families", "error_codes", "advice"});
  CatalogFile file;
  read_section(faults, fields, "events", read_event, file.events);
  read_section(faults, fields, "screens", read_screen, file.screens);
  read_section(faults, fields, "reasons", read_reason, file.reasons);
  read_section(faults, fields, "error_families", read_family, file.families);
  read_section(faults, fields, "error_codes", read_code, file.codes);
  read_advices(faults, fields, file.advice);
  check_screens(faults, file.screens);
  return file;
}

}  // namespace

Result<CatalogFile> read_catalog_file(std::string_view yaml, std::string_view name) {
  CatalogFile file;
  auto read = yaml::read_document(yaml, name,
                                  [&](Faults& faults, const YAML::Node& root) { file = read_sections(faults, root); });
  if (!read) return std::unexpected(read.error());
  return file;
}

}  // namespace sj
