#pragma once
// Files that Vite built and CMake put into the program: those of the dashboard, those of the live form.
//
// Immutable; made at start-up, shared by all threads.
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sj::site {

/// What cmake/embed_files.cmake writes down for each file.
struct EmbeddedFile {
  std::string_view path;  ///< `/assets/index-x1.js`
  std::string_view plain;
  std::string_view gzip;
};

struct File {
  std::string_view content_type;
  std::string etag;      ///< with its quotes; of the content
  bool lasting = false;  ///< the name has a hash in it: what was fetched once never changes
  std::shared_ptr<const std::string> plain;
  std::shared_ptr<const std::string> gzip;  ///< null where it would not be smaller
};

class Site {
 public:
  /// One of the files is `/index.html`. The paths must outlive the site.
  explicit Site(std::span<const EmbeddedFile> embedded);

  /// `/assets/index-x1.js` and so on; null when there is no such file.
  [[nodiscard]] const File* find(std::string_view path) const;
  /// The page that every screen of the site begins with.
  [[nodiscard]] const File& page() const { return *find("/index.html"); }

 private:
  std::unordered_map<std::string_view, File> files_;
};

}  // namespace sj::site
