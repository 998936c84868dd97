#pragma once
// One request's way back to its connection, whichever thread the answer comes from.
#include <atomic>
#include <cstdint>
#include <memory>

#include "http/connection/io_loop.hpp"
#include "http/routing/reply.hpp"

namespace sj::http {

class Connection;

class Exchange final : public ReplyTarget {
 public:
  Exchange(std::weak_ptr<Connection> connection, std::shared_ptr<IoLoop> loop, std::uint64_t number)
      : connection_(std::move(connection)), loop_(std::move(loop)), number_(number) {}
  /// Answers 503 when nobody did.
  ~Exchange() override;

  void deliver(Response response) override;

 private:
  /// Without memory for the way the answer is lost; the connection notices that nobody brings it any more.
  void hand_over(Response response) noexcept;

  const std::weak_ptr<Connection> connection_;
  const std::shared_ptr<IoLoop> loop_;  ///< so that a late answer finds a loop, if only a closed one
  const std::uint64_t number_;          ///< which of the connection's requests
  std::atomic<bool> answered_{false};
};

}  // namespace sj::http
