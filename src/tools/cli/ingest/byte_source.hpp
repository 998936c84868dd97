#pragma once
// The bytes of one input, unpacked, front to back: a file or standard input, plain or gzip or zstd (told by its first
// bytes).
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "base/result.hpp"

namespace sj::cli {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Up to `size` unpacked bytes; 0 only at the end.
  virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
  /// Leaves out so many unpacked bytes, at most to the end. Cheap for a plain file.
  virtual Result<void> skip(std::uint64_t bytes);
  /// Bytes taken from the file itself, and all that it has; nullopt where that is not known (a pipe).
  [[nodiscard]] virtual std::uint64_t raw_position() const = 0;
  [[nodiscard]] virtual std::optional<std::uint64_t> raw_size() const = 0;
};

/// `-` is standard input. Errors name the file.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_source(const std::filesystem::path& path);

}  // namespace sj::cli
