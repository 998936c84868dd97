#include "http/security/key_search.hpp"

#include <algorithm>
#include <array>

#include "http/message/gzip_decoder.hpp"
#include "http/message/zstd_decoder.hpp"

namespace sj::http {
namespace {

using Found = KeyFinder::Found;

/// Gives what is decoded to the finder and forgets it.
class SearchWindow final : public DecodingTarget {
 public:
  SearchWindow(KeyFinder& finder, std::size_t bytes_max) : finder_(finder), left_(bytes_max) {}

  [[nodiscard]] Room make_room(std::size_t) override {
    return left_ == 0 || found_ != Found::not_yet ? Room::enough : Room::yes;
  }
  [[nodiscard]] std::span<char> free() override { return std::span(bytes_).first(std::min(left_, bytes_.size())); }
  void filled(std::size_t bytes) override {
    left_ -= bytes;
    found_ = finder_.look({bytes_.data(), bytes});
  }
  [[nodiscard]] bool full() const override { return false; }
  [[nodiscard]] Found found() const { return found_; }

 private:
  KeyFinder& finder_;
  std::size_t left_;
  Found found_ = Found::not_yet;
  std::array<char, 16 * 1024> bytes_{};
};

std::expected<std::string, NoKey> answer(const KeyFinder& finder, Found found) {
  switch (found) {
    case Found::key: return finder.key();
    case Found::no_key: return std::unexpected(NoKey::none);
    case Found::malformed: return std::unexpected(NoKey::malformed);
    case Found::not_yet: break;
  }
  return std::unexpected(NoKey::not_so_far);
}

std::expected<std::string, NoKey> look_at_plain(KeyFinder& finder, std::string_view body, bool whole,
                                                std::size_t bytes_max) {
  Found found = finder.look(body.substr(0, bytes_max));
  if (found == Found::not_yet && whole && body.size() <= bytes_max) found = finder.end();
  return answer(finder, found);
}

}  // namespace

std::expected<std::string, NoKey> look_for_key(KeyFinder& finder, Coding coding, std::string_view encoded, bool whole,
                                               std::size_t bytes_max) {
  coding = coding_of(coding, encoded);
  if (coding == Coding::identity) return look_at_plain(finder, encoded, whole, bytes_max);
  SearchWindow window(finder, bytes_max);
  const Decoding decoding = coding == Coding::gzip ? decode_gzip(encoded, window) : decode_zstd(encoded, window);
  if (window.found() != Found::not_yet) return answer(finder, window.found());
  switch (decoding) {
    case Decoding::done: return answer(finder, whole ? finder.end() : Found::not_yet);
    case Decoding::corrupt: return std::unexpected(whole ? NoKey::corrupt : NoKey::not_so_far);  // or cut short
    case Decoding::no_budget: return std::unexpected(NoKey::no_memory);
    case Decoding::enough:
    case Decoding::too_large: break;
  }
  return std::unexpected(NoKey::not_so_far);
}

}  // namespace sj::http
