#pragma once
// The reference verification backend: what a customer's server does, made small. It runs in the process of
// `session-journey demo`, but talks to Session Journey as any server would: with a server key, over HTTP.
//
// Its page (web/liveform) asks for one thing at a time and then looks at the state until nothing is busy.
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <string>
#include <thread>

#include "base/clock.hpp"
#include "http/message/request.hpp"
#include "http/routing/reply.hpp"
#include "liveform/event_sender.hpp"
#include "liveform/flow.hpp"
#include "liveform/verifications.hpp"

namespace sj::liveform {

/// A photo as the page sends it, made smaller by the page; a phone's original would be several times as large.
inline constexpr std::size_t photo_bytes_max = 2 * 1024 * 1024;

struct Keys {
  std::string server;       ///< for the backend's own events
  std::string publishable;  ///< for the page's SDK
  std::string read;  ///< for the demo's own page's look at its journey, and for no other page. A customer's page never
                     ///< has one.
};

/// The endpoints may be called from any thread and answer from the backend's own.
class Backend {
 public:
  Backend(Keys keys, const Clock& clock);
  /// Ends what is under way. No endpoint may be called any more.
  ~Backend();

  /// Tells where Session Journey listens; until then endpoints answer 503.
  void begin(const std::string& url);

  /// `{"fate":"good"}` → the state, a token, keys. 403 for a page of another origin, and for a Host that a stranger's
  /// name may stand in.
  void start(http::Request request, http::Reply reply);
  void look(http::Request request, http::Reply reply);  ///< the state
  void resume(http::Request request, http::Reply reply);
  void open_flow(http::Request request, http::Reply reply);
  void take_document(http::Request request, http::Reply reply);  ///< a JPEG
  void send_transfer(http::Request request, http::Reply reply);
  void skip_account(http::Request request, http::Reply reply);
  void take_code(http::Request request, http::Reply reply);    ///< `{"code":"1234"}`
  void take_selfie(http::Request request, http::Reply reply);  ///< a JPEG

  /// The receiving side of webhooks, as the customer's other server would have it: 204 for a genuine one, else 401.
  [[nodiscard]] http::Response receive_webhook(const http::Request& request) const;

 private:
  using Act = std::function<void(const VerificationPtr& verification, const http::Request& request)>;
  /// Does `act` on the request's verification, if it is at `step` (any, where it is absent) and idle; answers with its
  /// state.
  void on_verification(std::optional<Step> step, http::Request request, http::Reply reply, Act act);

  const Keys keys_;
  const Clock& clock_;
  const std::string webhook_secret_;
  boost::asio::io_context loop_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> keep_alive_;
  EventSender events_;
  Flow flow_;
  Verifications verifications_;
  bool begun_ = false;
  std::jthread thread_;
};

}  // namespace sj::liveform
