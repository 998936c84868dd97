#include "store/rocksdb/packed_chunk.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory_resource>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "event/event_log.hpp"
#include "store/rocksdb/id_text.hpp"

namespace sj::store {
namespace {

// Where records begin with their size, which is far below this.
constexpr std::uint32_t packed_mark = 0xff00'0002;

constexpr std::array text_fields{&Event::name,          &Event::reason,  &Event::error_code, &Event::message,
                                 &Event::submission_id, &Event::user_id, &Event::email,      &Event::trace_id,
                                 &Event::attributes,    &Event::path};

// In the order in which they are stored.
enum Column : std::size_t {
  parts,
  times,
  accept_seqs,
  receptions,
  words,
  claimed_times,
  seqs,
  numbers,
  event_ids,
  texts,  ///< one each
  column_count = texts + text_fields.size()
};

enum Part : std::uint32_t {
  part_fe = 1 << 0,
  part_result = 1 << 1,
  part_impact = 1 << 2,
  part_stage = 1 << 3,
  part_claimed_time = 1 << 4,
  part_seq = 1 << 5,
  part_duration = 1 << 6,
  part_attempt = 1 << 7,
  part_text = 1 << 8,  ///< and so on, for each text
};

// A text is looked for among so many that came before it; what is further away is left to the block's compression.
constexpr std::size_t remembered_texts = 32;

std::uint32_t parts_of(const Event& event) {
  std::uint32_t present = 0;
  if (event.source == Source::fe) present |= part_fe;
  if (event.result) present |= part_result;
  if (event.impact) present |= part_impact;
  if (event.stage) present |= part_stage;
  if (event.claimed_time) present |= part_claimed_time;
  if (event.seq) present |= part_seq;
  if (event.duration_ms) present |= part_duration;
  if (event.attempt) present |= part_attempt;
  for (std::size_t i = 0; i < text_fields.size(); ++i)
    if (!(event.*text_fields[i]).empty()) present |= part_text << i;
  return present;
}

/// What numbers are told as differences to.
struct Before {
  TimeMs time = 0, received_at = 0;
  std::uint64_t accept_seq = 0;
  std::int64_t seq = 0;
};

// One description of the layout, walked by a writer and by a reader.
class Writer {
 public:
  Before before;

  std::uint32_t begin(const Event& event) {
    const std::uint32_t present = parts_of(event);
    put_varint(columns_[parts], present);
    return present;
  }
  template <class T>
  void step(Column column, T value, T& last) {
    put_signed(columns_[column], static_cast<std::int64_t>(value) - static_cast<std::int64_t>(last));
    last = value;
  }
  template <class T>
  void step(Column column, const std::optional<T>& value, T& last) {
    step(column, *value, last);
  }
  template <class T>
  void word(const std::optional<T>& value, T, const char*) {
    put_fixed(columns_[words], static_cast<std::uint8_t>(*value));
  }
  template <class T>
  void number(const std::optional<T>& value) {
    put_varint(columns_[numbers], *value);
  }
  void event_id(std::string_view id, TimeMs time) { put_id_text(columns_[event_ids], id, time); }

  /// 0 and the text, or how many texts of this field ago it was last new.
  void text(std::size_t field, std::string_view value, TimeMs time) {
    std::string& out = columns_[texts + field];
    std::vector<std::string_view>& known = known_[field];
    const std::size_t looked_at = std::min(known.size(), remembered_texts);
    for (std::size_t ago = 1; ago <= looked_at; ++ago)
      if (known[known.size() - ago] == value) return put_varint(out, ago);
    put_varint(out, 0);
    put_id_text(out, value, time);
    known.push_back(value);
  }

  std::string finish(std::uint64_t count) {
    std::string out;
    put_fixed(out, packed_mark);
    put_varint(out, count);
    for (const std::string& column : columns_) put_text(out, column);
    return out;
  }

 private:
  std::array<std::string, column_count> columns_;
  std::array<std::vector<std::string_view>, text_fields.size()> known_;
};

/// The texts of one field that came before, as far back as one is looked for.
class RecentTexts {
 public:
  void add(std::string_view text) { texts_[count_++ % remembered_texts] = text; }
  /// The newest is 1 ago.
  [[nodiscard]] bool has(std::uint64_t ago) const { return ago <= std::min(count_, remembered_texts); }
  [[nodiscard]] std::string_view at(std::uint64_t ago) const { return texts_[(count_ - ago) % remembered_texts]; }

