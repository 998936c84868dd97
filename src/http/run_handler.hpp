#pragma once
// From a complete request to its handler.
#include <cstddef>

#include "http/content_coding.hpp"
#include "http/router.hpp"

namespace sj::http {

/// Decodes the body and calls the handler. Everything that goes wrong on the way, an exception from the handler
/// included, becomes the reply.
void run_handler(const Route& route, Coding coding, std::size_t body_bytes_max, Request request, const Reply& reply);

}  // namespace sj::http
