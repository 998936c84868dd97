#pragma once
// Files into an API: batch after batch, with a record of what was refused and of how far each file got.
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/ingest/batch.hpp"
#include "cli/ingest/ingest_answer.hpp"
#include "cli/ingest/progress.hpp"
#include "cli/ingest/resume_state.hpp"
#include "cli/ingest/tally.hpp"

namespace sj::cli {

class Delivery {
 public:
  /// Opens a file by its path, `-` for standard input; `name` stands in errors.
  using OpenReader =
      std::function<Result<std::unique_ptr<ItemReader>>(const std::filesystem::path& path, const std::string& name)>;

  /// At most `rejections_told` rejections are noted one by one. `resume` may be null. All must outlive this.
  Delivery(Api& api, Progress& progress, ResumeState* resume, std::size_t rejections_told, OpenReader open_reader)
      : api_(api),
        progress_(progress),
        resume_(resume),
        rejections_told_(rejections_told),
        open_reader_(std::move(open_reader)) {}

  /// Sends a file, `-` for standard input. False when not all of it was delivered; why is noted.
  bool send_file(const std::filesystem::path& path);

  /// No further file makes sense: the server does not take any batch.
  [[nodiscard]] bool is_stopped() const { return stopped_; }
  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  Result<void> send_events(const std::filesystem::path& path, ItemReader& reader);
  Result<void> begin(const std::filesystem::path& path, ItemReader& reader);
  Result<void> send(const std::filesystem::path& path);
  void count(const IngestAnswer& answer);
  void reject(std::uint64_t line, const Rejection& rejection);

  Api& api_;
  Progress& progress_;
  ResumeState* resume_;
  const std::size_t rejections_told_;
  const OpenReader open_reader_;
  std::string name_;  // of the file being sent
  Batch batch_;
  Tally tally_;
  std::uint64_t bytes_before_ = 0;  // of the files before this one
  bool stopped_ = false;
};

}  // namespace sj::cli
