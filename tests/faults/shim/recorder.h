// Writes down each change that the server makes below its data directory, in order, so that ../recording.py can say
// what a disk may hold at any moment. Off unless FAULTS_RECORD names a file.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Numbers as in ../recording.py.
enum change {
  CHANGE_CREATE = 1,          // file, path
  CHANGE_WRITE = 2,           // file, offset, bytes
  CHANGE_SIZE = 3,            // file, offset: its new size
  CHANGE_SYNC = 4,            // file, offset: where the recording was when the sync began
  CHANGE_SYNC_DIRECTORY = 5,  // path, offset: as above
  CHANGE_RENAME = 6,          // path, bytes: the new path
  CHANGE_REMOVE = 7,          // path
  CHANGE_MAKE_DIRECTORY = 8,  // path
};

int recorder_on(void);
// Held around a change and its record, so that their order is the same.
void recorder_lock(void);
void recorder_unlock(void);
// Bytes recorded so far.
uint64_t recorder_position(void);
void record(enum change change, uint64_t file, uint64_t offset, const char* path, const void* bytes, size_t size);
