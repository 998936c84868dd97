#include "liveform/image.hpp"

#include <turbojpeg.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "liveform/jpeg_scans.hpp"

namespace sj::liveform {
namespace {

/// A phone makes 12 million, and the page sends a fifth of that.
constexpr std::int64_t pixels_max = 12'000'000;
/// Of a picture in several scans: a decoder keeps all of it, 6 bytes a pixel, and goes over it once a scan.
constexpr std::int64_t progressive_pixels_max = 4'000'000;
/// Encoders make ten; each costs as much as a small picture.
constexpr std::size_t scans_max = 20;
/// Decoded so that its longer side is not much above this: sharpness depends on the scale.
constexpr int measured_side_max = 1'100;

constexpr int side_min = 240;
constexpr double brightness_min = 40, brightness_max = 245;
constexpr double sharpness_min = 40;

using Decoder = std::unique_ptr<void, decltype(&tjDestroy)>;

struct Grey {
  int width = 0, height = 0;
  std::vector<unsigned char> pixels;

  [[nodiscard]] int at(int x, int y) const {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

/// The largest of the decoder's scales that keeps the longer side in bounds.
tjscalingfactor scale_for(int longer_side) {
  int count = 0;
  const tjscalingfactor* first = tjGetScalingFactors(&count);
  const std::span factors(first, static_cast<std::size_t>(count));
  tjscalingfactor best{1, 8};
  for (const tjscalingfactor& factor : factors) {
    const bool enlarges = factor.num > factor.denom;
    const bool larger = factor.num * best.denom > best.num * factor.denom;
    if (!enlarges && larger && TJSCALED(longer_side, factor) <= measured_side_max) best = factor;
  }
  return best;
}

double mean_of(const Grey& grey) {
  double sum = 0;
  for (const unsigned char pixel : grey.pixels) sum += pixel;
  return sum / static_cast<double>(grey.pixels.size());
}

double variance_of_laplacian(const Grey& grey) {
  double sum = 0, squares = 0;
  for (int y = 1; y + 1 < grey.height; ++y) {
    for (int x = 1; x + 1 < grey.width; ++x) {
      const int edge =
          grey.at(x - 1, y) + grey.at(x + 1, y) + grey.at(x, y - 1) + grey.at(x, y + 1) - 4 * grey.at(x, y);
      sum += edge;
      squares += static_cast<double>(edge) * edge;
    }
  }
  const double count = std::max(1.0, static_cast<double>(grey.width - 2) * (grey.height - 2));
  return squares / count - (sum / count) * (sum / count);
}

}  // namespace

Result<Picture> measure(std::string_view jpeg) {
  const Decoder decoder(tjInitDecompress(), &tjDestroy);
  if (!decoder) return fail(Errc::unavailable, "no memory for a picture");
  const auto* bytes = reinterpret_cast<const unsigned char*>(jpeg.data());
  Picture picture;
  int sampling = 0, colours = 0;
  if (tjDecompressHeader3(decoder.get(), bytes, jpeg.size(), &picture.width, &picture.height, &sampling, &colours) != 0)
    return fail(Errc::invalid_argument, "this is not a JPEG");
  const std::size_t scans = scans_in(jpeg);
  if (scans > scans_max) return fail(Errc::invalid_argument, "the picture has too many scans");
  if (static_cast<std::int64_t>(picture.width) * picture.height > (scans > 1 ? progressive_pixels_max : pixels_max))
    return fail(Errc::invalid_argument, "the picture has too many pixels");
  const tjscalingfactor scale = scale_for(std::max(picture.width, picture.height));
  Grey grey{TJSCALED(picture.width, scale), TJSCALED(picture.height, scale), {}};
  grey.pixels.resize(static_cast<std::size_t>(grey.width) * static_cast<std::size_t>(grey.height));
  if (tjDecompress2(decoder.get(), bytes, jpeg.size(), grey.pixels.data(), grey.width, 0, grey.height, TJPF_GRAY,
                    TJFLAG_STOPONWARNING) != 0)
    return fail(Errc::invalid_argument, "the picture is damaged");
  picture.brightness = mean_of(grey);
  picture.sharpness = variance_of_laplacian(grey);
  return picture;
}

std::string_view name_of(Fault fault) {
  switch (fault) {
    case Fault::none: return "";
    case Fault::unreadable: return "unreadable";
    case Fault::too_small: return "too_small";
    case Fault::too_dark: return "too_dark";
    case Fault::too_bright: return "too_bright";
    case Fault::blurred: return "blurred";
  }
  return "";
}

Fault fault_of(const Picture& picture) {
  if (std::min(picture.width, picture.height) < side_min) return Fault::too_small;
  if (picture.brightness < brightness_min) return Fault::too_dark;
  if (picture.brightness > brightness_max) return Fault::too_bright;
  if (picture.sharpness < sharpness_min) return Fault::blurred;
  return Fault::none;
}

}  // namespace sj::liveform
