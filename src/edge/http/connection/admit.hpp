#pragma once
// Decides about a request when only its head is known: which route, whether the caller may, whether its body will be
// taken. Of a body without a key no more is kept than it takes to sign in, or to look for the key in it.
#include <cstddef>
#include <optional>

#include "http/connection/serving.hpp"
#include "http/message/content_coding.hpp"
#include "http/message/head.hpp"
#include "http/message/request.hpp"
#include "http/message/response.hpp"

namespace sj::http {

struct Admitted {
  const Route* route = nullptr;    ///< the one that matched; present for some refusals too
  std::optional<Response> answer;  ///< present: the answer, and the body is not wanted
  Request request;                 ///< without its body
  Coding coding = Coding::identity;
  std::size_t body_bytes_max = 0;
};

/// `request_id` and `remote_address` become the request's; `last_key` is the connection's.
[[nodiscard]] Admitted admit(const Serving& serving, const Head& head, std::string_view request_id,
                             std::string_view remote_address, access::LastKey& last_key);

}  // namespace sj::http
