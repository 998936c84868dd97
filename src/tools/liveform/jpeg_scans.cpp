#include "liveform/jpeg_scans.hpp"

#include <cstdint>

namespace sj::liveform {
namespace {

// ITU-T T.81, table B.1
constexpr std::uint8_t marker_begin = 0xFF;
constexpr std::uint8_t start_of_image = 0xD8, end_of_image = 0xD9, start_of_scan = 0xDA, temporary = 0x01;

constexpr bool is_restart(std::uint8_t code) {
  return code >= 0xD0 && code <= 0xD7;
}
constexpr bool stands_alone(std::uint8_t code) {
  return is_restart(code) || code == start_of_image || code == temporary;
}

class Markers {
 public:
  explicit Markers(std::string_view bytes) : bytes_(bytes) {}

  /// The code of the next marker, passing over a scan's data, in which a marker's first byte is followed by zero; 0:
  /// there is none.
  std::uint8_t next() {
    while (at_ + 1 < bytes_.size()) {
      const std::uint8_t code = byte(at_ + 1);
      const bool is_marker = byte(at_) == marker_begin && code != 0 && code != marker_begin;
      if (is_marker) return at_ += 2, code;
      ++at_;
    }
    return 0;
  }
  /// Goes past what belongs to a marker; its length stands in front and counts itself.
  void skip_segment() { at_ += at_ + 1 < bytes_.size() ? std::size_t{byte(at_)} << 8 | byte(at_ + 1) : 2; }

 private:
  [[nodiscard]] std::uint8_t byte(std::size_t at) const { return static_cast<std::uint8_t>(bytes_[at]); }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

std::size_t scans_in(std::string_view jpeg) {
  Markers markers(jpeg);
  std::size_t scans = 0;
  for (std::uint8_t code = markers.next(); code != 0 && code != end_of_image; code = markers.next()) {
    if (stands_alone(code)) continue;
    if (code == start_of_scan) ++scans;
    markers.skip_segment();
  }
  return scans;
}

}  // namespace sj::liveform
