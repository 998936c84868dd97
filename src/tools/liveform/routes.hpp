#pragma once
// The form's page and its backend's endpoints, under /demo. `serve` does not have them.
#include "http/routing/router.hpp"
#include "liveform/backend.hpp"
#include "site/site.hpp"

namespace sj::liveform {

/// Both must outlive the router.
void add_routes(http::Router& router, Backend& backend, const site::Site& site);

}  // namespace sj::liveform
