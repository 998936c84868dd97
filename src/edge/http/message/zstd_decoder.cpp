#include "http/message/zstd_decoder.hpp"

#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <memory>

namespace sj::http {
namespace {

constexpr int window_log_max = 23;  // 8 MiB

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
using Context = std::unique_ptr<ZSTD_DCtx, FreeContext>;

Context make_context() {
  Context context(ZSTD_createDCtx());
  if (context) ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, window_log_max);
  return context;
}

/// The first frame's own word, not to be trusted beyond what the limit allows anyway.
std::size_t size_hint(std::string_view encoded) {
  const unsigned long long size = ZSTD_getFrameContentSize(encoded.data(), encoded.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR) return encoded.size() * 4;
  return static_cast<std::size_t>(std::min<unsigned long long>(size + 1, encoded.size() * 256ULL));
}

}  // namespace

Decoding decode_zstd(std::string_view encoded, DecodingTarget& out) {
  thread_local Context context;
  if (!context) context = make_context();  // again where memory was short before
  if (!context) return Decoding::no_budget;
  ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_only);
  const std::size_t hint = size_hint(encoded);
  ZSTD_inBuffer input{encoded.data(), encoded.size(), 0};
  char probe = 0;  // as in decode_gzip
  for (;;) {
    const bool probing = out.full();
    if (const auto end = probing ? std::nullopt : end_of(out.make_room(hint))) return *end;
    const std::span<char> free = probing ? std::span(&probe, 1) : out.free();
    ZSTD_outBuffer output{free.data(), free.size(), 0};
    const std::size_t before = input.pos;
    const std::size_t left = ZSTD_decompressStream(context.get(), &output, &input);
    if (ZSTD_isError(left) != 0) {
      const bool no_memory = ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation;
      return no_memory ? Decoding::no_budget : Decoding::corrupt;
    }
    if (probing && output.pos > 0) return Decoding::too_large;
    if (!probing) out.filled(output.pos);
    if (left == 0 && input.pos == input.size) return Decoding::done;
    if (input.pos == before && output.pos == 0 && input.pos == input.size) return Decoding::corrupt;
  }
}

}  // namespace sj::http
