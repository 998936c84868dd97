#include "site/site.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/hash.hpp"

namespace sj::site {
namespace {

std::string_view content_type_of(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> types{{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
      {".webmanifest", "application/manifest+json"},
  }};
  for (const auto& [ending, type] : types)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

File file_of(const EmbeddedFile& embedded) {
  File file;
  file.content_type = content_type_of(embedded.path);
  file.etag = fmt::format("\"{:016x}\"", hash64(embedded.plain));
  file.lasting = embedded.path.starts_with("/assets/");
  file.plain = std::make_shared<const std::string>(embedded.plain);
  if (embedded.gzip.size() < embedded.plain.size()) file.gzip = std::make_shared<const std::string>(embedded.gzip);
  return file;
}

}  // namespace

Site::Site(std::span<const EmbeddedFile> embedded) {
  for (const EmbeddedFile& file : embedded) files_.emplace(file.path, file_of(file));
}

const File* Site::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace sj::site
