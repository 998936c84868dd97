#pragma once
// Sizes of memory and disk as people write them in settings.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sj::config {

inline constexpr std::uint64_t kibibyte = 1024;
inline constexpr std::uint64_t mebibyte = 1024 * kibibyte;
inline constexpr std::uint64_t gibibyte = 1024 * mebibyte;

/// Reads `64KiB`, `256MiB`, `2GiB`, `4096B`. nullopt when it is not one; `MB` is none, because people mean two things
/// by it.
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);

/// The shortest form that parse_size reads back.
[[nodiscard]] std::string to_size_text(std::uint64_t bytes);

}  // namespace sj::config
