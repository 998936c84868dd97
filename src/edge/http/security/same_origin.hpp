#pragma once
// Whether a request that changes who is signed in comes from a page of this server, or from no browser at all.
#include "http/message/request.hpp"

namespace sj::http {

/// False where the browser says that another site's page, or another origin's, sends it: by `Sec-Fetch-Site`, which
/// pages cannot write, else by `Origin`, whose host must be the request's own. Neither of them: no browser, true.
[[nodiscard]] bool is_same_origin(const Request& request);

/// Whether a browser sent it, as far as it tells.
[[nodiscard]] bool is_from_browser(const Request& request);

}  // namespace sj::http
