#pragma once
// The files of the dashboard, as Vite built them from web/dashboard and CMake put them into the program. Without Node
// at build time there is one file, a page that says so and how to send a first event.
//
// Immutable; made at start-up, shared by all threads.
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sj::dashboard {

struct File {
  std::string_view content_type;
  std::string etag;      ///< with its quotes; of the content
  bool lasting = false;  ///< the name has a hash in it: what was fetched once never changes
  std::shared_ptr<const std::string> plain;
  std::shared_ptr<const std::string> gzip;  ///< null where it would not be smaller
};

class Site {
 public:
  Site();

  /// `/assets/index-x1.js` and so on; null when there is no such file.
  [[nodiscard]] const File* find(std::string_view path) const;
  /// The page that every screen of the dashboard begins with.
  [[nodiscard]] const File& page() const { return *find("/index.html"); }

 private:
  std::unordered_map<std::string_view, File> files_;
};

}  // namespace sj::dashboard
