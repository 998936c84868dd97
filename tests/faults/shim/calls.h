// What the parts of the shim share: which call it was, which kind of file it was for.
#pragma once
#include <stdint.h>

// Bits, the same as in ../shim.py: a rule names several.
enum call {
  CALL_OPEN = 1,
  CALL_CREATE = 2,
  CALL_READ = 4,
  CALL_WRITE = 8,
  CALL_SYNC = 16,
  CALL_SYNC_DIRECTORY = 32,
  CALL_RENAME = 64,
  CALL_TRUNCATE = 128,
  CALL_ALLOCATE = 256,
  CALL_REMOVE = 512,
  CALL_MAKE_DIRECTORY = 1024,
};

enum file_class {
  CLASS_NONE = 0,  // not below the data directory: never touched
  CLASS_JOURNAL = 1,
  CLASS_JOURNAL_NOTE = 2,  // what else is in journal/
  CLASS_TABLE = 4,         // RocksDB's table files
  CLASS_MANIFEST = 8,      // what else is in store/
  CLASS_KEPT_TABLES = 16,
  CLASS_ACCESS = 32,
  CLASS_OTHER = 64,  // FORMAT, projects/, the directory itself
};

enum file_class class_of(const char* path);
