#include "event/catalog_file.hpp"

#include <fmt/format.h>
#include <simdjson.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <unordered_set>

#include "event/limits.hpp"
#include "event/screen_path.hpp"

namespace sj {
namespace {

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

// What a FE event may be and do. Anything else would make a browser's word evidence (journey.md §1).
constexpr std::array fe_kinds{Kind::screen, Kind::signal, Kind::record};
constexpr std::array fe_impacts{Impact::none, Impact::retake, Impact::completed};
constexpr std::array decision_impacts{Impact::approved, Impact::rejected, Impact::pending};

std::string_view to_text(std::string_view word) {
  return word;
}

template <class Words>
std::string list_of(const Words& words) {
  std::string list;
  for (const auto& word : words) {
    if (!list.empty()) list += ", ";
    list += to_text(word);
  }
  return list;
}

bool is_among(const auto& words, const auto& word) {
  return std::ranges::find(words, word) != std::ranges::end(words);
}

// Keeps the first thing found wrong. Reading goes on with harmless values and the caller asks once, at its end.
class Faults {
 public:
  explicit Faults(std::string_view file) : file_(file) {}

  template <class... Args>
  void add(int line, fmt::format_string<Args...> what, Args&&... args) {
    if (!first_) first_ = wrong_at(place(line), fmt::format(what, std::forward<Args>(args)...));
  }

  [[nodiscard]] Place place(int line) const { return {file_, line}; }
  [[nodiscard]] const std::optional<Error>& first() const { return first_; }

 private:
  std::string file_;
  std::optional<Error> first_;
};

// `key: value`. The line is the key's: yaml-cpp gives an absent value the line of whatever comes next.
struct Field {
  std::string key;
  int line;
  YAML::Node value;
};

// The entries of a map in file order. An absent value counts as an empty map: a section may be all comments.
std::vector<Field> entries_of(Faults& faults, std::string_view owner, int line, const YAML::Node& map) {
  std::vector<Field> entries;
  if (map.IsNull()) return entries;
  if (!map.IsMap()) {
    faults.add(line, "{} must be a map of `key: value`", owner);
    return entries;
  }
  std::unordered_set<std::string> seen;
  for (const auto& entry : map) {
    const YAML::Node& key = entry.first;
    const int key_line = key.Mark().line + 1;
    if (!key.IsScalar())
      faults.add(key_line, "{} has a key that is not text; write `key: value`", owner);
    else if (!seen.insert(key.Scalar()).second)
      faults.add(key_line, "{} has `{}` twice; keep one", owner, key.Scalar());
    else
      entries.push_back({key.Scalar(), key_line, entry.second});
  }
  return entries;
}

std::string read_text(Faults& faults, std::string_view owner, const Field& field) {
  if (field.value.IsScalar() && !field.value.Scalar().empty()) return field.value.Scalar();
  faults.add(field.line, "{}: `{}` must be a text that is not empty", owner, field.key);
  return {};
}

template <class Words>
auto read_word(Faults& faults, std::string_view owner, const Field& field, const Words& words) {
  const std::string text = read_text(faults, owner, field);
  for (const auto& word : words)
    if (to_text(word) == text) return word;
  faults.add(field.line, "{}: `{}` is not a {}; use one of {}", owner, text, field.key, list_of(words));
  return words.front();
}

// The items of a list, each under the name `what`.
std::vector<Field> items_of(Faults& faults, std::string_view owner, const Field& field, std::string_view what) {
  std::vector<Field> items;
  if (field.value.IsSequence())
    for (const YAML::Node& item : field.value) items.push_back({std::string(what), item.Mark().line + 1, item});
  if (items.empty())
    faults.add(field.line, "{}: `{}` must be a list such as [one, two]; leave it out where there is none", owner,
               field.key);
  return items;
}

// One entry's map: only keys that are allowed, each once.
class Fields {
 public:
  Fields(Faults& faults, std::string owner, const Field& entry, std::initializer_list<std::string_view> allowed)
      : faults_(faults),
        owner_(std::move(owner)),
        line_(entry.line),
        fields_(entries_of(faults, owner_, entry.line, entry.value)) {
    for (const Field& field : fields_)
      if (!is_among(allowed, field.key))
        faults_.add(field.line, "{} has the unknown key `{}`; its keys are {}", owner_, field.key, list_of(allowed));
  }

