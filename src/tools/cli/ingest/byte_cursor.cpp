#include "cli/ingest/byte_cursor.hpp"

namespace sj::cli {
namespace {

constexpr std::size_t read_bytes = 256 * 1024;

}  // namespace

std::string_view ByteCursor::look_ahead(std::size_t size) {
  while (buffer_.size() - begin_ < size && fill()) {
  }
  return std::string_view(buffer_).substr(begin_);
}

std::optional<std::size_t> ByteCursor::line_length(std::size_t length_max) {
  std::size_t searched = 0;
  for (;;) {
    const std::string_view ahead = std::string_view(buffer_).substr(begin_);
    const std::size_t feed = ahead.find('\n', searched);
    if (feed != std::string_view::npos) return feed < length_max ? std::optional(feed + 1) : std::nullopt;
    if (ahead.size() >= length_max) return std::nullopt;
    searched = ahead.size();
    if (!fill()) return ahead.size();
  }
}

void ByteCursor::drop_line(std::size_t size) {
  if (size > 0 && buffer_[begin_ + size - 1] == '\n') ++line_;
  begin_ += size;
  offset_ += size;
}

Result<void> ByteCursor::go_to(std::uint64_t offset, std::uint64_t line) {
  const std::size_t buffered = buffer_.size();
  if (offset <= buffered) {
    begin_ = offset;
  } else {
    begin_ = buffered;
    if (auto skipped = source_.skip(offset - buffered); !skipped) return skipped;
  }
  offset_ = offset;
  line_ = line;
  return {};
}

// False at the end. What was taken is forgotten only here, so a view from look_ahead is good until then.
bool ByteCursor::fill() {
  if (ended_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + read_bytes);
  const auto count = source_.read(buffer_.data() + kept, read_bytes);
  buffer_.resize(kept + count.value_or(0));
  if (!count) error_ = count.error();
  ended_ = !count || *count == 0;
  return !ended_;
}

}  // namespace sj::cli
