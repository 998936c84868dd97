#pragma once
// What can be told of a photo by looking at its pixels: the one check of the form that is not made up.
#include <cstdint>
#include <string_view>

#include "base/result.hpp"

namespace sj::liveform {

struct Picture {
  int width = 0, height = 0;  ///< as sent
  /// Variance of the Laplacian, measured at a longer side of about 1 000 pixels. Print in focus makes a thousand, a
  /// plain scene about a hundred, a picture out of focus less than thirty.
  double sharpness = 0;
  double brightness = 0;  ///< mean of the luminance, 0 black to 255 white
};

/// `invalid_argument` for what is not a JPEG, is cut short, or costs more to decode than a photo of a phone: by its
/// pixels, or by its scans.
[[nodiscard]] Result<Picture> measure(std::string_view jpeg);

enum class Fault : std::uint8_t { none, unreadable, too_small, too_dark, too_bright, blurred };
/// The code that goes with a check: `too_dark` and so on; empty for none.
[[nodiscard]] std::string_view name_of(Fault fault);

/// The first thing that is wrong with a picture.
[[nodiscard]] Fault fault_of(const Picture& picture);

}  // namespace sj::liveform
