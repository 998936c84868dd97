#pragma once
// How far each file got: kept in a small JSON file that is replaced after each acknowledged batch. Losing it costs time
// only, because an event that is sent again counts as a duplicate.
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace sj::cli {

class ResumeState {
 public:
  struct Place {
    std::uint64_t offset = 0;  ///< unpacked bytes that are done
    std::uint64_t line = 1;
    std::uint64_t head_bytes = 0, head_hash = 0;  ///< of the file's start, so that another file is not taken for it
  };

  /// A file that does not exist is a beginning. `invalid_argument` for one that is something else.
  [[nodiscard]] static Result<ResumeState> open(std::filesystem::path state_file);

  /// Where to go on; nullopt, and nothing is known of it any more, for a file that is new or was replaced.
  [[nodiscard]] std::optional<Place> place_in(const std::filesystem::path& file);
  /// Written when this returns.
  [[nodiscard]] Result<void> keep(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t line);

 private:
  explicit ResumeState(std::filesystem::path state_file) : state_file_(std::move(state_file)) {}
  [[nodiscard]] Result<void> read(const std::string& content);
  [[nodiscard]] Result<void> write() const;

  std::filesystem::path state_file_;
  std::map<std::string, Place> places_;  ///< by absolute path
};

}  // namespace sj::cli
