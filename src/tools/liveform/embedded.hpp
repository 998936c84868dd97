#pragma once
// The files of the form, as Vite built them from web/liveform.
#include <span>

#include "site/site.hpp"

namespace sj::liveform {

[[nodiscard]] std::span<const site::EmbeddedFile> embedded_files();

}  // namespace sj::liveform
