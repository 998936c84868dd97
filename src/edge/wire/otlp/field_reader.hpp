#pragma once
// The fields of a message in protobuf's wire format, one after the other and without making anything of them.
#include <cstdint>
#include <optional>
#include <string_view>

namespace sj::wire::otlp {

/// Thrown where bytes are no message.
struct NotProtobuf {};

class FieldReader {
 public:
  enum class Type : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };
  struct Field {
    std::uint32_t number = 0;
    Type type = Type::varint;
    std::uint64_t value = 0;  ///< of varint and fixed64
    std::string_view bytes;   ///< of bytes: a text or a message

    /// A field of the right number and another type is one that we do not know.
    [[nodiscard]] bool is(std::uint32_t wanted, Type wanted_type) const {
      return number == wanted && type == wanted_type;
    }
  };

  explicit FieldReader(std::string_view message) : left_(message) {}

  /// nullopt at the end.
  std::optional<Field> next();

 private:
  std::uint64_t read_varint();
  std::uint64_t read_fixed(std::size_t bytes);
  std::string_view read_bytes(std::uint64_t size);

  std::string_view left_;
};

}  // namespace sj::wire::otlp
