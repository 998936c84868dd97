#include "cli/ingest/file_source.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sj::cli {
namespace {

std::unexpected<Error> refused(const std::string& name) {
  return fail(Errc::io, fmt::format("cannot read {}: {}", name, std::strerror(errno)));
}

}  // namespace

Result<std::unique_ptr<FileSource>> FileSource::open(const std::filesystem::path& path) {
  if (path == "-") return std::unique_ptr<FileSource>(new FileSource(::dup(STDIN_FILENO), "standard input"));
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return refused(path.string());
  return std::unique_ptr<FileSource>(new FileSource(descriptor, path.string()));
}

FileSource::FileSource(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {
  struct stat status {};
  if (::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode)) size_ = static_cast<std::uint64_t>(status.st_size);
}

FileSource::~FileSource() {
  ::close(descriptor_);
}

Result<std::size_t> FileSource::read_descriptor(char* to, std::size_t size) {
  ssize_t count = 0;
  do {
    count = ::read(descriptor_, to, size);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return refused(name_);
  return static_cast<std::size_t>(count);
}

Result<std::size_t> FileSource::read(char* to, std::size_t size) {
  if (peeked_begin_ < peeked_end_) {
    const std::size_t count = std::min(size, peeked_end_ - peeked_begin_);
    std::memcpy(to, peeked_.data() + peeked_begin_, count);
    peeked_begin_ += count;
    position_ += count;
    return count;
  }
  const auto count = read_descriptor(to, size);
  if (count) position_ += *count;
  return count;
}

Result<void> FileSource::skip(std::uint64_t bytes) {
  if (!size_) return ByteSource::skip(bytes);
  position_ = std::min(position_ + bytes, std::max(*size_, position_));
  peeked_begin_ = peeked_end_;
  if (::lseek(descriptor_, static_cast<off_t>(position_), SEEK_SET) < 0) return refused(name_);
  return {};
}

Result<std::string_view> FileSource::peek() {
  while (peeked_end_ < peeked_.size()) {
    const auto count = read_descriptor(peeked_.data() + peeked_end_, peeked_.size() - peeked_end_);
    if (!count) return std::unexpected(count.error());
    if (*count == 0) break;
    peeked_end_ += *count;
  }
  return std::string_view(peeked_.data(), peeked_end_);
}

}  // namespace sj::cli
