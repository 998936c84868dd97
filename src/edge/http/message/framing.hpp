#pragma once
// What a request's headers say about its body and its connection, read more strictly than Beast does: one length or the
// one word `chunked`, nothing that a proxy before us could have understood in another way.
#include <optional>

#include "http/message/head.hpp"

namespace sj::http {

/// Sets framing, content_length, keep_alive and expects_continue from the headers. nullopt when all is well.
[[nodiscard]] std::optional<Problem> decide_framing(Head& head);

}  // namespace sj::http
