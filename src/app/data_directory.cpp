#include "app/data_directory.hpp"

#include <charconv>
#include <fstream>
#include <string>

namespace sj::app {
namespace {

constexpr int format_version = 1;

std::filesystem::path format_file(const std::filesystem::path& root) {
  return root / "FORMAT";
}

Result<void> check_format(const std::filesystem::path& root) {
  std::ifstream in(format_file(root));
  std::string text;
  in >> text;
  int version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc{} || end != text.data() + text.size())
    return fail(Errc::corrupt,
                format_file(root).string() + " does not hold a format version; restore it from a backup");
  if (version > format_version)
    return fail(Errc::refused, root.string() + " has format " + text + ", and this program knows up to " +
                                   std::to_string(format_version) + ": use the version that wrote it, or a newer one");
  return {};
}

}  // namespace

Result<DataDirectory> create_data_directory(const std::filesystem::path& root) {
  std::error_code error;
  if (std::filesystem::exists(format_file(root), error)) return open_data_directory(root);
  if (std::filesystem::exists(root, error) && !std::filesystem::is_empty(root, error))
    return fail(Errc::refused,
                root.string() + " is not empty and no data directory of Session Journey; choose another");
  std::filesystem::create_directories(root, error);
  if (error) return fail(Errc::io, "cannot create " + root.string() + ": " + error.message());
  std::filesystem::permissions(root, std::filesystem::perms::owner_all, error);
  std::ofstream out(format_file(root));
  out << format_version << '\n';
  out.close();
  if (!out) return fail(Errc::io, "cannot write " + format_file(root).string());
  return DataDirectory{root};
}

Result<DataDirectory> open_data_directory(const std::filesystem::path& root) {
  std::error_code error;
  if (!std::filesystem::exists(format_file(root), error))
    return fail(Errc::not_found,
                root.string() + " is no data directory yet; run: session-journey init --data " + root.string());
  if (auto checked = check_format(root); !checked) return std::unexpected(checked.error());
  return DataDirectory{root};
}

}  // namespace sj::app