  [[nodiscard]] const std::string& owner() const { return owner_; }

  // Null if the key is absent.
  [[nodiscard]] const Field* find(std::string_view key) const {
    const auto found = std::ranges::find(fields_, key, &Field::key);
    return found == fields_.end() ? nullptr : &*found;
  }

  // Null, and a fault, if the key is absent.
  [[nodiscard]] const Field* require(std::string_view key) const {
    const Field* field = find(key);
    if (!field) faults_.add(line_, "{} has no `{}`; add it", owner_, key);
    return field;
  }

  template <class Words>
  auto word(std::string_view key, const Words& words) const {
    const Field* field = require(key);
    return field ? read_word(faults_, owner_, *field, words) : words.front();
  }

 private:
  Faults& faults_;
  std::string owner_;
  int line_;
  std::vector<Field> fields_;
};

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

LocalText read_title(Faults& faults, const Fields& fields) {
  const Field* title = fields.require("title");
  return title ? read_local_text(faults, fields.owner(), *title) : LocalText{};
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
  type.title = read_title(faults, fields);
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
  reason.title = read_title(faults, fields);
  return reason;
}

ErrorFamily read_family(Faults& faults, const Field& entry) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (entry.key.size() != 2 || !std::ranges::all_of(entry.key, is_capital))
    faults.add(entry.line, "`{}` cannot be the prefix of an error family; use two capitals such as SE", entry.key);
  const Fields fields(faults, "error family " + entry.key, entry, {"class", "title"});
  return {entry.key, fields.word("class", error_classes), read_title(faults, fields)};
}

KnownErrorCode read_code(Faults& faults, const Field& entry) {
  check_code(faults, "error code", entry);
  return {entry.key, read_local_text(faults, "error code", entry)};
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
                      {"events", "screens", "reasons", "error_families", "error_codes"});
  CatalogFile file;
  read_section(faults, fields, "events", read_event, file.events);
  read_section(faults, fields, "screens", read_screen, file.screens);
  read_section(faults, fields, "reasons", read_reason, file.reasons);
  read_section(faults, fields, "error_families", read_family, file.families);
  read_section(faults, fields, "error_codes", read_code, file.codes);
  check_screens(faults, file.screens);
  return file;
}

// yaml-cpp takes bytes as they come, and one control character for the end of the file.
void check_characters(Faults& faults, std::string_view yaml) {
  for (int line = 1; !yaml.empty(); ++line) {
    const std::string_view text = yaml.substr(0, yaml.find('\n'));
    yaml.remove_prefix(std::min(text.size() + 1, yaml.size()));
    const auto is_control = [](char c) { return (c >= 0 && c < ' ' && c != '\t' && c != '\r') || c == 0x7f; };
    if (!simdjson::validate_utf8(text.data(), text.size()))
      faults.add(line, "this line is not UTF-8; save the file as UTF-8");
    if (std::ranges::any_of(text, is_control)) faults.add(line, "this line holds a control character; remove it");
  }
}

CatalogFile parse(Faults& faults, std::string_view yaml) {
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(yaml));
    if (documents.size() > 1)
      faults.add(documents[1].Mark().line + 1, "a second YAML document begins here; keep everything in one");
    return documents.empty() ? CatalogFile{} : read_sections(faults, documents.front());
  } catch (const YAML::Exception& error) {
    const bool is_star = error.msg == YAML::ErrorMsg::ALIAS_NOT_FOUND;
    faults.add(error.mark.line + 1, "not valid YAML: {}; {}", error.msg,
               is_star ? "a star needs quotes, \"*\"" : "mend it here or just before");
    return {};
  }
}

}  // namespace

Error wrong_at(const Place& place, std::string_view what) {
  return {Errc::invalid_argument, fmt::format("{}:{}: {}", place.file, place.line, what)};
}

Result<CatalogFile> read_catalog_file(std::string_view yaml, std::string_view name) {
  Faults faults(name);
  check_characters(faults, yaml);
  if (faults.first()) return std::unexpected(*faults.first());
  CatalogFile file = parse(faults, yaml);
  if (faults.first()) return std::unexpected(*faults.first());
  return file;
}

}  // namespace sj
