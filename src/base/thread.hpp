#pragma once
// What a thread is called in `top -H`, `ps -L` and a debugger (who is asked why the machine is busy wants to know which
// part of the program it is), and how much it insists on the processor.
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

namespace sj {

/// Names the calling thread; at most 15 characters.
inline void name_this_thread(const char* name) {
  (void)pthread_setname_np(pthread_self(), name);
}

/// The calling thread, and those that it will start, let threads that somebody waits for go first where there are not
/// processors for all. Everything between an event's arrival and its place in the store has this priority, so that none
/// of it makes more than the next can take (docs/adr/0015-questions-go-first.md).
inline void lower_thread_priority() {
  constexpr int niceness = 19;  // the most there is; a seventieth of a processor beside one who wants all of it
  (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);  // on Linux of one thread
}

}  // namespace sj
