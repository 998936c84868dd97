#pragma once
// What the operating system knows of a thread: its name, and whether its work may wait.
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

namespace sj {

/// Names the calling thread as `top -H`, `ps -L` and a debugger show it: who is asked why the machine is busy wants to
/// know which part of the program it is. At most 15 characters.
inline void name_this_thread(const char* name) {
  (void)pthread_setname_np(pthread_self(), name);
}

/// For work that nobody waits for: a thread that wakes up to answer somebody runs at once instead of when this one's
/// turn is over. Not so low that it would get nothing on a machine that is busy all the time.
inline void let_others_go_first() {
  constexpr int nice = 5;
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), nice);
}

}  // namespace sj
