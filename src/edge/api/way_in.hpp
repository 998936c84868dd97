#pragma once
// What all endpoints that take events have in common.
#include "api/endpoint.hpp"

namespace sj::api {

/// What a request of events may be answered, whatever its protocol (Endpoint::answers).
inline const std::vector<int> takes_events{200, 400, 413, 415, 422, 503};

/// Translating takes some 10 µs a message, and an I/O thread should not be held for more than a millisecond or two.
/// (Native events take one, and have the default.)
inline constexpr std::size_t translated_at_once_max = 64 * 1024;

/// For the events of a protocol that is not ours.
[[nodiscard]] inline http::Route translated_route() {
  return {.method = http::Method::post,
          .right = access::Right::write_fe,
          .traffic = http::Traffic::events,
          .immediate_body_max = translated_at_once_max};
}

}  // namespace sj::api
