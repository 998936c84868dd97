#include "liveform/spawn.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>

namespace sj::liveform {
namespace {

void log_failure(const std::exception_ptr& failure) try {
  if (failure) std::rethrow_exception(failure);
} catch (const std::exception& error) {
  spdlog::error("the demo's backend: {}", error.what());
}

}  // namespace

void spawn(boost::asio::io_context& loop, boost::asio::awaitable<void> what, std::function<void()> done) {
  boost::asio::co_spawn(loop, std::move(what), [done = std::move(done)](const std::exception_ptr& failure) {
    log_failure(failure);
    if (done) done();
  });
}

}  // namespace sj::liveform
