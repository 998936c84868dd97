// LD_PRELOAD: stands between the server and the C library for every call that changes or reads a file below the data
// directory (FAULTS_ROOT). Each call first asks the rules whether it shall fail, and tells the recorder what it did.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "calls.h"
#include "recorder.h"
#include "rules.h"

#define REAL(type, name, ...)       \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

// --- which file it is

enum { DESCRIPTORS = 65536 };
static struct {
  unsigned char class;
  uint64_t file;  // inode
} known[DESCRIPTORS];

static int ends_with(const char* path, const char* end) {
  const size_t size = strlen(path), wanted = strlen(end);
  return size >= wanted && strcmp(path + size - wanted, end) == 0;
}

enum file_class class_of(const char* path) {
  static const char* root;
  if (!root) root = getenv("FAULTS_ROOT");
  if (!root || !path || strncmp(path, root, strlen(root)) != 0) return CLASS_NONE;
  const char* below = path + strlen(root);
  if (strncmp(below, "/journal", 8) == 0)
    return strlen(below) <= 9 || ends_with(below, ".journal") || ends_with(below, ".spare") ? CLASS_JOURNAL
                                                                                            : CLASS_JOURNAL_NOTE;
  if (ends_with(below, ".sst")) return CLASS_TABLE;
  if (strncmp(below, "/store/tables", 13) == 0) return CLASS_KEPT_TABLES;
  if (strncmp(below, "/store", 6) == 0) return CLASS_MANIFEST;
  if (strncmp(below, "/access", 7) == 0) return CLASS_ACCESS;
  return CLASS_OTHER;
}

static enum file_class class_of_fd(int fd) {
  return fd >= 0 && fd < DESCRIPTORS ? (enum file_class)known[fd].class : CLASS_NONE;
}

static uint64_t file_of_fd(int fd) {
  return fd >= 0 && fd < DESCRIPTORS ? known[fd].file : 0;
}

static void know(int fd, enum file_class class) {
  if (fd < 0 || fd >= DESCRIPTORS) return;
  struct stat about;
  known[fd].file = class != CLASS_NONE && fstat(fd, &about) == 0 ? about.st_ino : 0;
  known[fd].class = (unsigned char)class;
}

static int fails(struct rule* rule) {
  errno = rule->error;
  return -1;
}

// --- opening

static int is_there(const char* path) {
  struct stat about;
  return stat(path, &about) == 0;
}

typedef int (*open_function)(int directory, const char* path, int flags, mode_t mode);

static int open_file(open_function real, int directory, const char* path, int flags, mode_t mode) {
  const enum file_class class = path[0] == '/' ? class_of(path) : CLASS_NONE;
  struct rule* rule = rule_due(flags & O_CREAT ? CALL_CREATE | CALL_OPEN : CALL_OPEN, class);
  if (rule && rule->action != DO_AND_DIE) return fails(rule);
  recorder_lock();
  const int is_new = class != CLASS_NONE && (flags & O_CREAT) && !is_there(path);
  const int fd = real(directory, path, flags, mode);
  if (fd >= 0) {
    know(fd, class);
    if (is_new) record(CHANGE_CREATE, file_of_fd(fd), 0, path, 0, 0);
    if (class != CLASS_NONE && (flags & O_TRUNC)) record(CHANGE_SIZE, file_of_fd(fd), 0, 0, 0, 0);
  }
  recorder_unlock();
  if (rule) die();
  return fd;
}

#define TAKE_MODE(flags)                    \
  va_list rest;                             \
  va_start(rest, flags);                    \
  const mode_t mode = va_arg(rest, mode_t); \
  va_end(rest)

static int real_openat(int directory, const char* path, int flags, mode_t mode) {
  REAL(int, "openat64", int, const char*, int, ...);
  return real(directory, path, flags, mode);
}

