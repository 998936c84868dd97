#define _GNU_SOURCE
#include "recorder.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct head {
  uint32_t change, path_size;
  uint64_t file, offset, size;
};

static int log_fd = -1;
static uint64_t position;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void open_log(void) {
  const char* path = getenv("FAULTS_RECORD");
  if (path) log_fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

int recorder_on(void) {
  return log_fd >= 0;
}

void recorder_lock(void) {
  if (recorder_on()) pthread_mutex_lock(&mutex);
}

void recorder_unlock(void) {
  if (recorder_on()) pthread_mutex_unlock(&mutex);
}

uint64_t recorder_position(void) {
  return __atomic_load_n(&position, __ATOMIC_ACQUIRE);
}

void record(enum change change, uint64_t file, uint64_t offset, const char* path, const void* bytes, size_t size) {
  if (!recorder_on()) return;
  const struct head head = {change, path ? (uint32_t)strlen(path) : 0, file, offset, size};
  const struct iovec parts[] = {{(void*)&head, sizeof head}, {(void*)path, head.path_size}, {(void*)bytes, size}};
  const size_t whole = sizeof head + head.path_size + size;
  if (syscall(SYS_writev, log_fd, parts, 3) != (ssize_t)whole) abort();  // a recording with a hole would prove nothing
  __atomic_add_fetch(&position, whole, __ATOMIC_RELEASE);
}
