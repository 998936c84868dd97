#include "cli/ingest/byte_source.hpp"

#include <algorithm>
#include <vector>

#include "cli/ingest/file_source.hpp"
#include "cli/ingest/packed_source.hpp"

namespace sj::cli {

Result<void> ByteSource::skip(std::uint64_t bytes) {
  std::vector<char> dropped(64 * 1024);
  while (bytes > 0) {
    const auto count = read(dropped.data(), std::min<std::uint64_t>(dropped.size(), bytes));
    if (!count) return std::unexpected(count.error());
    if (*count == 0) break;
    bytes -= *count;
  }
  return {};
}

Result<std::unique_ptr<ByteSource>> open_source(const std::filesystem::path& path) {
  auto file = FileSource::open(path);
  if (!file) return std::unexpected(file.error());
  const auto start = (*file)->peek();
  if (!start) return std::unexpected(start.error());
  if (start->starts_with("\x1f\x8b")) return make_gzip_source(std::move(*file));
  if (*start == "\x28\xb5\x2f\xfd") return make_zstd_source(std::move(*file));
  return std::unique_ptr<ByteSource>(std::move(*file));
}

}  // namespace sj::cli
