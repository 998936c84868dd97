#pragma once
// Starts a coroutine that nobody waits for; what goes wrong in it is logged.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>

namespace sj::liveform {

/// `done` runs on the loop when the coroutine has ended, well or not.
void spawn(boost::asio::io_context& loop, boost::asio::awaitable<void> what, std::function<void()> done = {});

}  // namespace sj::liveform
