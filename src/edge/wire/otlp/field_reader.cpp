#include "wire/otlp/field_reader.hpp"

#include <limits>

namespace sj::wire::otlp {

std::optional<FieldReader::Field> FieldReader::next() {
  if (left_.empty()) return std::nullopt;
  constexpr unsigned type_bits = 3;
  const std::uint64_t tag = read_varint();
  if (tag >> type_bits == 0 || tag > std::numeric_limits<std::uint32_t>::max()) throw NotProtobuf{};
  Field field{.number = static_cast<std::uint32_t>(tag >> type_bits)};
  switch (const auto type = static_cast<Type>(tag & 7); field.type = type) {
    case Type::varint: field.value = read_varint(); return field;
    case Type::fixed64: field.value = read_fixed(8); return field;
    case Type::bytes: field.bytes = read_bytes(read_varint()); return field;
    case Type::fixed32: field.value = read_fixed(4); return field;
  }
  throw NotProtobuf{};  // groups, which no sender of OTLP writes, and what is no type
}

std::uint64_t FieldReader::read_varint() {
  constexpr unsigned bits_max = 64, bits_of_byte = 7;
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < bits_max; shift += bits_of_byte) {
    if (left_.empty()) break;
    const auto byte = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  throw NotProtobuf{};
}

std::uint64_t FieldReader::read_fixed(std::size_t bytes) {
  std::uint64_t value = 0;
  unsigned shift = 0;
  for (const char c : read_bytes(bytes)) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << shift;
    shift += 8;
  }
  return value;
}

std::string_view FieldReader::read_bytes(std::uint64_t size) {
  if (size > left_.size()) throw NotProtobuf{};
  const std::string_view bytes = left_.substr(0, size);
  left_.remove_prefix(size);
  return bytes;
}

}  // namespace sj::wire::otlp
