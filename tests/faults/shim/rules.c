#define _GNU_SOURCE
#include "rules.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "recorder.h"

enum { RULES = 16 };
static struct rule* rules;

__attribute__((constructor)) static void share_the_page(void) {
  const char* path = getenv("FAULTS_RULES");
  const int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR) : -1;
  if (fd < 0) return;
  void* page = mmap(0, RULES * sizeof(struct rule), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (page != MAP_FAILED) rules = page;
  syscall(SYS_close, fd);
}

// Never between a call and its record: what the recording says is what the disk got.
void die(void) {
  recorder_lock();
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

static void wait_ms(int ms) {
  const struct timespec time = {ms / 1000, ms % 1000 * 1000000L};
  nanosleep(&time, 0);
}

static int applies(struct rule* rule, enum call call, enum file_class class) {
  return rule->action != DO_NOTHING && (rule->calls & (int)call) != 0 && (rule->classes & (int)class) != 0;
}

// Takes one of what is left of the rule.
static int take(struct rule* rule) {
  if (rule->skip > 0 && atomic_fetch_sub(&rule->skip, 1) > 0) return 0;
  if (rule->count >= 0 && atomic_fetch_sub(&rule->count, 1) <= 0) {
    rule->count = 0;
    return 0;
  }
  rule->hits++;
  return 1;
}

struct rule* rule_due(enum call call, enum file_class class) {
  if (!rules || class == CLASS_NONE) return 0;
  for (struct rule* rule = rules; rule < rules + RULES; rule++) {
    if (!applies(rule, call, class) || !take(rule)) continue;
    if (rule->action == DIE) die();
    if (rule->action != DELAY) return rule;
    wait_ms(rule->amount);
  }
  return 0;
}
