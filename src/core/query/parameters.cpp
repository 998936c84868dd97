#include "query/parameters.hpp"

#include <algorithm>
#include <charconv>

#include "base/hash.hpp"
#include "store/table/filters.hpp"

namespace sj::query {
namespace {

constexpr std::uint32_t limit_default = 50, limit_max = 200;
constexpr std::size_t text_bytes_max = 256;
constexpr DurationMs default_range_ms = 7 * day_ms;

constexpr std::pair<std::string_view, store::TimeField> time_fields[] = {{"created", store::TimeField::created},
                                                                         {"updated", store::TimeField::updated},
                                                                         {"decided", store::TimeField::decided}};
constexpr std::pair<std::string_view, store::SearchField> search_fields[] = {
    {"any", store::SearchField::any},
    {"session_id", store::SearchField::session_id},
    {"email", store::SearchField::email},
    {"user_id", store::SearchField::user_id},
    {"submission_id", store::SearchField::submission_id},
    {"last_event", store::SearchField::last_event}};
constexpr std::pair<std::string_view, store::Match> matches[] = {
    {"contains", store::Match::contains}, {"exact", store::Match::exact}, {"prefix", store::Match::prefix}};
constexpr std::pair<std::string_view, store::Sort> sorts[] = {{"-created", store::Sort::created_descending},
                                                              {"created", store::Sort::created_ascending},
                                                              {"-updated", store::Sort::updated_descending},
                                                              {"updated", store::Sort::updated_ascending}};

// Puts what was read where it belongs, or keeps the first error.
class Reading {
 public:
  template <class T, class U>
  void into(T& to, Parsed<U> value) {
    if (value)
      to = *std::move(value);
    else if (!error_)
      error_ = std::move(value.error());
  }
  void refuse(std::string_view name, std::string_view expected) {
    if (!error_) error_ = invalid(name, std::string(name) + " must be " + std::string(expected)).error();
  }
  [[nodiscard]] const std::optional<ParameterError>& error() const { return error_; }

 private:
  std::optional<ParameterError> error_;
};

void read_values_into(Reading& reading, const Parameters& in, store::Filter& filter) {
  for (const store::ValueFilter& by : store::value_filters())
    for (const std::string_view text : in.all(by.name))
      if (!by.add(filter, text)) reading.refuse(by.name, by.expected);
}

void read_search_into(Reading& reading, const Parameters& in, store::Filter& filter) {
  std::optional<std::string_view> text;
  reading.into(text, in.one("q"));
  filter.text = text.value_or("");
  if (filter.text.size() > text_bytes_max) reading.refuse("q", "at most 256 bytes");
  reading.into(filter.search_field, in.choice<store::SearchField>("field", store::SearchField::any, search_fields));
  reading.into(filter.match, in.choice<store::Match>("match", store::Match::contains, matches));
}

void read_range_into(Reading& reading, const Parameters& in, store::Filter& filter) {
  reading.into(filter.time_field, in.choice<store::TimeField>("time_field", store::TimeField::created, time_fields));
  reading.into(filter.from, in.time("from"));
  reading.into(filter.to, in.time("to"));
}

}  // namespace

std::unexpected<ParameterError> invalid(std::string_view field, std::string detail) {
  return std::unexpected(ParameterError{ParameterError::Kind::invalid, std::string(field), std::move(detail)});
}

std::vector<std::string_view> Parameters::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [own, value] : parameters_)
    if (own == name) values.push_back(value);
  return values;
}

Parsed<std::optional<std::string_view>> Parameters::one(std::string_view name) const {
  const auto values = all(name);
  if (values.size() > 1) return invalid(name, std::string(name) + " may be given only once");
  return values.empty() ? std::nullopt : std::optional(values.front());
}

Parsed<std::optional<TimeMs>> Parameters::time(std::string_view name) const {
  const auto text = one(name);
  if (!text) return std::unexpected(text.error());
  if (!*text) return std::nullopt;
  std::int64_t number = 0;
  const char* end = (*text)->data() + (*text)->size();
  const auto [at, error] = std::from_chars((*text)->data(), end, number);
  const auto time = error == std::errc{} && at == end ? std::optional<TimeMs>(number) : parse_rfc3339(**text);
  constexpr TimeMs bound = 253'402'300'799'999;  // the end of the year 9999
  if (!time || *time < 0 || *time > bound)
    return invalid(name,
                   std::string(name) + " must be RFC 3339, such as 2026-06-21T00:00:00Z, or milliseconds since 1970");
  return time;
}

Parsed<void> Parameters::only(std::span<const std::string_view> names) const {
  for (const auto& [name, value] : parameters_) {
    if (std::ranges::find(names, name) != names.end()) continue;
    std::string known;
    for (const std::string_view other : names) known += (known.empty() ? "; there are " : ", ") + std::string(other);
    return std::unexpected(
        ParameterError{ParameterError::Kind::unknown, name, "there is no parameter " + name + " here" + known});
  }
  return {};
}

std::uint64_t Parameters::question_hash(std::string_view project_id) const {
  std::vector<Parameter> question;
  for (const Parameter& parameter : parameters_)
    if (parameter.first != "cursor" && parameter.first != "limit" && parameter.first != "count")
      question.push_back(parameter);
  std::ranges::sort(question);
  std::uint64_t hash = hash64(project_id);
  for (const auto& [name, value] : question) hash = hash64(value, hash64(name, hash));
  return hash;
}

std::vector<std::string_view> filter_names() {
  std::vector<std::string_view> names;
  for (const store::ValueFilter& by : store::value_filters()) names.push_back(by.name);
  names.insert(names.end(), {"q", "field", "match", "time_field", "from", "to"});
  return names;
}

Parsed<store::Filter> read_filter(const Parameters& parameters) {
  store::Filter filter;
  Reading reading;
  read_values_into(reading, parameters, filter);
  read_search_into(reading, parameters, filter);
  read_range_into(reading, parameters, filter);
  if (reading.error()) return std::unexpected(*reading.error());
  return filter;
}

Parsed<void> settle_range(store::Filter& filter, TimeMs now) {
  if (filter.from.has_value() != filter.to.has_value())
    return invalid(filter.from ? "to" : "from", "from and to are given together or not at all");
  if (filter.from && *filter.from > *filter.to) return invalid("to", "to must not be before from");
  if (filter.from) return {};
  filter.from = now - default_range_ms;
  filter.to = now;
  return {};
}

Parsed<store::Sort> read_sort(const Parameters& parameters) {
  return parameters.choice<store::Sort>("sort", store::Sort::created_descending, sorts);
}

Parsed<std::uint32_t> read_limit(const Parameters& parameters) {
  const auto text = parameters.one("limit");
  if (!text) return std::unexpected(text.error());
  if (!*text) return limit_default;
  std::uint32_t limit = 0;
  const char* end = (*text)->data() + (*text)->size();
  const auto [at, error] = std::from_chars((*text)->data(), end, limit);
  if (error != std::errc{} || at != end || limit < 1 || limit > limit_max)
    return invalid("limit", "limit must be a number from 1 to 200");
  return limit;
}

}  // namespace sj::query
