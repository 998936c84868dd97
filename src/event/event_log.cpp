#include "event/event_log.hpp"

#include <algorithm>
#include <cassert>
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
  if (parts & part_result) event.result = static_cast<CheckResult>(in.fixed<std::uint8_t>() % check_result_count);
  if (parts & part_impact) event.impact = static_cast<Impact>(in.fixed<std::uint8_t>() % impact_count);
  if (parts & part_stage) event.stage = static_cast<Stage>(in.fixed<std::uint8_t>() % stage_count);
  if (parts & part_claimed_time) event.claimed_time = event.time + in.signed_varint();
  if (parts & part_seq) event.seq = static_cast<std::int64_t>(in.varint());
  if (parts & part_duration) event.duration_ms = static_cast<std::uint32_t>(in.varint());
  if (parts & part_attempt) event.attempt = static_cast<std::uint16_t>(in.varint());
  for (const TextPart& part : text_parts)
    if (parts & part.bit) event.*part.field = in.text();
}

}  // namespace

void append_record(std::string& out, const Event& event) {
  const std::size_t start = out.size();
  put_fixed<std::uint32_t>(out, 0);  // the size, known at the end
  put_fixed(out, event.time);
  put_fixed(out, event.accept_seq);
  const std::uint16_t parts = parts_of(event);
  put_fixed(out, parts);
  put_fixed(out, static_cast<std::uint8_t>(event.source));
  put_signed(out, event.received_at - event.time);
  put_text(out, event.name);
  put_text(out, event.event_id);
  if (event.result) put_fixed(out, static_cast<std::uint8_t>(*event.result));
  if (event.impact) put_fixed(out, static_cast<std::uint8_t>(*event.impact));
  if (event.stage) put_fixed(out, static_cast<std::uint8_t>(*event.stage));
  if (event.claimed_time) put_signed(out, *event.claimed_time - event.time);
  if (event.seq) put_varint(out, static_cast<std::uint64_t>(*event.seq));
  if (event.duration_ms) put_varint(out, *event.duration_ms);
  if (event.attempt) put_varint(out, *event.attempt);
  for (const TextPart& part : text_parts)
    if (parts & part.bit) put_text(out, event.*part.field);
  const auto size = static_cast<std::uint32_t>(out.size() - start - sizeof(std::uint32_t));
  std::memcpy(out.data() + start, &size, sizeof(size));
}

std::string_view take_record(std::string_view& bytes) {
  if (bytes.size() < sizeof(std::uint32_t)) return {};
  const auto size = get_fixed<std::uint32_t>(bytes.data());
  if (bytes.size() - sizeof(std::uint32_t) < size) return {};
  const std::string_view record = bytes.substr(0, sizeof(std::uint32_t) + size);
  bytes.remove_prefix(record.size());
  return record;
}

bool read_record(std::string_view& bytes, Event& event) {
  std::string_view rest = bytes;
  const std::string_view record = take_record(rest);
  if (record.empty()) return false;
  ByteReader in(record.substr(sizeof(std::uint32_t)));
  event = Event{};
  event.time = in.fixed<TimeMs>();
  event.accept_seq = in.fixed<std::uint64_t>();
  const auto parts = in.fixed<std::uint16_t>();
  event.source = in.fixed<std::uint8_t>() == 0 ? Source::be : Source::fe;
  event.received_at = event.time + in.signed_varint();
  event.name = in.text();
  event.event_id = in.text();
  read_parts(in, parts, event);
  if (!in.ok()) return false;
  bytes = rest;
  return true;
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

Event EventLog::at(std::uint32_t index) const {
  std::string_view rest = std::string_view(bytes_).substr(offsets_[index]);
  Event event;
  if (!read_record(rest, event)) std::abort();  // the log only takes whole records
  event.session_id = session_id_;
  return event;
}

void EventLog::append(const Event& event) {
  offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  append_record(bytes_, event);
}

void EventLog::append_raw(std::string_view record) {
  offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  bytes_.append(record);
}

bool EventLog::append_records(std::string_view records) {
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
  for (std::uint32_t i = from; i < to; ++i)
    keyed.push_back({get_fixed<TimeMs>(bytes_.data() + offsets_[i] + sizeof(std::uint32_t)), i});
  std::ranges::sort(keyed, [this](const Keyed& a, const Keyed& b) {
    return a.time != b.time ? a.time < b.time : comes_before(at(a.index), at(b.index));
  });
  std::vector<std::uint32_t> order(keyed.size());
  std::ranges::transform(keyed, order.begin(), &Keyed::index);
  return order;
}

}  // namespace sj
