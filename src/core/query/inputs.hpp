#pragma once
// What an endpoint reads from its query, one row a parameter: the rows tell the names for docs/formats/openapi.yaml and
// for the refusal of others, and fill the endpoint's own `Input`.
#include <functional>
#include <string_view>
#include <vector>

#include "query/parameters.hpp"

namespace sj::query {

/// One parameter, or a group that is read together, such as those of a filter.
template <class Input>
struct InputRow {
  std::vector<std::string_view> names;
  std::function<Parsed<void>(const Parameters&, Input&)> read;
};

/// The rows of one endpoint, in the order in which they are read. Immutable.
template <class Input>
class Inputs {
 public:
  Inputs(std::initializer_list<InputRow<Input>> rows) : rows_(rows) {}

  [[nodiscard]] std::vector<std::string_view> names() const {
    std::vector<std::string_view> all;
    for (const InputRow<Input>& row : rows_) all.insert(all.end(), row.names.begin(), row.names.end());
    return all;
  }

  /// `input` holds the defaults. The error is that of the first row that finds one.
  [[nodiscard]] Parsed<Input> read(const Parameters& parameters, Input input) const {
    for (const InputRow<Input>& row : rows_)
      if (auto read = row.read(parameters, input); !read) return std::unexpected(std::move(read.error()));
    return input;
  }

 private:
  std::vector<InputRow<Input>> rows_;
};

/// A row whose value comes from `read`, an error or the value of the member.
template <class Input, class Value>
[[nodiscard]] InputRow<Input> row(std::vector<std::string_view> names, Value Input::*member,
                                  std::function<Parsed<Value>(const Parameters&)> read) {
  return {std::move(names), [member, read = std::move(read)](const Parameters& parameters, Input& input) {
            Parsed<Value> value = read(parameters);
            if (!value) return Parsed<void>(std::unexpected(std::move(value.error())));
            input.*member = *std::move(value);
            return Parsed<void>();
          }};
}

template <class Input>
[[nodiscard]] InputRow<Input> filter_row(store::Filter Input::*member) {
  return row<Input, store::Filter>(filter_names(), member, read_filter);
}

template <class Input>
[[nodiscard]] InputRow<Input> sort_row(store::Sort Input::*member) {
  return row<Input, store::Sort>({"sort"}, member, read_sort);
}

template <class Input>
[[nodiscard]] InputRow<Input> limit_row(std::uint32_t Input::*member) {
  return row<Input, std::uint32_t>({"limit"}, member, read_limit);
}

template <class Input>
[[nodiscard]] InputRow<Input> time_row(std::string_view name, std::optional<TimeMs> Input::*member) {
  return row<Input, std::optional<TimeMs>>({name}, member,
                                           [name](const Parameters& parameters) { return parameters.time(name); });
}

/// `choices` must outlive the row.
template <class Input, class Value>
[[nodiscard]] InputRow<Input> choice_row(std::string_view name, Value Input::*member, Choices<Value> choices) {
  return {{name}, [=](const Parameters& parameters, Input& input) {
            Parsed<Value> value = parameters.choice(name, input.*member, choices);
            if (!value) return Parsed<void>(std::unexpected(std::move(value.error())));
            input.*member = *value;
            return Parsed<void>();
          }};
}

/// `question`: the member that holds what this request asks, which the cursor must belong to.
template <class Input, class Cursor>
[[nodiscard]] InputRow<Input> cursor_row(std::optional<Cursor> Input::*member, std::uint64_t Input::*question,
                                         std::optional<Cursor> (*decode)(std::string_view)) {
  return {{"cursor"}, [=](const Parameters& parameters, Input& input) -> Parsed<void> {
            const auto text = parameters.one("cursor");
            if (!text) return std::unexpected(text.error());
            if (!*text) return {};
            input.*member = decode(**text);
            if (input.*member && (input.*member)->question == input.*question) return {};
            return std::unexpected(ParameterError{ParameterError::Kind::cursor, "cursor",
                                                  "the cursor belongs to another question; start again without it"});
          }};
}

}  // namespace sj::query
