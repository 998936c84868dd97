// Keys that are in the body. Until one is found the body is the address' memory, and little work is done for it: a
// quick look while it arrives, and a longer one, in the pool, once it is whole.
#include "http/connection/connection.hpp"
#include "http/routing/run_handler.hpp"
#include "http/security/authentication.hpp"
#include "http/security/key_search.hpp"

namespace sj::http {
namespace {

/// All who have shown no key take their turns in the pool as one.
const std::string strangers;

/// The answer where there is no key in a body that is whole.
Problem problem_of(NoKey why) {
  switch (why) {
    case NoKey::malformed: return {.code = ProblemCode::invalid_json, .detail = "the body is not JSON"};
    case NoKey::corrupt:
      return {.code = ProblemCode::invalid_encoding,
              .detail = "the body is not what its coding says",
              .field = "Content-Encoding"};
    case NoKey::no_memory: return unavailable_for("not enough memory right now, try again", RefusalCause::memory);
    case NoKey::not_so_far:
    case NoKey::none: break;
  }
  return {.code = ProblemCode::unauthorized, .detail = "a key is needed: the member api_key, near the body's begin"};
}

/// Everything that the pool needs of a connection that may be gone by then.
struct PooledKeySearch {
  const Route& route;
  Coding coding;
  std::size_t look_bytes_max;
  std::size_t body_bytes_max;
  const access::Registry& registry;
  WorkPool& pool;
  std::shared_ptr<BodyBudget> budget;
};

std::expected<access::Caller, Problem> find_caller(const PooledKeySearch& look, const Request& request) {
  const auto finder = look.route.key_in_body();
  const auto key = look_for_key(*finder, look.coding, request.body, true, look.look_bytes_max);
  if (!key) return std::unexpected(problem_of(key.error()));
  return authorize_key(look.registry, *key, *look.route.right, request.header("Origin"));
}

void look_and_run(const PooledKeySearch& look, Request request, const Reply& reply) {
  auto caller = find_caller(look, request);
  if (!caller) return reply(problem_response(std::move(caller).error()));
  BodyReservation keyed(look.budget, caller->key_id);
  if (!keyed.grow_to(request.reservation.bytes()))
    return reply(problem_response(unavailable_for("too many bodies at once, try again", RefusalCause::body_memory)));
  request.reservation = std::move(keyed);
  const std::string key_id = caller->key_id;
  request.caller = *std::move(caller);
  run_in_pool(look.pool, key_id, look.route, look.coding, look.body_bytes_max, std::move(request), reply);
}

}  // namespace

/// On the thread that reads: in the beginning of the body, once there is enough of it or all.
std::optional<Problem> Connection::look_for_key(bool whole) {
  const std::size_t bytes_max = serving_.limits.key_search_bytes;
  const std::string_view body = body_reader_.so_far();
  if (current_.quick_look_done || (!whole && body.size() < bytes_max)) return std::nullopt;
  current_.quick_look_done = true;
  const auto finder = current_.route->key_in_body();
  const bool all = whole && body.size() <= bytes_max;
  const auto key = http::look_for_key(*finder, current_.coding, body.substr(0, bytes_max), all, bytes_max);
  if (key) return take_key(*key);
  if (key.error() == NoKey::not_so_far) return std::nullopt;
  return problem_of(key.error());
}

std::optional<Problem> Connection::take_key(const std::string& key) {
  auto caller = authorize_key(serving_.registry, key, *current_.route->right, request_.header("Origin"));
  if (!caller) return std::move(caller).error();
  current_.owner = caller->key_id;
  current_.key_wanted = false;
  request_.caller = *std::move(caller);
  if (body_reader_.hand_over_to(keyed_reservation())) return std::nullopt;
  return unavailable_for("too many bodies at once, try again", RefusalCause::body_memory);
}

/// In the pool, as far as the body's size entitles it to, and not for an address that shows many keys that are none.
void Connection::look_further_for_key() {
  const Reply reply = make_reply();
  const int wait_s = serving_.failed_keys.wait_s(slot_->network(), std::chrono::steady_clock::now());
  if (wait_s > 0) {
    return reply(problem_response({.code = ProblemCode::rate_limited,
                                   .detail = "too many keys from this address are none, and yours is not near the "
                                             "body's begin",
                                   .retry_after_s = wait_s,
                                   .refusal_cause = RefusalCause::failed_keys}));
  }
  const Limits& limits = serving_.limits;
  const std::size_t look_max = limits.key_search_bytes + request_.body.size() * limits.key_search_bytes_per_byte_sent;
  const PooledKeySearch look{.route = *current_.route,
                             .coding = current_.coding,
                             .look_bytes_max = std::min(look_max, current_.body_bytes_max),
                             .body_bytes_max = current_.body_bytes_max,
                             .registry = serving_.registry,
                             .pool = serving_.pool,
                             .budget = serving_.budget};
  const bool taken = serving_.pool.submit(strangers, [look, request = std::move(request_), reply]() mutable {
    look_and_run(look, std::move(request), reply);
  });
  if (!taken) reply(problem_response(unavailable_for("too many requests at once, try again", RefusalCause::pool)));
}

}  // namespace sj::http
