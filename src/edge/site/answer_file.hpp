#pragma once
// A file of a site as an answer: from the browser's cache where it can be, compressed where it may be, and under a
// content policy.
#include "http/message/request.hpp"
#include "http/message/response.hpp"
#include "site/site.hpp"

namespace sj::site {

[[nodiscard]] http::Response answer_file(const File& file, const http::Request& request);

}  // namespace sj::site
