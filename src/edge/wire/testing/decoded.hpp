#pragma once
// What a decoder handed over, kept after its memory is gone: for tests.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "event/event_log.hpp"
#include "wire/native/decode.hpp"

namespace sj::wire::testing {

/// A draft with memory of its own.
struct Kept {
  std::uint32_t index = 0;
  std::string session_id;
  std::string record;  ///< of the event, as EventLog keeps it
  std::optional<Source> source;
  bool has_time = false;
  std::vector<ExtraField> extras;
  JsonSize attributes_size;
  bool derived_event_id = false;
  std::optional<Rejection> problem;

  /// Views into this object.
  [[nodiscard]] Event event() const {
    std::string_view bytes = record;
    Event event;
    EXPECT_TRUE(read_record(bytes, event));
    event.session_id = session_id;
    return event;
  }
};

struct Decoded {
  std::optional<BodyError> error;
  int begins = 0;
  std::optional<TimeMs> sent_at;
  std::vector<Kept> events;
};

class Recorder final : public DraftSink {
 public:
  explicit Recorder(Decoded& into) : into_(into) {}
  void begin(std::optional<TimeMs> sent_at) override {
    EXPECT_TRUE(into_.events.empty()) << "begin comes before the first event";
    ++into_.begins;
    into_.sent_at = sent_at;
  }
  void take(std::uint32_t index, Draft& draft) override {
    Kept kept{.index = index,
              .session_id = std::string(draft.event.session_id),
              .record = {},
              .source = draft.source,
              .has_time = draft.has_time,
              .extras = draft.extras,
              .attributes_size = draft.attributes_size,
              .derived_event_id = draft.derived_event_id,
              .problem = draft.problem};
    append_record(kept.record, draft.event);
    into_.events.push_back(std::move(kept));
  }

 private:
  Decoded& into_;
};

/// One decoder for all tests of a program: what a body leaves behind in it must not matter to the next.
inline Decoded decode(std::string body, native::Form form = native::Form::json) {
  static native::Decoder decoder;
  Decoded out;
  Recorder recorder(out);
  out.error = decoder.decode(body, form, recorder);
  return out;
}

/// The only event of a body that is read without an error.
inline Kept decode_one(std::string body) {
  Decoded out = decode(std::move(body));
  if (out.error) ADD_FAILURE() << out.error->detail;
  if (out.events.size() != 1) ADD_FAILURE() << out.events.size() << " events";
  return out.events.empty() ? Kept{} : std::move(out.events.front());
}

}  // namespace sj::wire::testing
