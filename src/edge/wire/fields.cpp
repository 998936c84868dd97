#include "wire/fields.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <type_traits>

#include "event/limits.hpp"

namespace sj::wire {
namespace {

// Longer texts are no time, however many digits of a second they tell.
constexpr std::size_t time_bytes_max = 126;

// What a byte may be a part of, a bit each.
enum Class : std::uint8_t { name_char = 1, session_char = 2, printable_ascii = 4, lower_hex = 8 };

constexpr std::uint8_t classes_of(char c) {
  const bool digit = c >= '0' && c <= '9', upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
  const bool mark = c == '.' || c == '_' || c == ':' || c == '-';
  unsigned classes = 0;
  if (digit || upper || c == '_') classes |= name_char;
  if (digit || upper || lower || mark) classes |= session_char;
  if (c >= 0x20 && c <= 0x7e) classes |= printable_ascii;
  if (digit || (c >= 'a' && c <= 'f')) classes |= lower_hex;
  return static_cast<std::uint8_t>(classes);
}

constexpr auto class_table = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = classes_of(static_cast<char>(i));
  return table;
}();

bool are_all(std::string_view text, Class wanted) {
  unsigned shared = wanted;
  for (const char c : text) shared &= class_table[static_cast<unsigned char>(c)];
  return shared != 0;
}

const char* wrong_event_id(std::string_view value) {
  const bool ok = !value.empty() && value.size() <= limits::event_id_bytes_max && are_all(value, printable_ascii);
  return ok ? nullptr : "must be 1 to 128 printable ASCII characters";
}

const char* wrong_session_id(std::string_view value) {
  const bool ok = !value.empty() && value.size() <= limits::session_id_bytes_max && are_all(value, session_char) &&
                  value != "." && value != "..";
  return ok ? nullptr : "must be 1 to 128 characters of A-Z a-z 0-9 . _ : - and not . or ..";
}

const char* wrong_name(std::string_view value) {
  const bool ok = !value.empty() && value.size() <= limits::name_bytes_max && are_all(value, name_char);
  return ok ? nullptr : "must be 1 to 64 characters of A-Z 0-9 _";
}

const char* wrong_code(std::string_view value) {
  const bool ok = !value.empty() && value.size() <= limits::code_bytes_max;
  return ok ? nullptr : "must be 1 to 128 bytes";
}

const char* wrong_message(std::string_view value) {
  return value.size() <= limits::message_bytes_max ? nullptr : "must be at most 2048 bytes";
}

const char* wrong_email(std::string_view value) {
  const bool ok = value.size() >= limits::email_bytes_min && value.size() <= limits::email_bytes_max &&
                  std::ranges::count(value, '@') == 1 && value.front() != '@' && value.back() != '@';
  return ok ? nullptr : "must be 3 to 254 bytes with exactly one @, not at an end";
}

const char* wrong_trace_id(std::string_view value) {
  const bool ok = value.size() == 32 && are_all(value, lower_hex);
  return ok ? nullptr : "must be 32 lower-case hexadecimal digits";
}

template <class T>
using Checked = std::expected<T, const char*>;

Checked<std::string_view> text_in(const FieldValue& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return *text;
  const bool is_broken = std::holds_alternative<BrokenText>(value);
  return std::unexpected(is_broken ? "must be valid Unicode" : "must be a string");
}

// The kinds of fields. Each has `check`, which tells the value as the draft keeps it, or what is wrong with it, and
// `set`.

struct TextRule {
  std::string_view Event::*member;
  const char* (*wrong)(std::string_view);

  [[nodiscard]] Checked<std::string_view> check(const FieldValue& value) const {
    const auto text = text_in(value);
    if (!text) return text;
    if (const char* phrase = wrong(*text)) return std::unexpected(phrase);
    return text;
  }
  void set(Draft& draft, std::string_view text) const { draft.event.*member = text; }
};

template <class T, class Owner = Event>
struct WordRule {
  std::optional<T> Owner::*member;
  std::optional<T> (*parse)(std::string_view);
  const char* wrong;

  [[nodiscard]] Checked<T> check(const FieldValue& value) const {
    const auto text = text_in(value);
    if (!text) return std::unexpected(text.error());
    const auto word = parse(*text);
    return word ? Checked<T>(*word) : std::unexpected(wrong);
  }
  void set(Draft& draft, T word) const {
    if constexpr (std::is_same_v<Owner, Draft>)
      draft.*member = word;
    else
      draft.event.*member = word;
  }
};

template <class T>
struct IntegerRule {
  std::optional<T> Event::*member;
  std::int64_t least, greatest;
  const char* wrong;

