// Rules in a page that the test shares with the server: which calls fail, how, and how often.
#pragma once
#include <stdatomic.h>

#include "calls.h"

// Numbers as in ../shim.py.
enum action {
  DO_NOTHING = 0,
  FAIL = 1,         // error, nothing done
  DO_AND_FAIL = 2,  // done, and an error all the same
  SHORT = 3,        // only `amount` bytes of it, or half for 0
  ZERO = 4,         // done nothing, no error: 0 bytes
  DELAY = 5,        // done after `amount` milliseconds
  DIE = 6,          // the process is gone before it is done
  DO_AND_DIE = 7,   // ... just after it is done
};

struct rule {
  _Atomic int action, calls, classes, error;
  _Atomic int skip;   // so many calls that would match go well first
  _Atomic int count;  // so many are hit; -1: all
  _Atomic int hits, amount;
};

// The rule that this call falls under, or null. Delays and dies here where the rule says so.
struct rule* rule_due(enum call call, enum file_class class);

void die(void);
