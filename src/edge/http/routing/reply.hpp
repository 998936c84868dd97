#pragma once
// The way back to the client: call it once, now or later, from any thread.
#include <functional>
#include <memory>
#include <utility>

#include "http/message/response.hpp"

namespace sj::http {

/// Where a response goes. Implemented by the connection; tests of handlers use Reply::to.
class ReplyTarget {
 public:
  virtual ~ReplyTarget() = default;
  /// The first call counts; the server logs and drops any further one.
  virtual void deliver(Response response) = 0;
};

/// Copyable, so that it fits into a std::function; all copies stand for the same one answer.
/// When the last copy goes without an answer, the client gets 503 `unavailable`: nobody is left waiting.
/// Calling it after the client went away or the server stopped is fine and does nothing.
class Reply {
 public:
  explicit Reply(std::shared_ptr<ReplyTarget> target) : target_(std::move(target)) {}

  void operator()(Response response) const { target_->deliver(std::move(response)); }

  /// For tests of handlers without a server.
  [[nodiscard]] static Reply to(std::function<void(Response)> receiver);

 private:
  std::shared_ptr<ReplyTarget> target_;
};

}  // namespace sj::http
