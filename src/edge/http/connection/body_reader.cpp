#include "http/connection/body_reader.hpp"

#include <algorithm>
#include <cstring>

#include "http/message/request.hpp"

namespace sj::http {
namespace {

/// The budget is charged in steps, so that a client that announces much and sends little takes nothing from others.
constexpr std::size_t budget_step = 256 * 1024;
/// What is set aside for a body before it comes. To set aside all that is announced would be free only as long as
/// nobody writes there, and huge pages are there as a whole once a byte is.
constexpr std::size_t set_aside_at_first = 64 * 1024;
/// Each time that it is full; a body is copied by a third of its size for it.
constexpr std::size_t set_aside_times = 4;

}  // namespace

BodyReader::Progress BodyReader::begin(const Head& head, std::size_t bytes_max, BodyReservation reservation) {
  discard_ = false;
  const Progress progress = begin_any(head, bytes_max);
  if (progress != Progress::more) return progress;
  reservation_ = std::move(reservation);
  if (!chunks_) make_room_for(1);
  return progress;
}

BodyReader::Progress BodyReader::begin_discard(const Head& head, std::size_t bytes_max) {
  discard_ = true;
  return begin_any(head, bytes_max);
}

BodyReader::Progress BodyReader::begin_any(const Head& head, std::size_t bytes_max) {
  chunks_.reset();
  length_ = received_ = 0;
  body_.clear();
  if (head.framing == Framing::chunked) {
    chunks_.emplace(limits_, bytes_max);
  } else if (head.framing == Framing::sized) {
    if (head.content_length > bytes_max) return Progress::too_large;
    length_ = head.content_length;
  }
  return head.framing == Framing::none || (!chunks_ && length_ == 0) ? Progress::done : Progress::more;
}

BodyReader::Progress BodyReader::take(std::string_view& input) {
  return chunks_ ? take_chunked(input) : take_sized(input);
}

BodyReader::Progress BodyReader::take_sized(std::string_view& input) {
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(input.size(), length_ - received_));
  if (!discard_) {
    if (!reservation_.grow_to(static_cast<std::size_t>(received_) + length)) return Progress::no_budget;
    make_room_for(length);
    std::memcpy(body_.data() + received_, input.data(), length);
  }
  input.remove_prefix(length);
  arrived(length);
  return is_complete() ? Progress::done : Progress::more;
}

/// Of a sized body: for so many more bytes than came, which are not more than it has.
void BodyReader::make_room_for(std::size_t bytes) {
  const auto needed = static_cast<std::size_t>(received_) + bytes;
  if (needed <= body_.size()) return;
  const auto length = static_cast<std::size_t>(length_);
  const std::size_t size = std::min(length, std::max({needed, body_.size() * set_aside_times, set_aside_at_first}));
  body_.reserve(size + body_padding);
  body_.resize_and_overwrite(size, [](char*, std::size_t asked) { return asked; });
}

BodyReader::Progress BodyReader::take_chunked(std::string_view& input) {
  const std::size_t before = input.size();
  const auto decoded = chunks_->decode(input, discard_ ? nullptr : &body_);
  received_ += before - input.size();
  if (!reservation_.grow_to(body_.size())) return Progress::no_budget;
  switch (decoded) {
    case ChunkedDecoder::Progress::more: return Progress::more;
    case ChunkedDecoder::Progress::done: return Progress::done;
    case ChunkedDecoder::Progress::too_large: return Progress::too_large;
    case ChunkedDecoder::Progress::malformed: break;
  }
  return Progress::malformed;
}

std::span<char> BodyReader::direct_space() {
  if (chunks_ || discard_) return {};
  if (!is_complete()) make_room_for(1);
  const auto filled = static_cast<std::size_t>(received_);
  const std::size_t left = std::min(body_.size() - filled, budget_step);
  if (!reservation_.grow_to(filled + left)) return {};  // then take() finds the budget gone and says so
  return {body_.data() + filled, left};
}

bool BodyReader::hand_over_to(BodyReservation reservation) {
  if (!reservation.grow_to(reservation_.bytes())) return false;
  reservation_ = std::move(reservation);
  return true;
}

std::string BodyReader::release(BodyReservation& reservation) {
  body_.reserve(body_.size() + body_padding);
  reservation = std::move(reservation_);
  reservation_ = BodyReservation();
  return std::exchange(body_, std::string());
}

void BodyReader::abandon() {
  reservation_ = BodyReservation();
  body_ = std::string();
}

}  // namespace sj::http
