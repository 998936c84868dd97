#pragma once
// Collects one request's body: sized bytes straight from the socket, chunks through the decoder, both within the
// route's limit and the server's budget.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "http/bounds.hpp"
#include "http/message/body_budget.hpp"
#include "http/message/chunked_decoder.hpp"
#include "http/message/head.hpp"

namespace sj::http {

class BodyReader {
 public:
  enum class Progress { more, done, malformed, too_large, no_budget };

  explicit BodyReader(const Limits& limits) : limits_(limits) {}

  /// Starts on the body of this head; of one that is not larger than `bytes_max`. `done` at once when there is none.
  /// `reservation` is whose memory it is, and grows with what arrives.
  [[nodiscard]] Progress begin(const Head& head, std::size_t bytes_max, BodyReservation reservation);
  /// The same for a body that nobody wants: it is counted and dropped.
  [[nodiscard]] Progress begin_discard(const Head& head, std::size_t bytes_max);

  /// Takes what belongs to the body off `input`.
  [[nodiscard]] Progress take(std::string_view& input);

  /// Where the socket may read the next bytes of a sized body to, without a copy. Empty: read into a buffer and take().
  [[nodiscard]] std::span<char> direct_space();
  /// So many bytes were read there.
  void arrived(std::size_t bytes) { received_ += bytes; }
  /// For a sized body; where a chunked one ends only take() knows.
  [[nodiscard]] bool is_complete() const { return !chunks_ && received_ == length_; }

  [[nodiscard]] std::uint64_t bytes_received() const { return received_; }

  /// What came of it so far, as it came.
  [[nodiscard]] std::string_view so_far() const {
    return std::string_view(body_).substr(0, chunks_ ? body_.size() : static_cast<std::size_t>(received_));
  }
  /// It is somebody else's memory from now on. False, and unchanged, where he may not have as much.
  [[nodiscard]] bool hand_over_to(BodyReservation reservation);

  /// The body, with body_padding bytes of spare capacity, and its share of the budget.
  [[nodiscard]] std::string release(BodyReservation& reservation);
  /// What came so far is not wanted any more: its memory and its share of the budget are others' from now on. Not while
  /// the socket reads to direct_space().
  void abandon();

 private:
  [[nodiscard]] Progress begin_any(const Head& head, std::size_t bytes_max);
  void make_room_for(std::size_t bytes);
  [[nodiscard]] Progress take_sized(std::string_view& input);
  [[nodiscard]] Progress take_chunked(std::string_view& input);

  const Limits& limits_;
  bool discard_ = false;
  std::optional<ChunkedDecoder> chunks_;  ///< present for a chunked body
  std::uint64_t length_ = 0;              ///< of a sized body
  std::uint64_t received_ = 0;            ///< wire bytes for a chunked body
  std::string body_;  ///< of a sized body: as long as what is set aside for it, filled up to received_
  BodyReservation reservation_;
};

}  // namespace sj::http
