#pragma once
// The valid events of one request, packed as the journal will keep them, and what is to be told of the others.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "event/draft.hpp"

namespace sj::ingest {

/// One event: its session id and its record, views into Batch::bytes by position.
struct BatchItem {
  std::uint32_t index = 0;  ///< in the request
  std::uint32_t session_at = 0, session_size = 0;
  std::uint32_t record_at = 0, record_size = 0;
};

/// An id made for an event that came without one.
struct DerivedId {
  std::uint32_t index = 0;
  std::string event_id;
};

struct Batch {
  std::string project_id;
  TimeMs received_at = 0;
  std::uint32_t events = 0;      ///< as sent, valid or not
  std::uint32_t ahead = 0;       ///< of these, rejected because our clock has not come to their time
  bool clock_is_behind = false;  ///< some of them would not be, by what we know of the time otherwise
  TimeMs newest_time = 0;        ///< of the events that were taken
  std::string bytes;
  std::vector<BatchItem> items;
  std::vector<Rejection> rejected;
  std::vector<Warning> warnings;
  std::vector<DerivedId> derived_ids;

  [[nodiscard]] std::string_view session_id(const BatchItem& item) const {
    return std::string_view(bytes).substr(item.session_at, item.session_size);
  }
  [[nodiscard]] std::string_view record(const BatchItem& item) const {
    return std::string_view(bytes).substr(item.record_at, item.record_size);
  }
};

}  // namespace sj::ingest
