#pragma once
// The NDJSON of `session-journey generate`, made ready to be sent: what the client's side of a benchmark costs is paid
// here, before the clock starts.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sj::bench {

/// Every line once, in the order of the file: `generate` sends some batches twice, and a benchmark has to know exactly
/// how many events the server will say it accepted.
class EventFile {
 public:
  /// Ends the program with code 1 if the file cannot be read. `events_max` 0: all.
  EventFile(const std::string& path, std::size_t events_max);

  [[nodiscard]] const std::vector<std::string_view>& lines() const { return lines_; }
  /// Each once, in the order in which they first appear.
  [[nodiscard]] const std::vector<std::string_view>& session_ids() const { return session_ids_; }

 private:
  std::string bytes_;
  std::vector<std::string_view> lines_, session_ids_;
};

/// One POST /v1/events, ready to be written to a socket.
struct IngestRequest {
  std::string bytes;
  std::uint32_t events = 0;
};

enum class BodyForm : std::uint8_t { ndjson, json_array };

std::vector<IngestRequest> ingest_requests(const EventFile& file, std::size_t batch, BodyForm form,
                                           std::string_view host, std::string_view key);

}  // namespace sj::bench
