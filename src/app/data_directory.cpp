#include "app/data_directory.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <set>
#include <string>

#include "access/access_file.hpp"
#include "app/directory_format.hpp"
#include "base/file_system.hpp"
#include "base/replace_file.hpp"
#include "ingest/journal.hpp"

namespace sj::app {
namespace {

std::unexpected<Error> no_directory_yet(const std::filesystem::path& root) {
  return fail(Errc::not_found,
              root.string() + " is no data directory yet; run: session-journey init --data " + root.string());
}

// Whoever may write to the directory may put other keys into it; whoever may read it sees what people did.
Result<void> check_rights(const std::filesystem::path& root) {
  struct stat about {};
  if (::stat(root.c_str(), &about) != 0) {
    if (errno == ENOENT) return no_directory_yet(root);
    return fail(Errc::io, fmt::format("cannot look into {}: {}", root.string(), std::strerror(errno)));
  }
  if (about.st_mode & S_IWOTH)
    return fail(Errc::refused, fmt::format("everybody on this machine may write to {}; run: chmod 700 {}",
                                           root.string(), root.string()));
  if (about.st_mode & S_IWGRP)
    spdlog::warn("others of the group may write to {}; better: chmod 700 {}", root.string(), root.string());
  const auto access_file = access::access_file_in(root);
  if (::stat(access_file.c_str(), &about) == 0 && (about.st_mode & (S_IRWXG | S_IRWXO)))
    spdlog::warn("others may read or write {}; better: chmod 600 {}", access_file.string(), access_file.string());
  return {};
}

// Left by an `init` that did not come to its end.
bool holds_only_beginnings(const std::filesystem::path& root) {
  static const std::set<std::string> beginnings{"access.lock", "FORMAT.writing", "journal", "journal/FILES",
                                                "journal/FILES.writing"};
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(root, error), end; !error && at != end; at.increment(error))
    if (!beginnings.contains(at->path().lexically_relative(root).string())) return false;
  return !error;
}

Result<void> make(const std::filesystem::path& root) {
  const auto files = posix_file_system();
  const std::filesystem::path journal = root / "journal";
  const auto begun = ingest::Journal::inspect(*files, journal);
  const DirectoryFormat format{.identity = begun ? begun->identity : random_identity()};
  if (auto made = ingest::Journal::create(*files, journal, format.identity); !made) return made;
  return write_format(root, format);
}

Result<DataDirectory> described(const std::filesystem::path& root) {
  const auto format = read_format(root);
  if (!format && format.error().code == Errc::not_found) return no_directory_yet(root);
  if (!format) return std::unexpected(format.error());
  return DataDirectory{root, format->identity, format->version < DirectoryFormat::current, nullptr};
}

}  // namespace

Result<DataDirectory> create_data_directory(const std::filesystem::path& root) {
  if (auto made = make_directory(root); !made) return std::unexpected(made.error());
  if (auto checked = check_rights(root); !checked) return std::unexpected(checked.error());
  std::error_code error;
  const auto is_made = [&] { return std::filesystem::exists(format_file_in(root), error); };
  if (!is_made() && !holds_only_beginnings(root) && !is_made())
    return fail(Errc::refused,
                root.string() + " is not empty and no data directory of Session Journey; choose another");
  const auto lock = FileLock::wait_for(access::access_lock_in(root));
  if (!lock) return std::unexpected(lock.error());
  if (!is_made()) {
    std::filesystem::permissions(root, std::filesystem::perms::owner_all, error);
    if (auto made = make(root); !made) return std::unexpected(made.error());
  }
  return described(root);
}

Result<DataDirectory> open_data_directory(const std::filesystem::path& root) {
  if (auto checked = check_rights(root); !checked) return std::unexpected(checked.error());
  auto directory = described(root);
  if (!directory) return directory;
  auto lock = FileLock::try_lock(root);
  if (!lock && lock.error().code == Errc::unavailable)
    return fail(Errc::unavailable, root.string() +
                                       " is in use: another server or tool has it open. Stop that first, or "
                                       "ask it with --url");
  if (!lock) return std::unexpected(lock.error());
  directory->lock = std::make_shared<const FileLock>(*std::move(lock));
  auto synced = posix_file_system()->sync(format_file_in(root));
  if (synced) synced = sync_directory(root);
  (void)sync_directory(std::filesystem::absolute(root).parent_path());  // which may not be ours to open
  if (synced && directory->identity.empty()) {
    directory->identity = random_identity();
    synced = write_format(root, {.version = 1, .identity = directory->identity});
  }
  if (!synced) return std::unexpected(synced.error());
  return directory;
}

Result<void> finish_upgrade(DataDirectory& directory) {
  if (!directory.is_older) return {};
  auto written = write_format(directory.root, {.identity = directory.identity});
  if (written) directory.is_older = false;
  return written;
}

}  // namespace sj::app
