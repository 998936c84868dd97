#pragma once
// What cmake/embed_files.cmake writes: the bytes of every file of the site, by path.
#include <span>
#include <string_view>

namespace sj::dashboard {

struct EmbeddedFile {
  std::string_view path;  ///< `/assets/index-x1.js`
  std::string_view plain;
  std::string_view gzip;
};

[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace sj::dashboard
