#pragma once
// Reading a YAML file of ours (a catalog, a mapping) strictly: unknown keys, repeated keys and wrong words are found,
// and the first thing wrong is told with file and line.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "event/place.hpp"

namespace sj::yaml {

/// So that lists of words may be of texts as well as of enumerations.
inline std::string_view to_text(std::string_view word) {
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

inline bool is_among(const auto& words, const auto& word) {
  return std::ranges::find(words, word) != std::ranges::end(words);
}

/// Keeps the first thing found wrong. Reading goes on with harmless values and the caller asks once, at its end.
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

/// `key: value`. The line is the key's: yaml-cpp gives an absent value the line of whatever comes next.
struct Field {
  std::string key;
  int line;
  YAML::Node value;
};

/// The entries of a map in file order. An absent value counts as an empty map: a section may be all comments.
std::vector<Field> entries_of(Faults& faults, std::string_view owner, int line, const YAML::Node& map);

std::string read_text(Faults& faults, std::string_view owner, const Field& field);

template <class Words>
auto read_word(Faults& faults, std::string_view owner, const Field& field, const Words& words) {
  const std::string text = read_text(faults, owner, field);
  for (const auto& word : words)
    if (to_text(word) == text) return word;
  faults.add(field.line, "{}: `{}` is not a {}; use one of {}", owner, text, field.key, list_of(words));
  return words.front();
}

/// The items of a list, each under the name `what`.
std::vector<Field> items_of(Faults& faults, std::string_view owner, const Field& field, std::string_view what);

/// One entry's map: only keys that are allowed, each once.
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

  /// Null if the key is absent.
  [[nodiscard]] const Field* find(std::string_view key) const {
    const auto found = std::ranges::find(fields_, key, &Field::key);
    return found == fields_.end() ? nullptr : &*found;
  }

  /// Null, and a fault, if the key is absent.
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

/// Reads a document: `read` gets its root; it is not called for a text without any. The error names `name` and the line
/// of the first thing found wrong.
[[nodiscard]] Result<void> read_document(std::string_view yaml, std::string_view name,
                                         const std::function<void(Faults&, const YAML::Node&)>& read);

}  // namespace sj::yaml
