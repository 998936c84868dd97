#include "http/message/gzip_decoder.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

namespace sj::http {
namespace {

/// 40 KiB of state: made once a thread instead of once a request.
class Inflater {
 public:
  Inflater() = default;
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  bool begin(std::string_view encoded) {
    if (!ready_) ready_ = inflateInit2(&stream_, MAX_WBITS + 16) == Z_OK;  // again where memory was short before
    if (!ready_ || inflateReset(&stream_) != Z_OK) return false;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(encoded.data()));  // zlib does not write to it
    stream_.avail_in = static_cast<uInt>(encoded.size());
    return true;
  }
  bool begin_next_member() { return inflateReset(&stream_) == Z_OK; }

  /// One step into `free`; returns zlib's code and how many bytes it wrote.
  std::pair<int, std::size_t> step(std::span<char> free) {
    stream_.next_out = reinterpret_cast<Bytef*>(free.data());
    stream_.avail_out = static_cast<uInt>(free.size());
    const int code = inflate(&stream_, Z_NO_FLUSH);
    return {code, free.size() - stream_.avail_out};
  }
  [[nodiscard]] std::size_t left() const { return stream_.avail_in; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

/// The last four bytes of a member are its decoded size. Only a hint: nobody has checked it, so it is held against what
/// deflate can reach at best (1032:1).
std::size_t size_hint(std::string_view encoded) {
  if (encoded.size() < 18) return 0;
  std::uint32_t size = 0;
  std::memcpy(&size, encoded.data() + encoded.size() - sizeof size, sizeof size);
  return std::min<std::size_t>(std::size_t{size} + 1, encoded.size() * 1032);
}

}  // namespace

Decoding decode_gzip(std::string_view encoded, DecodingTarget& out) {
  thread_local Inflater inflater;
  if (!inflater.begin(encoded)) return Decoding::no_budget;
  const std::size_t hint = size_hint(encoded);
  char probe = 0;  // where the limit is reached: one more byte tells a full body from one that is too large
  for (;;) {
    const bool probing = out.full();
    if (const auto end = probing ? std::nullopt : end_of(out.make_room(hint))) return *end;
    const auto [code, written] = inflater.step(probing ? std::span(&probe, 1) : out.free());
    if (probing && written > 0) return Decoding::too_large;
    if (!probing) out.filled(written);
    if (code == Z_STREAM_END) {
      if (inflater.left() == 0) return Decoding::done;
      if (!inflater.begin_next_member()) return Decoding::corrupt;
    } else if (code == Z_MEM_ERROR) {
      return Decoding::no_budget;
    } else if (code != Z_OK || (inflater.left() == 0 && written == 0)) {
      return Decoding::corrupt;
    }
  }
}

}  // namespace sj::http
