#pragma once
// What a thread is called in `top -H`, `ps -L` and a debugger: who is asked why the machine is busy wants to know which
// part of the program it is.
#include <pthread.h>

namespace sj {

/// Names the calling thread; at most 15 characters.
inline void name_this_thread(const char* name) {
  (void)pthread_setname_np(pthread_self(), name);
}

}  // namespace sj
