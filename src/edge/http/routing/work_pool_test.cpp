#include "http/routing/work_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <mutex>

namespace sj::http {
namespace {

using std::chrono::milliseconds;

constexpr WorkPool::Bounds one_thread{.threads = 1, .spare_threads = 0, .waiting_max = 100, .waiting_of_owner_max = 50};

/// A task that runs until it is let go; made before the pool, which waits for its tasks when it ends.
class Gate {
 public:
  WorkPool::Task task() {
    return [this] {
      entered_.count_down();
      go_.wait();
    };
  }
  void wait_until_entered() { entered_.wait(); }
  void open() { go_.count_down(); }

 private:
  std::latch entered_{1};
  std::latch go_{1};
};

TEST(WorkPool, OwnersAreServedInTurn) {
  Gate gate;
  std::mutex mutex;
  std::string order;
  std::latch done(7);
  WorkPool pool(one_thread);
  ASSERT_TRUE(pool.submit("greedy", gate.task()));
  gate.wait_until_entered();
  const auto note = [&](char c) {
    return [&, c] {
      const std::lock_guard lock(mutex);
      order += c;
      done.count_down();
    };
  };
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(pool.submit("greedy", note('g')));
  ASSERT_TRUE(pool.submit("modest", note('m')));
  ASSERT_TRUE(pool.submit("other", note('o')));
  gate.open();
  done.wait();
  EXPECT_EQ(order.find('m'), 1U) << order;
  EXPECT_EQ(order.find('o'), 2U) << order;
}

TEST(WorkPool, LongTasksOfOneLeaveASpareThreadToOthers) {
  Gate first, second, third;
  std::latch done(1);
  WorkPool pool({.threads = 2, .spare_threads = 1, .waiting_max = 100, .waiting_of_owner_max = 50});
  ASSERT_TRUE(pool.submit("slow", first.task()));
  ASSERT_TRUE(pool.submit("slow", second.task()));
  first.wait_until_entered();
  second.wait_until_entered();
  ASSERT_TRUE(pool.submit("slow", third.task()));
  ASSERT_TRUE(pool.submit("quick", [&] { done.count_down(); }));
  done.wait();
  first.open();
  third.wait_until_entered();
  second.open();
  third.open();
}

TEST(WorkPool, QueuesAreBoundedEachAndTogether) {
  Gate gate;
  WorkPool pool({.threads = 1, .spare_threads = 0, .waiting_max = 3, .waiting_of_owner_max = 2});
  ASSERT_TRUE(pool.submit("a", gate.task()));
  gate.wait_until_entered();
  EXPECT_TRUE(pool.submit("a", [] {}));
  EXPECT_TRUE(pool.submit("a", [] {}));
  EXPECT_FALSE(pool.submit("a", [] {}));
  EXPECT_TRUE(pool.submit("b", [] {}));
  EXPECT_FALSE(pool.submit("b", [] {}));
  gate.open();
}

TEST(WorkPool, ATaskThatThrowsEndsNothing) {
  std::latch done(1);
  WorkPool pool(one_thread);
  ASSERT_TRUE(pool.submit("a", [] { throw std::bad_alloc(); }));
  ASSERT_TRUE(pool.submit("a", [&] { done.count_down(); }));
  done.wait();
}

TEST(WorkPool, StoppingDoesNotWaitForEver) {
  auto gate = std::make_shared<Gate>();
  WorkPool pool(one_thread);
  ASSERT_TRUE(pool.submit("a", [gate] { gate->task()(); }));
  gate->wait_until_entered();
  ASSERT_TRUE(pool.submit("a", [] { FAIL() << "it was waiting when the pool stopped"; }));
  EXPECT_FALSE(pool.stop(milliseconds(10)));
  EXPECT_FALSE(pool.submit("a", [] {}));
  gate->open();
}

}  // namespace
}  // namespace sj::http
