#pragma once
// Where PostHog's clients put the project's key: `api_key`, `token` or `$token` of the body's object, or of the first
// event of an array, before or behind the events; or, of an event, `token` of its `properties`.
//
// Reads the JSON byte by byte in constant memory, and no further than it takes. It does not check it: unpack() does,
// once the key is known.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sj::wire::posthog {

class KeyFinder {
 public:
  enum class Found : std::uint8_t { not_yet, key, no_key, malformed };

  /// Looks at the next bytes of the body; not to be called after any other answer than `not_yet`.
  [[nodiscard]] Found look(std::string_view bytes);
  /// There are no more.
  [[nodiscard]] Found end() const { return Found::malformed; }
  /// After `key`.
  [[nodiscard]] const std::string& key() const { return text_; }

 private:
  enum class Name : std::uint8_t { other, key, properties, token };
  struct Level {
    bool is_object = false;
    bool name_next = false;
    Name name = Name::other;  ///< of the member whose value comes
  };
  static constexpr std::size_t levels_max = 3;        // an array, its event, the event's properties
  static constexpr std::size_t text_bytes_max = 128;  // keys have some 40 bytes

  [[nodiscard]] std::size_t pass_over_string(std::string_view bytes);
  [[nodiscard]] Found take(char c);
  [[nodiscard]] Found end_string();
  [[nodiscard]] Found close();
  void open(bool is_object);
  [[nodiscard]] Found conclude();
  [[nodiscard]] Name name_of_text() const;
  [[nodiscard]] std::size_t message_depth() const { return levels_[0].is_object ? 1 : 2; }
  [[nodiscard]] Level* level() { return depth_ >= 1 && depth_ <= levels_max ? &levels_[depth_ - 1] : nullptr; }

  std::array<Level, levels_max> levels_{};
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  bool spoilt_ = false;  ///< the text is too long or has escapes, and is no key and no name that we look for
  std::string text_;     ///< of the string being read, where it may matter
  std::string in_properties_;
};

}  // namespace sj::wire::posthog