 private:
  std::array<std::string_view, remembered_texts> texts_;
  std::size_t count_ = 0;
};

class Reader {
 public:
  Before before;

  explicit Reader(ByteReader& in) {
    for (ByteReader& column : columns_) column = ByteReader(in.text());
  }
  [[nodiscard]] bool has_more() const { return columns_[parts].ok(); }
  /// Empty if there is none.
  [[nodiscard]] std::string fault() const {
    const auto bad = std::ranges::find_if_not(columns_, &ByteReader::ok);
    if (bad != columns_.end()) return bad->fault();
    return found_all_ ? "" : "it repeats a text that it does not have";
  }

  std::uint32_t begin(Event& event) {
    const auto present = static_cast<std::uint32_t>(columns_[parts].varint());
    event.source = present & part_fe ? Source::fe : Source::be;
    return present;
  }
  template <class T>
  void step(Column column, T& value, T& last) {
    const auto difference = static_cast<std::uint64_t>(columns_[column].signed_varint());
    value = last = static_cast<T>(static_cast<std::uint64_t>(last) + difference);
  }
  template <class T>
  void step(Column column, std::optional<T>& value, T& last) {
    step(column, value.emplace(), last);
  }
  template <class T>
  void word(std::optional<T>& value, T last, const char* kind) {
    value = columns_[words].word(last, kind);
  }
  template <class T>
  void number(std::optional<T>& value) {
    value = static_cast<T>(columns_[numbers].varint());
  }
  void event_id(std::string_view& id, TimeMs time) { id = read_id_text(columns_[event_ids], time, room_); }

  void text(std::size_t field, std::string_view& value, TimeMs time) {
    ByteReader& in = columns_[texts + field];
    RecentTexts& known = known_[field];
    const std::uint64_t ago = in.varint();
    if (!known.has(ago)) {
      found_all_ = false;
    } else if (ago > 0) {
      value = known.at(ago);
    } else {
      value = read_id_text(in, time, room_);
      known.add(value);
    }
  }

 private:
  std::array<ByteReader, column_count> columns_;
  std::array<RecentTexts, text_fields.size()> known_;
  std::array<std::byte, 4096> first_room_;
  std::pmr::monotonic_buffer_resource room_{first_room_.data(), first_room_.size()};  ///< texts that had to be made
  bool found_all_ = true;
};

template <class Io, class AnEvent>
void walk(Io& io, AnEvent& event) {
  const std::uint32_t present = io.begin(event);
  io.step(times, event.time, io.before.time);
  io.step(accept_seqs, event.accept_seq, io.before.accept_seq);
  io.step(receptions, event.received_at, io.before.received_at);
  if (present & part_result) io.word(event.result, CheckResult::skipped, "result");
  if (present & part_impact) io.word(event.impact, Impact::completed, "impact");
  if (present & part_stage) io.word(event.stage, Stage::post, "stage");
  TimeMs as_sent = event.time;
  if (present & part_claimed_time) io.step(claimed_times, event.claimed_time, as_sent);
  if (present & part_seq) io.step(seqs, event.seq, io.before.seq);
  if (present & part_duration) io.number(event.duration_ms);
  if (present & part_attempt) io.number(event.attempt);
  io.event_id(event.event_id, as_sent);
  for (std::size_t i = 0; i < text_fields.size(); ++i)
    if (present & part_text << i) io.text(i, event.*text_fields[i], as_sent);
}

}  // namespace

std::optional<std::string> pack_chunk(std::string_view records) {
  Writer io;
  std::uint64_t count = 0;
  for (Event event; !records.empty(); ++count) {
    if (!read_record(records, event)) return std::nullopt;
    walk(io, std::as_const(event));
  }
  return io.finish(count);
}

Result<void> unpack_chunk(std::string_view chunk, std::string& records) {
  ByteReader in(chunk);
  if (in.fixed<std::uint32_t>() != packed_mark) {
    records.append(chunk);
    return {};
  }
  const std::uint64_t count = in.varint();
  Reader io(in);
  if (!in.ok() || !in.at_end()) return fail(Errc::corrupt, "it has not the length that it says");
  // What else is damaged is looked at once, at the end: until then its texts are empty.
  for (std::uint64_t i = 0; i < count && io.has_more(); ++i) {
    Event event;
    walk(io, event);
    append_record(records, event);
  }
  if (std::string fault = io.fault(); !fault.empty()) return fail(Errc::corrupt, std::move(fault));
  return {};
}

}  // namespace sj::store
