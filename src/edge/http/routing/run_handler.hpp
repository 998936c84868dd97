#pragma once
// From a complete request to its handler.
#include <cstddef>
#include <optional>
#include <string>

#include "http/message/content_coding.hpp"
#include "http/routing/router.hpp"
#include "http/routing/work_pool.hpp"

namespace sj::http {

/// Whether a body is too much for an I/O thread. What counts is its size after decoding, which is known by decoding it,
/// and no further than `bytes_max`. One that is not too much stays decoded: then `coding` is nullopt.
[[nodiscard]] bool is_heavy(std::optional<Coding>& coding, std::size_t bytes_max, Request& request) noexcept;

/// Decodes the body, unless it is decoded already, and calls the handler. Everything that goes wrong on the way, an
/// exception from the handler included, becomes the reply.
void run_handler(const Route& route, std::optional<Coding> coding, std::size_t body_bytes_max, Request request,
                 const Reply& reply);

/// The same on a thread of the pool, in the owner's turn; 503 when too much waits there.
void run_in_pool(WorkPool& pool, const std::string& owner, const Route& route, std::optional<Coding> coding,
                 std::size_t body_bytes_max, Request request, const Reply& reply);

}  // namespace sj::http
