#pragma once
// Where in a message a value is looked for: one place of a mapping file (catalog/mapping.yaml tells the forms).
#include <simdjson.h>

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sj::wire {

/// A member that several messages have, held once.
struct SharedMember {
  std::string name;
  simdjson::dom::element value;
};

/// A message and, within it, the objects that hold the sender's own members.
struct Message {
  simdjson::dom::object root;
  const SharedMember* shared = nullptr;  ///< as if it were a member of the root; may be absent
  std::vector<simdjson::dom::object> objects{};
};

/// A value that was found. Views die with the message and the lookup.
struct Found {
  std::string text;                               ///< of a text, number or boolean; empty for other values
  std::optional<simdjson::dom::element> element;  ///< nullopt where texts were put together
  /// The member of one of the message's objects that it came from, so that it is not kept as an attribute too.
  struct Member {
    std::size_t object;
    std::string_view name;
  };
  std::optional<Member> member;
  double unit_ms = 1;  ///< of a number that is a duration
};

class Lookup {
 public:
  /// The error is a phrase that says what is wrong with the text.
  static std::expected<Lookup, std::string> parse(std::string_view text);

  /// nullopt where there is nothing, null or an empty text.
  [[nodiscard]] std::optional<Found> find(const Message& message) const;
  /// The object at this place of the message itself; nullopt if there is none.
  [[nodiscard]] std::optional<simdjson::dom::object> find_object(const Message& message) const;

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  struct Path {
    std::string text;  ///< without `$.`
    bool in_root_only = false;
  };
  /// Literal text, or a path whose text stands there.
  struct Piece {
    std::string literal;
    std::optional<Path> path;
  };
  static Path path_of(std::string_view text);
  static std::optional<Found> find_path(const Path& path, const Message& message);

  std::string text_;
  std::vector<Piece> pieces_;
  double unit_ms_ = 1;
};

}  // namespace sj::wire
