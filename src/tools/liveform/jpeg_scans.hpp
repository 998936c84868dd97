#pragma once
// How often a decoder has to go through a JPEG: a small file can ask for thousands of passes over many pixels.
#include <cstddef>
#include <string_view>

namespace sj::liveform {

/// The scans (SOS markers) of the first picture in these bytes, not those of the preview inside its headers. Of what is
/// no JPEG, the number up to where it stops being one.
[[nodiscard]] std::size_t scans_in(std::string_view jpeg);

}  // namespace sj::liveform
