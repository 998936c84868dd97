#pragma once
// Query parameters of the reading endpoints (docs/formats/openapi.yaml) → filters, sorts, pages. Everything not
// understood is refused: a typo must not look like an empty result.
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/query.hpp"

namespace sj::query {

using Parameter = std::pair<std::string, std::string>;

struct ParameterError {
  enum class Kind : std::uint8_t { unknown, invalid, cursor };
  Kind kind = Kind::invalid;
  std::string field;
  std::string detail;  ///< a sentence that says what would be right
};
template <class T>
using Parsed = std::expected<T, ParameterError>;

/// A word of the query and what it means.
template <class T>
using Choices = std::span<const std::pair<std::string_view, T>>;

[[nodiscard]] std::unexpected<ParameterError> invalid(std::string_view field, std::string detail);

/// The parameters of one request.
class Parameters {
 public:
  explicit Parameters(std::vector<Parameter> parameters) : parameters_(std::move(parameters)) {}

  /// All values of a repeatable parameter.
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  /// The value of a parameter that may stand once; the error says so if it stands twice.
  [[nodiscard]] Parsed<std::optional<std::string_view>> one(std::string_view name) const;
  [[nodiscard]] Parsed<std::optional<TimeMs>> time(std::string_view name) const;
  /// `otherwise` where the parameter is missing.
  template <class T>
  [[nodiscard]] Parsed<T> choice(std::string_view name, T otherwise, Choices<T> choices) const;

  /// An error for the first parameter that is none of `names`.
  [[nodiscard]] Parsed<void> only(std::span<const std::string_view> names) const;

  /// The same for requests that ask the same, whatever page of it: all parameters but `cursor`, `limit` and `count`.
  [[nodiscard]] std::uint64_t question_hash(std::string_view project_id) const;

 private:
  std::vector<Parameter> parameters_;
};

template <class T>
Parsed<T> Parameters::choice(std::string_view name, T otherwise, Choices<T> choices) const {
  const auto text = one(name);
  if (!text) return std::unexpected(text.error());
  if (!*text) return otherwise;
  std::string words;
  for (const auto& [word, value] : choices) {
    if (**text == word) return value;
    words += (words.empty() ? "" : ", ") + std::string(word);
  }
  return invalid(name, std::string(name) + " must be one of " + words);
}

/// The filter parameters of GET /v1/sessions, shared by list, analytics, exports and streams.
[[nodiscard]] std::vector<std::string_view> filter_names();
[[nodiscard]] Parsed<store::Filter> read_filter(const Parameters& parameters);

/// The range of the analytics: `from` and `to` together, or the last seven days.
[[nodiscard]] Parsed<void> settle_range(store::Filter& filter, TimeMs now);

[[nodiscard]] Parsed<store::Sort> read_sort(const Parameters& parameters);
/// 1..200, default 50.
[[nodiscard]] Parsed<std::uint32_t> read_limit(const Parameters& parameters);

}  // namespace sj::query
