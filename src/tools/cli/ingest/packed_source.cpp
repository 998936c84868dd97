#include "cli/ingest/packed_source.hpp"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <vector>

namespace sj::cli {
namespace {

constexpr std::size_t input_bytes = 64 * 1024;

// What both formats share: the file behind them and the packed bytes that wait.
class PackedSource : public ByteSource {
 public:
  explicit PackedSource(std::unique_ptr<FileSource> file) : file_(std::move(file)), input_(input_bytes) {}

  [[nodiscard]] std::uint64_t raw_position() const override { return file_->raw_position(); }
  [[nodiscard]] std::optional<std::uint64_t> raw_size() const override { return file_->raw_size(); }

 protected:
  Result<std::size_t> refill() { return file_->read(input_.data(), input_.size()); }
  [[nodiscard]] std::unexpected<Error> broken(std::string_view format, std::string_view what) const {
    return fail(Errc::corrupt, fmt::format("{} is not good {}: {}", file_->name(), format, what));
  }
  [[nodiscard]] char* input() { return input_.data(); }

 private:
  std::unique_ptr<FileSource> file_;
  std::vector<char> input_;
};

class GzipSource final : public PackedSource {
 public:
  explicit GzipSource(std::unique_ptr<FileSource> file) : PackedSource(std::move(file)) {
    good_ = ::inflateInit2(&stream_, MAX_WBITS + 16) == Z_OK;
  }
  ~GzipSource() override { ::inflateEnd(&stream_); }

  Result<std::size_t> read(char* to, std::size_t size) override {
    if (!good_) return broken("gzip", "out of memory");
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(size);
    while (stream_.avail_out == size) {
      if (stream_.avail_in == 0) {
        const auto count = refill();
        if (!count) return count;
        if (*count == 0 && in_member_) return broken("gzip", "it ends in the middle");
        if (*count == 0) return 0;
        stream_.next_in = reinterpret_cast<Bytef*>(input());
        stream_.avail_in = static_cast<uInt>(*count);
      }
      in_member_ = true;
      const int state = ::inflate(&stream_, Z_NO_FLUSH);
      if (state == Z_STREAM_END) {  // another member may follow
        in_member_ = false;
        ::inflateReset(&stream_);
      } else if (state != Z_OK && state != Z_BUF_ERROR) {
        return broken("gzip", stream_.msg ? stream_.msg : "damaged");
      }
    }
    return size - stream_.avail_out;
  }

 private:
  z_stream stream_{};
  bool good_ = false;
  bool in_member_ = false;
};

class ZstdSource final : public PackedSource {
 public:
  explicit ZstdSource(std::unique_ptr<FileSource> file) : PackedSource(std::move(file)), context_(ZSTD_createDCtx()) {}
  ~ZstdSource() override { ZSTD_freeDCtx(context_); }

  Result<std::size_t> read(char* to, std::size_t size) override {
    if (!context_) return broken("zstd", "out of memory");
    ZSTD_outBuffer output{to, size, 0};
    while (output.pos == 0) {
      if (waiting_.pos == waiting_.size && !flushing_) {
        const auto count = refill();
        if (!count) return count;
        if (*count == 0 && in_frame_) return broken("zstd", "it ends in the middle");
        if (*count == 0) return 0;
        waiting_ = {input(), *count, 0};
      }
      const std::size_t left = ZSTD_decompressStream(context_, &output, &waiting_);
      if (ZSTD_isError(left) != 0) return broken("zstd", ZSTD_getErrorName(left));
      in_frame_ = left != 0;
      flushing_ = output.pos == output.size && in_frame_;
    }
    return output.pos;
  }

 private:
  ZSTD_DCtx* context_;
  ZSTD_inBuffer waiting_{nullptr, 0, 0};
  bool in_frame_ = false;
  bool flushing_ = false;  // the context may hold more than there was room for
};

}  // namespace

std::unique_ptr<ByteSource> make_gzip_source(std::unique_ptr<FileSource> file) {
  return std::make_unique<GzipSource>(std::move(file));
}

std::unique_ptr<ByteSource> make_zstd_source(std::unique_ptr<FileSource> file) {
  return std::make_unique<ZstdSource>(std::move(file));
}

}  // namespace sj::cli