int open(const char* path, int flags, ...) {
  TAKE_MODE(flags);
  return open_file(real_openat, AT_FDCWD, path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  TAKE_MODE(flags);
  return open_file(real_openat, AT_FDCWD, path, flags, mode);
}

int openat(int directory, const char* path, int flags, ...) {
  TAKE_MODE(flags);
  return open_file(real_openat, directory, path, flags, mode);
}

int openat64(int directory, const char* path, int flags, ...) {
  TAKE_MODE(flags);
  return open_file(real_openat, directory, path, flags, mode);
}

// What std::ofstream and RocksDB's log open. Their bytes come through write().
static int flags_of(const char* mode) {
  const int plus = strchr(mode, '+') != 0;
  if (mode[0] == 'r') return plus ? O_RDWR : O_RDONLY;
  return (plus ? O_RDWR : O_WRONLY) | O_CREAT | (mode[0] == 'a' ? O_APPEND : O_TRUNC);
}

FILE* fopen(const char* path, const char* mode) {
  REAL(FILE*, "fopen64", const char*, const char*);
  if (class_of(path) == CLASS_NONE) return real(path, mode);
  const int fd = open(path, flags_of(mode) | O_CLOEXEC, 0666);
  return fd < 0 ? 0 : fdopen(fd, mode);
}

FILE* fopen64(const char* path, const char* mode) {
  return fopen(path, mode);
}

int close(int fd) {
  REAL(int, "close", int);
  if (fd >= 0 && fd < DESCRIPTORS) known[fd].class = CLASS_NONE;
  return real(fd);
}

int fclose(FILE* file) {
  REAL(int, "fclose", FILE*);
  const int fd = fileno(file);
  if (fd >= 0 && fd < DESCRIPTORS) known[fd].class = CLASS_NONE;
  return real(file);
}

// --- writing

static size_t size_for(struct rule* rule, size_t size) {
  if (!rule || rule->action != SHORT) return size;
  const size_t wanted = rule->amount > 0 ? (size_t)rule->amount : size / 2;
  return wanted < size ? wanted : size;
}

// `at` is where it goes, or -1 for the descriptor's own position.
static ssize_t write_at(int fd, const void* bytes, size_t size, off64_t at) {
  static ssize_t (*real)(int, const void*, size_t);
  static ssize_t (*real_at)(int, const void*, size_t, off64_t);
  if (!real) real = (ssize_t(*)(int, const void*, size_t))dlsym(RTLD_NEXT, "write");
  if (!real_at) real_at = (ssize_t(*)(int, const void*, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
  const enum file_class class = class_of_fd(fd);
  if (class == CLASS_NONE) return at < 0 ? real(fd, bytes, size) : real_at(fd, bytes, size, at);

  struct rule* rule = rule_due(CALL_WRITE, class);
  if (rule && rule->action == FAIL) return fails(rule);
  if (rule && rule->action == ZERO) return 0;
  recorder_lock();
  const ssize_t done = at < 0 ? real(fd, bytes, size_for(rule, size)) : real_at(fd, bytes, size_for(rule, size), at);
  const int error = errno;
  if (done > 0) {
    const off64_t begun = at >= 0 ? at : lseek64(fd, 0, SEEK_CUR) - done;
    record(CHANGE_WRITE, file_of_fd(fd), (uint64_t)begun, 0, bytes, (size_t)done);
  }
  recorder_unlock();
  errno = error;
  if (rule && rule->action == DO_AND_DIE) die();
  return rule && rule->action == DO_AND_FAIL ? fails(rule) : done;
}

ssize_t write(int fd, const void* bytes, size_t size) {
  return write_at(fd, bytes, size, -1);
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  return write_at(fd, bytes, size, at);
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
  return write_at(fd, bytes, size, at);
}

// Piece by piece is what the callers expect of a short one, too.
ssize_t writev(int fd, const struct iovec* parts, int count) {
  REAL(ssize_t, "writev", int, const struct iovec*, int);
  if (class_of_fd(fd) == CLASS_NONE) return real(fd, parts, count);
  ssize_t all = 0;
  for (int i = 0; i < count; i++) {
    const ssize_t done = write(fd, parts[i].iov_base, parts[i].iov_len);
    if (done < 0) return all > 0 ? all : -1;
    all += done;
    if ((size_t)done < parts[i].iov_len) break;
  }
  return all;
}

// --- reading

static ssize_t read_at(int fd, void* bytes, size_t size, off64_t at) {
  static ssize_t (*real)(int, void*, size_t);
  static ssize_t (*real_at)(int, void*, size_t, off64_t);
  if (!real) real = (ssize_t(*)(int, void*, size_t))dlsym(RTLD_NEXT, "read");
  if (!real_at) real_at = (ssize_t(*)(int, void*, size_t, off64_t))dlsym(RTLD_NEXT, "pread64");
  struct rule* rule = rule_due(CALL_READ, class_of_fd(fd));
  if (rule && rule->action != SHORT) return fails(rule);
  return at < 0 ? real(fd, bytes, size_for(rule, size)) : real_at(fd, bytes, size_for(rule, size), at);
}

ssize_t read(int fd, void* bytes, size_t size) {
  return read_at(fd, bytes, size, -1);
}

ssize_t pread(int fd, void* bytes, size_t size, off_t at) {
  return read_at(fd, bytes, size, at);
}

ssize_t pread64(int fd, void* bytes, size_t size, off64_t at) {
  return read_at(fd, bytes, size, at);
}

// --- syncing

// A recording needs the path of a directory, because nobody else keeps its inode.
static void record_directory_sync(int fd, uint64_t begun) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  if (size < 0) return;
  path[size] = 0;
  record(CHANGE_SYNC_DIRECTORY, 0, begun, path, 0, 0);
}

static int sync_file(int (*real)(int), int fd) {
  const enum file_class class = class_of_fd(fd);
  if (class == CLASS_NONE) return real(fd);
  struct stat about;
  const int directory = fstat(fd, &about) == 0 && S_ISDIR(about.st_mode);
  struct rule* rule = rule_due(directory ? CALL_SYNC_DIRECTORY : CALL_SYNC, class);
  if (rule && rule->action != DO_AND_FAIL && rule->action != DO_AND_DIE) return fails(rule);
  const uint64_t begun = recorder_position();
  const int result = real(fd);
  if (result == 0) {
    recorder_lock();
    if (directory)
      record_directory_sync(fd, begun);
    else
      record(CHANGE_SYNC, file_of_fd(fd), begun, 0, 0, 0);
    recorder_unlock();
  }
  if (rule && rule->action == DO_AND_DIE) die();
  return rule ? fails(rule) : result;
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  return sync_file(real, fd);
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  return sync_file(real, fd);
}

// Starts writing and promises nothing, so nothing is recorded. Without flags it only asks whether there is such a call.
int sync_file_range(int fd, off64_t from, off64_t size, unsigned flags) {
  REAL(int, "sync_file_range", int, off64_t, off64_t, unsigned);
  struct rule* rule = flags ? rule_due(CALL_SYNC, class_of_fd(fd)) : 0;
  return rule ? fails(rule) : real(fd, from, size, flags);
}

// --- sizes

static int resized(int result, struct rule* rule, uint64_t file, off64_t size) {
  if (result == 0) record(CHANGE_SIZE, file, (uint64_t)size, 0, 0, 0);
  recorder_unlock();
  if (rule && rule->action == DO_AND_DIE) die();
  return rule ? fails(rule) : result;
}

int ftruncate64(int fd, off64_t size) {
  REAL(int, "ftruncate64", int, off64_t);
  const enum file_class class = class_of_fd(fd);
  if (class == CLASS_NONE) return real(fd, size);
  struct rule* rule = rule_due(CALL_TRUNCATE, class);
  if (rule && rule->action == FAIL) return fails(rule);
  recorder_lock();
  return resized(real(fd, size), rule, file_of_fd(fd), size);
}

int ftruncate(int fd, off_t size) {
  return ftruncate64(fd, size);
}

int truncate64(const char* path, off64_t size) {
  REAL(int, "truncate64", const char*, off64_t);
  const enum file_class class = class_of(path);
  struct stat about;
  if (class == CLASS_NONE || stat(path, &about) != 0) return real(path, size);
  struct rule* rule = rule_due(CALL_TRUNCATE, class);
  if (rule && rule->action == FAIL) return fails(rule);
  recorder_lock();
  return resized(real(path, size), rule, about.st_ino, size);
}

int truncate(const char* path, off_t size) {
  return truncate64(path, size);
}

// Reserved room changes a file's size unless it is asked to keep it; what is reserved reads as zeros.
static void record_reserved(int fd, int keep_size) {
  struct stat about;
  if (!keep_size && fstat(fd, &about) == 0) record(CHANGE_SIZE, file_of_fd(fd), (uint64_t)about.st_size, 0, 0, 0);
}

int fallocate64(int fd, int mode, off64_t from, off64_t size) {
  REAL(int, "fallocate64", int, int, off64_t, off64_t);
  const enum file_class class = class_of_fd(fd);
  if (class == CLASS_NONE) return real(fd, mode, from, size);
  struct rule* rule = rule_due(CALL_ALLOCATE, class);
  if (rule) return fails(rule);
  recorder_lock();
  const int result = real(fd, mode, from, size);
  if (result == 0) record_reserved(fd, mode & FALLOC_FL_KEEP_SIZE);
  recorder_unlock();
  return result;
}

int fallocate(int fd, int mode, off_t from, off_t size) {
  return fallocate64(fd, mode, from, size);
}

// Answers an error instead of setting it.
int posix_fallocate64(int fd, off64_t from, off64_t size) {
  REAL(int, "posix_fallocate64", int, off64_t, off64_t);
  const enum file_class class = class_of_fd(fd);
  if (class == CLASS_NONE) return real(fd, from, size);
  struct rule* rule = rule_due(CALL_ALLOCATE, class);
  if (rule) return rule->error;
  recorder_lock();
  const int error = real(fd, from, size);
  if (error == 0) record_reserved(fd, 0);
  recorder_unlock();
  return error;
}

int posix_fallocate(int fd, off_t from, off_t size) {
  return posix_fallocate64(fd, from, size);
}

// --- names

static int changed_name(int result, struct rule* rule, enum change change, const char* path, const char* to) {
  if (result == 0) record(change, 0, 0, path, to, to ? strlen(to) : 0);
  recorder_unlock();
  if (rule && rule->action == DO_AND_DIE) die();
  return rule ? fails(rule) : result;
}

int rename(const char* from, const char* to) {
  REAL(int, "rename", const char*, const char*);
  const enum file_class class = class_of(to);
  if (class == CLASS_NONE) return real(from, to);
  struct rule* rule = rule_due(CALL_RENAME, class);
  if (rule && rule->action == FAIL) return fails(rule);
  recorder_lock();
  return changed_name(real(from, to), rule, CHANGE_RENAME, from, to);
}

static int remove_name(int (*real)(const char*), const char* path) {
  const enum file_class class = class_of(path);
  if (class == CLASS_NONE) return real(path);
  struct rule* rule = rule_due(CALL_REMOVE, class);
  if (rule && rule->action == FAIL) return fails(rule);
  recorder_lock();
  return changed_name(real(path), rule, CHANGE_REMOVE, path, 0);
}

int unlink(const char* path) {
  REAL(int, "unlink", const char*);
  return remove_name(real, path);
}

int remove(const char* path) {
  REAL(int, "remove", const char*);
  return remove_name(real, path);
}

int rmdir(const char* path) {
  REAL(int, "rmdir", const char*);
  return remove_name(real, path);
}

int mkdir(const char* path, mode_t mode) {
  REAL(int, "mkdir", const char*, mode_t);
  const enum file_class class = class_of(path);
  if (class == CLASS_NONE) return real(path, mode);
  struct rule* rule = rule_due(CALL_MAKE_DIRECTORY, class);
  if (rule && rule->action == FAIL) return fails(rule);
  recorder_lock();
  return changed_name(real(path, mode), rule, CHANGE_MAKE_DIRECTORY, path, 0);
}
