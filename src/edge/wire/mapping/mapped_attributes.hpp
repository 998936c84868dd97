#pragma once
// The attributes of an event that a message stands for, written once, member by member, and measured meanwhile.
#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include "event/draft.hpp"

namespace sj::wire {

/// Names must live as long as it is filled. Not for use by two threads at once.
class MappedAttributes {
 public:
  /// For the next event; the memory stays.
  void clear();

  /// Appends a member, unless there is one of that name.
  void add(std::string_view name, simdjson::dom::element value);
  void add_text(std::string_view name, std::string_view value);
  void add_integer(std::string_view name, std::int64_t value);

  /// Nobody needs to look for more: an event with these is refused.
  [[nodiscard]] bool are_too_many() const;

  /// No more members come.
  void finish();

  // Of the finished ones, good until the next clear():
  /// A minified JSON object; empty where there is no member.
  [[nodiscard]] std::string_view json() const { return json_; }
  [[nodiscard]] JsonSize size() const { return size_; }
  /// The text of the member `path`; empty where it is none.
  [[nodiscard]] std::string_view path() const { return path_; }
  /// A value is nested more deeply than limits::json_levels_max.
  [[nodiscard]] bool are_too_deep() const { return too_deep_; }

 private:
  /// Writes the name; false: there is a member of that name.
  bool begin_member(std::string_view name);
  void measure(simdjson::dom::element value, int levels_above);

  std::string json_, path_;
  std::vector<std::string_view> names_;  ///< of the members, sorted
  JsonSize size_;
  bool too_deep_ = false;
};

}  // namespace sj::wire
