#include "event/event_log.hpp"

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstdlib>

#include "base/bytes.hpp"

namespace sj {
namespace {

// Which optional parts follow; the parts are stored in this order.
enum Part : std::uint16_t {
  part_result = 1 << 0,
  part_impact = 1 << 1,
  part_stage = 1 << 2,
  part_claimed_time = 1 << 3,
  part_seq = 1 << 4,
  part_duration = 1 << 5,
  part_attempt = 1 << 6,
  part_reason = 1 << 7,
  part_error_code = 1 << 8,
  part_message = 1 << 9,
  part_submission_id = 1 << 10,
  part_user_id = 1 << 11,
  part_email = 1 << 12,
  part_trace_id = 1 << 13,
  part_attributes = 1 << 14,
  part_path = 1 << 15,
};

struct TextPart {
  Part bit;
  std::string_view Event::*field;
};
constexpr TextPart text_parts[] = {
    {part_reason, &Event::reason},     {part_error_code, &Event::error_code},
    {part_message, &Event::message},   {part_submission_id, &Event::submission_id},
    {part_user_id, &Event::user_id},   {part_email, &Event::email},
    {part_trace_id, &Event::trace_id}, {part_attributes, &Event::attributes},
    {part_path, &Event::path},
};

std::uint16_t parts_of(const Event& event) {
  unsigned parts = 0;
  if (event.result) parts |= part_result;
  if (event.impact) parts |= part_impact;
  if (event.stage) parts |= part_stage;
  if (event.claimed_time) parts |= part_claimed_time;
  if (event.seq) parts |= part_seq;
  if (event.duration_ms) parts |= part_duration;
  if (event.attempt) parts |= part_attempt;
  for (const TextPart& part : text_parts)
    if (!(event.*part.field).empty()) parts |= part.bit;
  return static_cast<std::uint16_t>(parts);
}

void read_parts(ByteReader& in, std::uint16_t parts, Event& event) {
  if (parts & part_result) event.result = in.word(CheckResult::skipped, "result");
  if (parts & part_impact) event.impact = in.word(Impact::completed, "impact");
  if (parts & part_stage) event.stage = in.word(Stage::post, "stage");
  if (parts & part_claimed_time) event.claimed_time = event.time + in.signed_varint();
  if (parts & part_seq) event.seq = static_cast<std::int64_t>(in.varint());
  if (parts & part_duration) event.duration_ms = static_cast<std::uint32_t>(in.varint());
  if (parts & part_attempt) event.attempt = static_cast<std::uint16_t>(in.varint());
  for (const TextPart& part : text_parts)
    if (parts & part.bit) event.*part.field = in.text();
}

// What writes goes into room that is large enough, and returns where the next part goes.
template <std::integral T>
char* write_fixed(char* out, T value) {
  std::memcpy(out, &value, sizeof value);
  return out + sizeof value;
}

char* write_varint(char* out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) *out++ = static_cast<char>(value | 0x80);
  *out++ = static_cast<char>(value);
  return out;
}

char* write_signed(char* out, std::int64_t value) {
  return write_varint(out, (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

char* write_text(char* out, std::string_view text) {
  out = write_varint(out, text.size());
  return text.empty() ? out : static_cast<char*>(std::memcpy(out, text.data(), text.size())) + text.size();
}

std::size_t record_bytes_max(const Event& event) {
  constexpr std::size_t varint_max = 10, numbers_max = 12 * varint_max;
  std::size_t bytes = numbers_max + event.name.size() + event.event_id.size() + 2 * varint_max;
  for (const TextPart& part : text_parts) bytes += (event.*part.field).size() + varint_max;
  return bytes;
}

// But for its size, which is known at the end.
char* write_record(char* out, const Event& event) {
  out += sizeof(std::uint32_t);
  out = write_fixed(out, event.time);
  out = write_fixed(out, event.accept_seq);
  const std::uint16_t parts = parts_of(event);
  out = write_fixed(out, parts);
  out = write_fixed(out, static_cast<std::uint8_t>(event.source));
  out = write_signed(out, event.received_at - event.time);
  out = write_text(out, event.name);
  out = write_text(out, event.event_id);
  if (event.result) out = write_fixed(out, static_cast<std::uint8_t>(*event.result));
  if (event.impact) out = write_fixed(out, static_cast<std::uint8_t>(*event.impact));
  if (event.stage) out = write_fixed(out, static_cast<std::uint8_t>(*event.stage));
  if (event.claimed_time) out = write_signed(out, *event.claimed_time - event.time);
  if (event.seq) out = write_varint(out, static_cast<std::uint64_t>(*event.seq));
  if (event.duration_ms) out = write_varint(out, *event.duration_ms);
  if (event.attempt) out = write_varint(out, *event.attempt);
  for (const TextPart& part : text_parts)
    if (parts & part.bit) out = write_text(out, event.*part.field);
  return out;
}

}  // namespace

void append_record(std::string& out, const Event& event) {
  const std::size_t start = out.size();
  out.resize_and_overwrite(start + record_bytes_max(event), [&](char* bytes, std::size_t) {
    char* const end = write_record(bytes + start, event);
    const auto size = static_cast<std::uint32_t>(end - bytes - start - sizeof(std::uint32_t));
    write_fixed(bytes + start, size);
    return static_cast<std::size_t>(end - bytes);
  });
}

std::string_view take_record(std::string_view& bytes) {
  if (bytes.size() < sizeof(std::uint32_t)) return {};
  const auto size = get_fixed<std::uint32_t>(bytes.data());
  if (bytes.size() - sizeof(std::uint32_t) < size) return {};
  const std::string_view record = bytes.substr(0, sizeof(std::uint32_t) + size);
  bytes.remove_prefix(record.size());
  return record;
}

namespace {

// The reader of a record from behind its size on, which tells whether the event is all there.
ByteReader read_whole(std::string_view record, Event& event) {
  ByteReader in(record.substr(sizeof(std::uint32_t)));
  event = Event{};
  event.time = in.fixed<TimeMs>();
  event.accept_seq = in.fixed<std::uint64_t>();
  const auto parts = in.fixed<std::uint16_t>();
  event.source = in.word(Source::fe, "source");
  event.received_at = event.time + in.signed_varint();
  event.name = in.text();
  event.event_id = in.text();
  read_parts(in, parts, event);
  return in;
}

}  // namespace

bool read_record(std::string_view& bytes, Event& event) {
  std::string_view rest = bytes;
  const std::string_view record = take_record(rest);
  if (record.empty() || !read_whole(record, event).ok()) return false;
  bytes = rest;
  return true;
}

std::string fault_of_record(std::string_view bytes) {
  const std::string_view record = take_record(bytes);
  Event event;
  return record.empty() ? "it ends too early" : read_whole(record, event).fault();
}

RecordKey record_key(std::string_view bytes) {
  constexpr std::size_t source_at =
      sizeof(std::uint32_t) + sizeof(TimeMs) + sizeof(std::uint64_t) + sizeof(std::uint16_t);
  ByteReader in(bytes.substr(source_at));
  RecordKey key;
  key.source = in.fixed<std::uint8_t>() == 0 ? Source::be : Source::fe;
  (void)in.varint();  // received_at
  key.name = in.text();
  key.event_id = in.text();
  return key;
}

void set_accept_seq(char* record, std::uint64_t accept_seq) {
  std::memcpy(record + sizeof(std::uint32_t) + sizeof(TimeMs), &accept_seq, sizeof accept_seq);
}

Result<EventLog> EventLog::decoded(std::string session_id, std::string records) {
  // Decoded events take more memory than their records: a session of half a million would take hundreds of MiB.
  constexpr std::size_t decoded_bytes_max = 1u << 20, usual_record_bytes = 128;
  EventLog log(std::move(session_id));
  log.bytes_ =
      std::move(records);  // a record is too long to be kept within the string, so moving the log moves no text
  const bool keeps_decoded = log.bytes_.size() <= decoded_bytes_max;
  log.offsets_.reserve(log.bytes_.size() / usual_record_bytes);
  if (keeps_decoded) log.decoded_.reserve(log.bytes_.size() / usual_record_bytes);
  Event event;
  for (std::string_view rest = log.bytes_; !rest.empty();) {
    log.offsets_.push_back(static_cast<std::uint32_t>(log.bytes_.size() - rest.size()));
    if (!read_record(rest, event))
      return fail(Errc::corrupt, "the stored event number " + std::to_string(log.size()) + " of session `" +
                                     log.session_id_ + "` cannot be read: " + fault_of_record(rest));
    if (keeps_decoded) log.decoded_.push_back(event);
  }
  return log;
}

Event EventLog::at(std::uint32_t index) const {
  Event event;
  if (!decoded_.empty()) {
    event = decoded_[index];
  } else {
    std::string_view rest = std::string_view(bytes_).substr(offsets_[index]);
    if (!read_record(rest, event)) std::abort();  // the log only takes whole records
  }
  event.session_id = session_id_;
  return event;
}

TimeMs EventLog::time_at(std::uint32_t index) const {
  return get_fixed<TimeMs>(bytes_.data() + offsets_[index] + sizeof(std::uint32_t));
}

void EventLog::append(const Event& event) {
  decoded_.clear();
  offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  append_record(bytes_, event);
}

void EventLog::append_raw(std::string_view record) {
  decoded_.clear();
  offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  bytes_.append(record);
}

bool EventLog::append_records(std::string_view records) {
  decoded_.clear();
  const std::size_t old_count = offsets_.size();
  Event event;
  for (std::string_view rest = records; !rest.empty();) {
    offsets_.push_back(static_cast<std::uint32_t>(bytes_.size() + (records.size() - rest.size())));
    if (read_record(rest, event)) continue;
    offsets_.resize(old_count);
    return false;
  }
  bytes_.append(records);
  return true;
}

void EventLog::truncate(std::uint32_t size) {
  if (size >= offsets_.size()) return;
  decoded_.clear();
  bytes_.resize(offsets_[size]);
  offsets_.resize(size);
}

std::string_view EventLog::records(std::uint32_t from, std::uint32_t to) const {
  const auto offset = [this](std::uint32_t index) { return index < offsets_.size() ? offsets_[index] : bytes_.size(); };
  return std::string_view(bytes_).substr(offset(from), offset(to) - offset(from));
}

std::vector<std::uint32_t> EventLog::sorted(std::uint32_t from, std::uint32_t to) const {
  struct Keyed {
    TimeMs time;
    std::uint32_t index;
  };
  std::vector<Keyed> keyed;
  keyed.reserve(to - from);
  for (std::uint32_t i = from; i < to; ++i) keyed.push_back({time_at(i), i});
  std::ranges::sort(keyed, [this](const Keyed& a, const Keyed& b) {
    return a.time != b.time ? a.time < b.time : comes_before(at(a.index), at(b.index));
  });
  std::vector<std::uint32_t> order(keyed.size());
  std::ranges::transform(keyed, order.begin(), &Keyed::index);
  return order;
}

}  // namespace sj
