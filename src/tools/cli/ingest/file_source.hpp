#pragma once
// The bytes of a file or a pipe as they are.
#include <array>
#include <string>
#include <string_view>

#include "cli/ingest/byte_source.hpp"

namespace sj::cli {

class FileSource final : public ByteSource {
 public:
  [[nodiscard]] static Result<std::unique_ptr<FileSource>> open(const std::filesystem::path& path);
  ~FileSource() override;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  Result<std::size_t> read(char* to, std::size_t size) override;
  Result<void> skip(std::uint64_t bytes) override;
  [[nodiscard]] std::uint64_t raw_position() const override { return position_; }
  [[nodiscard]] std::optional<std::uint64_t> raw_size() const override { return size_; }

  /// The first bytes, fewer only if there are no more; they will be read all the same. Before the first read.
  Result<std::string_view> peek();
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  FileSource(int descriptor, std::string name);
  Result<std::size_t> read_descriptor(char* to, std::size_t size);

  const int descriptor_;
  const std::string name_;
  std::optional<std::uint64_t> size_;
  std::uint64_t position_ = 0;
  std::array<char, 4> peeked_{};
  std::size_t peeked_begin_ = 0, peeked_end_ = 0;  // not read yet
};

}  // namespace sj::cli
