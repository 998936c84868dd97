#pragma once
// The events of one session in the order of their acceptance, packed: what is kept in memory, stored in chunks and sent
// through the journal. The byte format of a record is docs/formats/storage.md, "Event record".
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "event/event.hpp"

namespace sj {

/// Appends the record of one event. The session id is not part of it: a log belongs to one session.
void append_record(std::string& out, const Event& event);

/// Reads one record from the front of `bytes` and moves `bytes` past it. False when the bytes are not a whole record;
/// the event's texts are views into the bytes.
[[nodiscard]] bool read_record(std::string_view& bytes, Event& event);
/// What is wrong with the record at the front of `bytes`, which could not be read.
[[nodiscard]] std::string fault_of_record(std::string_view bytes);

/// The record at the front of `bytes`, by its size alone, and moves `bytes` past it; empty if there is none of that
/// size.
[[nodiscard]] std::string_view take_record(std::string_view& bytes);

/// What tells an event from the others of its session.
struct RecordKey {
  Source source = Source::be;
  std::string_view name, event_id;
};
/// Of the record at the front of `bytes`, which is whole: a fraction of the work of reading all of it.
[[nodiscard]] RecordKey record_key(std::string_view bytes);

/// Writes the accept_seq into a whole record.
void set_accept_seq(char* record, std::uint64_t accept_seq);

class EventLog {
 public:
  explicit EventLog(std::string session_id = {}) : session_id_(std::move(session_id)) {}

  /// A log of records as append_record wrote them, for reading: its events are decoded once, here, so that `at` is
  /// cheap until the log changes, unless there is more than a MiB of them. `corrupt` if they are not whole records.
  [[nodiscard]] static Result<EventLog> decoded(std::string session_id, std::string records);

  EventLog(EventLog&&) noexcept = default;
  EventLog& operator=(EventLog&&) noexcept = default;

  [[nodiscard]] const std::string& session_id() const { return session_id_; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(offsets_.size()); }

  /// The event at this index, `index < size()`. Its texts are views into the log, good until the log next changes.
  [[nodiscard]] Event at(std::uint32_t index) const;

  /// Its source, name and id only.
  [[nodiscard]] RecordKey key_at(std::uint32_t index) const {
    return record_key(std::string_view(bytes_).substr(offsets_[index]));
  }

  /// Its time only.
  [[nodiscard]] TimeMs time_at(std::uint32_t index) const;

  void append(const Event& event);

  /// Appends one record as append_record wrote it, known to be whole.
  void append_raw(std::string_view record);

  /// Appends records as append_record wrote them; false, and nothing appended, if they are not whole records.
  [[nodiscard]] bool append_records(std::string_view records);

  /// Forgets the newest events, until `size` are left.
  void truncate(std::uint32_t size);

  /// The records of the events [from, to), back to back.
  [[nodiscard]] std::string_view records(std::uint32_t from, std::uint32_t to) const;

  /// Indexes of the events [from, to) in the order of docs/journey-rules.md §2.
  [[nodiscard]] std::vector<std::uint32_t> sorted(std::uint32_t from, std::uint32_t to) const;

  [[nodiscard]] std::size_t memory_bytes() const {
    return bytes_.capacity() + offsets_.capacity() * sizeof(std::uint32_t);
  }
  [[nodiscard]] std::size_t record_bytes() const { return bytes_.size(); }

 private:
  std::string session_id_;
  std::string bytes_;
  std::vector<std::uint32_t> offsets_;
  std::vector<Event> decoded_;  ///< of all records or of none; their texts are in bytes_
};

}  // namespace sj
