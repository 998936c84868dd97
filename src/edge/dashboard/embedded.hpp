#pragma once
// The files of the dashboard, as Vite built them from web/dashboard. Without Node at build time there is one file, a
// page that says so and how to send a first event.
#include <span>

#include "site/site.hpp"

namespace sj::dashboard {

[[nodiscard]] std::span<const site::EmbeddedFile> embedded_files();

}  // namespace sj::dashboard