  [[nodiscard]] Checked<T> check(const FieldValue& value) const {
    const auto* integer = std::get_if<std::int64_t>(&value);
    if (!integer || *integer < least || *integer > greatest) return std::unexpected(wrong);
    return static_cast<T>(*integer);
  }
  void set(Draft& draft, T integer) const { draft.event.*member = integer; }
};

struct TimeRule {
  [[nodiscard]] static Checked<TimeMs> check(const FieldValue& value) { return time_of(value); }
  static void set(Draft& draft, TimeMs time) {
    draft.event.time = time;
    draft.has_time = true;
  }
};

using Rule =
    std::variant<TextRule, TimeRule, WordRule<Source, Draft>, WordRule<CheckResult>, WordRule<Impact>, WordRule<Stage>,
                 IntegerRule<std::int64_t>, IntegerRule<std::uint32_t>, IntegerRule<std::uint16_t>>;
struct FieldRule {
  Field field;
  Rule rule;
};

constexpr std::array<FieldRule, field_names.size() - 1> rules{{
    {Field::event_id, TextRule{&Event::event_id, wrong_event_id}},
    {Field::session_id, TextRule{&Event::session_id, wrong_session_id}},
    {Field::name, TextRule{&Event::name, wrong_name}},
    {Field::source, WordRule<Source, Draft>{&Draft::source, source_of, "must be FE or BE"}},
    {Field::time, TimeRule{}},
    {Field::seq,
     IntegerRule<std::int64_t>{&Event::seq, 0, limits::seq_max, "must be an integer from 0 to 9007199254740991"}},
    {Field::result,
     WordRule<CheckResult>{&Event::result, check_result_of, "must be PASS, FAIL, WARN, ERROR or SKIPPED"}},
    {Field::impact, WordRule<Impact>{&Event::impact, impact_of,
                                     "must be NONE, BLOCKED, RETAKE, PENDING, REJECTED, APPROVED or COMPLETED"}},
    {Field::reason, TextRule{&Event::reason, wrong_code}},
    {Field::error_code, TextRule{&Event::error_code, wrong_code}},
    {Field::message, TextRule{&Event::message, wrong_message}},
    {Field::stage,
     WordRule<Stage>{&Event::stage, stage_of, "must be PRE_CHECKS, STEP1, PRE_STEP2, STEP2, FINAL or POST"}},
    {Field::duration_ms, IntegerRule<std::uint32_t>{&Event::duration_ms, 0, limits::duration_ms_max,
                                                    "must be an integer from 0 to 86400000"}},
    {Field::attempt,
     IntegerRule<std::uint16_t>{&Event::attempt, 1, limits::attempt_max, "must be an integer from 1 to 1000"}},
    {Field::submission_id, TextRule{&Event::submission_id, wrong_code}},
    {Field::user_id, TextRule{&Event::user_id, wrong_code}},
    {Field::email, TextRule{&Event::email, wrong_email}},
    {Field::trace_id, TextRule{&Event::trace_id, wrong_trace_id}},
}};
static_assert([] {
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (rules[i].field != static_cast<Field>(i)) return false;
  return true;
}());

const Rule& rule_of(Field field) {
  return rules[static_cast<std::size_t>(field)].rule;
}

// Each comparison is with a constant, which is quicker than a loop.
template <std::size_t... I>
std::optional<Field> field_among(std::string_view name, std::index_sequence<I...>) {
  std::optional<Field> found;
  (void)((name == field_names[I] && (found = rules[I].field, true)) || ...);
  return found;
}

[[gnu::cold]] void reject(Draft& draft, Field field, const char* wrong) {
  draft.reject(RejectionCode::invalid_field, to_text(field), std::string(to_text(field)) + " " + wrong);
}

}  // namespace

std::optional<Field> native_field_of(std::string_view name) {
  return field_among(name, std::make_index_sequence<rules.size()>());
}

void set_field(Draft& draft, Field field, const FieldValue& value) {
  const auto set_by = [&](const auto& rule) {
    const auto checked = rule.check(value);
    checked ? rule.set(draft, *checked) : reject(draft, field, checked.error());
  };
  std::visit(set_by, rule_of(field));
}

const char* wrong_value(Field field, const FieldValue& value) {
  const auto find_wrong = [&](const auto& rule) -> const char* {
    const auto checked = rule.check(value);
    return checked ? nullptr : checked.error();
  };
  return std::visit(find_wrong, rule_of(field));
}

std::expected<TimeMs, const char*> time_of(const FieldValue& value) {
  std::optional<TimeMs> time;
  const auto* text = std::get_if<std::string_view>(&value);
  if (text && text->size() <= time_bytes_max) time = parse_rfc3339(*text);
  if (const auto* integer = std::get_if<std::int64_t>(&value)) time = *integer;
  if (!time)
    return std::unexpected(
        "must be RFC 3339 with an offset, such as 2026-06-21T09:00:00.000Z, or integer milliseconds since 1970");
  if (*time < time_min_ms || *time > time_max_ms) return std::unexpected("must be within the years 2000 to 2100");
  return *time;
}

}  // namespace sj::wire
