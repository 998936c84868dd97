// A file system of one file, `disk`, for a loop device to stand on: it keeps the bytes in IMAGE, and writes down every write
// and every flush in RECORDING, in the order in which they came, so that ../device_recording.py can say what the disk may hold
// at any moment.
//
//     recorder IMAGE RECORDING MOUNTPOINT     in the foreground, until MOUNTPOINT is unmounted
//
// FUSE, because every kernel of a distribution has it: dm-log-writes is a module that few have, nbdkit needs the module nbd.
#define FUSE_USE_VERSION 31
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fuse.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

// Numbers as in ../device_recording.py.
enum kind { KIND_WRITE = 1, KIND_FLUSH = 2 };

struct head {
  uint32_t kind, size;
  uint64_t offset;
};

static int image, recording;

static void record(enum kind kind, uint64_t offset, const char* bytes, size_t size) {
  const struct head head = {kind, (uint32_t)size, offset};
  const struct iovec parts[] = {{(void*)&head, sizeof head}, {(void*)bytes, size}};
  if (writev(recording, parts, 2) != (ssize_t)(sizeof head + size)) abort();  // a recording with a hole would prove nothing
}

static int is_disk(const char* path) {
  return strcmp(path, "/disk") == 0;
}

static int get_attributes(const char* path, struct stat* about, struct fuse_file_info* file) {
  (void)file;
  memset(about, 0, sizeof *about);
  if (strcmp(path, "/") == 0) {
    about->st_mode = S_IFDIR | 0700;
    about->st_nlink = 2;
    return 0;
  }
  if (!is_disk(path)) return -ENOENT;
  return fstat(image, about) == 0 ? 0 : -errno;
}

static int open_disk(const char* path, struct fuse_file_info* file) {
  (void)file;
  return is_disk(path) ? 0 : -ENOENT;
}

static int read_disk(const char* path, char* bytes, size_t size, off_t offset, struct fuse_file_info* file) {
  (void)path, (void)file;
  const ssize_t done = pread(image, bytes, size, offset);
  return done < 0 ? -errno : (int)done;
}

static int write_disk(const char* path, const char* bytes, size_t size, off_t offset, struct fuse_file_info* file) {
  (void)path, (void)file;
  const ssize_t done = pwrite(image, bytes, size, offset);
  if (done < 0) return -errno;
  record(KIND_WRITE, (uint64_t)offset, bytes, (size_t)done);
  return (int)done;
}

static int flush_disk(const char* path, int only_data, struct fuse_file_info* file) {
  (void)path, (void)only_data, (void)file;
  record(KIND_FLUSH, 0, NULL, 0);
  return 0;
}

static const struct fuse_operations operations = {
    .getattr = get_attributes, .open = open_disk, .read = read_disk, .write = write_disk, .fsync = flush_disk};

int main(int count, char** arguments) {
  if (count != 4) return 2;
  image = open(arguments[1], O_RDWR | O_CLOEXEC);
  recording = open(arguments[2], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (image < 0 || recording < 0) {
    perror("recorder");
    return 1;
  }
  // One thread: the order in the recording is the order in which requests came, without a lock.
  char* fuse[] = {arguments[0], "-f", "-s", arguments[3], NULL};
  return fuse_main(4, fuse, &operations, NULL);
}
