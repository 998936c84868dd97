#pragma once
// The native JSON of POST /v1/events: one event, an array, {"events":[...],"sent_at":...}, or NDJSON.
#include <memory>
#include <optional>
#include <string>

#include "event/draft.hpp"
#include "wire/body_error.hpp"

namespace sj::wire::native {

enum class Form : std::uint8_t { json, ndjson };

/// Reads bodies one after the other; keeps its buffers between them. Not for use by two threads at once.
class Decoder {
 public:
  Decoder();
  ~Decoder();

  /// Hands every event to the sink, in order. An error means that the body as a whole is not taken, whatever the sink
  /// was given before. The body's capacity is raised where needed: the parser reads a little beyond the end.
  std::optional<BodyError> decode(std::string& body, Form form, DraftSink& sink);

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace sj::wire::native
