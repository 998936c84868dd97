#include "config/settings_file.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace sj::config {
namespace {

std::string place_of(const std::filesystem::path& file, const YAML::Mark& mark) {
  return fmt::format("{}:{}", file.string(), mark.line + 1);
}

std::unexpected<Error> wrong_at(const std::string& place, std::string_view what) {
  return fail(Errc::invalid_argument, fmt::format("{}: {}", place, what));
}

Result<std::string> content_of(const std::filesystem::path& file) {
  std::error_code ignored;
  const bool directory = std::filesystem::is_directory(file, ignored);
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (directory || !stream)
    return fail(Errc::invalid_argument, fmt::format("cannot read the settings file {}: {}", file.string(),
                                                    directory ? "it is a directory" : std::strerror(errno)));
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

Result<std::vector<FileEntry>> entries_of(const YAML::Node& root, const std::filesystem::path& file) {
  std::vector<FileEntry> entries;
  if (root.IsNull()) return entries;
  if (!root.IsMap()) return wrong_at(place_of(file, root.Mark()), "settings are lines of `name: value`");
  for (const auto& item : root) {
    const std::string place = place_of(file, item.first.Mark());
    if (!item.first.IsScalar()) return wrong_at(place, "settings are lines of `name: value`");
    const std::string name = item.first.Scalar();
    for (const FileEntry& earlier : entries)
      if (earlier.name == name) return wrong_at(place, fmt::format("`{}` stands at {} already", name, earlier.place));
    if (item.second.IsNull())
      return wrong_at(place, fmt::format("`{}` has no value; leave the line out to keep the default", name));
    if (!item.second.IsScalar()) return wrong_at(place, fmt::format("`{}` takes one value, not a list or a map", name));
    entries.push_back({name, item.second.Scalar(), place});
  }
  return entries;
}

}  // namespace

Result<std::vector<FileEntry>> read_settings_file(const std::filesystem::path& file) {
  const Result<std::string> content = content_of(file);
  if (!content) return std::unexpected(content.error());
  try {
    return entries_of(YAML::Load(*content), file);
  } catch (const YAML::Exception& error) {
    return wrong_at(place_of(file, error.mark), fmt::format("not YAML: {}", error.msg));
  }
}

}  // namespace sj::config
