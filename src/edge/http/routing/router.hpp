#pragma once
// The route table: which handler answers which method and path, and what it asks of the caller.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "access/rights.hpp"
#include "http/message/request.hpp"
#include "http/routing/reply.hpp"
#include "http/security/key_finder.hpp"

namespace sj::http {

/// Where a handler runs. `immediate`: on the I/O thread, so it must neither wait nor compute for longer than about a
/// millisecond or a few. `pooled`: on one of a few threads kept for slow reads; when their queue is full the caller
/// gets a 503.
enum class Lane : std::uint8_t { immediate, pooled };

/// What a request is there for. Each kind has I/O threads of its own, and a connection is on those of what it asks for.
enum class Traffic : std::uint8_t { questions, events };

/// Gets the request for good and must see to it that the reply is called once, then or later. An exception is logged
/// and answered 503 `unavailable`.
using Handler = std::function<void(Request, Reply)>;

struct Route {
  Method method = Method::get;  ///< a GET route answers HEAD too
  /// `/v1/sessions/{session_id}/events`: a `{name}` takes one whole segment, decoded, not empty. A last segment
  /// `{name...}` takes the rest of the path, slashes included, also an empty one. Exact otherwise: `/batch` and
  /// `/batch/` are two routes.
  std::string pattern;
  std::optional<access::Right> right;  ///< nullopt: public, the key is not looked at
  /// The key is not in the head: makes what finds it in the body. The handler runs once the caller is known.
  std::unique_ptr<KeyFinder> (*key_in_body)() = nullptr;
  Lane lane = Lane::immediate;
  Handler handler;
  Traffic traffic = Traffic::questions;
  std::function<bool(const Request&)> is_quick =
      {};                                 ///< of the pooled lane: what is answered on the I/O thread nevertheless
  bool basic_key = false;                 ///< takes the key as user name of Basic auth too (Segment's clients)
  std::optional<std::size_t> body_max{};  ///< encoded and decoded, at most the server's; default: the server's for
                                          ///< POST, PUT and PATCH with a key, 4 KiB without one, else 64 KiB
  std::size_t streams_of_key_max = std::numeric_limits<std::size_t>::max();  ///< beyond it 429
  ProblemForm problem_form = nullptr;                                        ///< default: RFC 9457
  /// Bodies beyond this after decoding are for a pool even on the immediate lane: reading them takes too long.
  std::size_t immediate_body_max = std::size_t{512} * 1024;
};

/// Immutable while it serves; find() may be called from any thread.
class Router {
 public:
  Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  /// Stops the process when the pattern is malformed or already has this method: a mistake in our own table.
  void add(Route route);
  /// What answers GET and HEAD where there is no route; its pattern stays empty. Without it, find() gives NotFound.
  void set_elsewhere(Handler handler);

  struct Match {
    const Route* route;
    std::vector<std::pair<std::string_view, std::string>> path_params;  ///< names point into the route
  };
  struct NotFound {};
  struct WrongMethod {
    std::string allow;  ///< for the Allow header: `GET, HEAD, OPTIONS`
  };
  struct BadPath {};  ///< a percent-escape that does not decode to text

  using Found = std::variant<Match, NotFound, WrongMethod, BadPath>;
  /// `method` nullopt: one that no route has, such as OPTIONS or TRACE. More fixed segments win over parameters.
  [[nodiscard]] Found find(std::optional<Method> method, std::string_view path) const;

 private:
  struct Node;
  friend class RouteSearch;
  std::vector<std::unique_ptr<Route>> routes_;
  std::unique_ptr<Route> elsewhere_;
  std::unique_ptr<Node> root_;
};

}  // namespace sj::http
