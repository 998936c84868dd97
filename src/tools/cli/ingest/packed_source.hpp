#pragma once
// Unpacks gzip and zstd as the bytes are asked for.
#include <memory>

#include "cli/ingest/file_source.hpp"

namespace sj::cli {

[[nodiscard]] std::unique_ptr<ByteSource> make_gzip_source(std::unique_ptr<FileSource> file);
[[nodiscard]] std::unique_ptr<ByteSource> make_zstd_source(std::unique_ptr<FileSource> file);

}  // namespace sj::cli
