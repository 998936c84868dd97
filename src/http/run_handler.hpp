#pragma once
// From a complete request to its handler.
#include <cstddef>
#include <string>

#include "http/content_coding.hpp"
#include "http/router.hpp"
#include "http/work_pool.hpp"

namespace sj::http {

/// Decodes the body and calls the handler. Everything that goes wrong on the way, an exception from the handler
/// included, becomes the reply.
void run_handler(const Route& route, Coding coding, std::size_t body_bytes_max, Request request, const Reply& reply);

/// The same on a thread of the pool, in the owner's turn; 503 when too much waits there.
void run_in_pool(WorkPool& pool, const std::string& owner, const Route& route, Coding coding,
                 std::size_t body_bytes_max, Request request, const Reply& reply);

}  // namespace sj::http
