// Prints COUNT ids that begin with PREFIX, whose XXH3 hash without or with a known SEED ends in one of 256 places of a
// million: what a table with such a hash keeps behind each other. cc -O2 colliding_ids.c; ./a.out COUNT SEED PREFIX
#define XXH_INLINE_ALL
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { DIGITS = 10, BITS = 20, PLACES = 256 };

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const long wanted = atol(arguments[1]);
  const unsigned long seed = strtoul(arguments[2], 0, 10);
  char id[64] = {0};
  const size_t prefix = strlen(arguments[3]);
  if (prefix + DIGITS >= sizeof id) return 2;
  memcpy(id, arguments[3], prefix);
  long found = 0;
  for (unsigned long number = 0; found < wanted; number++) {
    for (int digit = 0; digit < DIGITS; digit++) id[prefix + digit] = "0123456789abcdef"[number >> 4 * digit & 15];
    if ((XXH3_64bits_withSeed(id, prefix + DIGITS, seed) & ((1UL << BITS) - 1)) >= PLACES) continue;
    puts(id);
    found++;
  }
  return 0;
}
