// Any bytes as a body of each protocol: no crash, and one draft for each message in their order.
#include <cstdlib>
#include <utility>

#include "event/limits.hpp"
#include "wire/cloudevents/unpack.hpp"
#include "wire/mapping/translate.hpp"
#include "wire/otlp/unpack.hpp"
#include "wire/posthog/unpack.hpp"
#include "wire/segment/unpack.hpp"

namespace {

using namespace sj;

class Checking final : public DraftSink {
 public:
  void begin(std::optional<TimeMs>) override {
    if (std::exchange(began_, true)) std::abort();
  }
  void take(std::uint32_t index, Draft& draft) override {
    if (!began_ || index != next_++ || next_ > limits::batch_events_max) std::abort();
    // A message that was read is JSON; only that an event has less depth.
    const bool not_json = draft.problem && draft.problem->code == RejectionCode::invalid_json;
    if (not_json && draft.problem->detail != "nested too deeply") std::abort();
  }

 private:
  bool began_ = false;
  std::uint32_t next_ = 0;
};

template <class Unpack>
void check(wire::Protocol protocol, Unpack unpack) {
  static const auto catalog = Catalog::load();
  static const auto mapping = wire::Mapping::load();
  wire::Translator translator;
  Checking drafts;
  const wire::TranslateOptions options{.catalog = **catalog, .received_at = 1'782'000'000'000};
  wire::Translation translation(translator, (*mapping)->of(protocol), options, drafts);
  (void)unpack(translation);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using wire::MessageSink;
  using wire::Protocol;
  std::string body(reinterpret_cast<const char*>(data), size);
  check(Protocol::segment, [&](MessageSink& sink) { return wire::segment::unpack(body, "track", sink); });
  check(Protocol::posthog, [&](MessageSink& sink) { return wire::posthog::unpack(body, sink); });
  check(Protocol::otlp, [&](MessageSink& sink) { return wire::otlp::unpack_json(body, sink); });
  check(Protocol::otlp, [&](MessageSink& sink) { return wire::otlp::unpack_protobuf(body, sink); });
  const std::string id = body;
  const wire::cloudevents::Headers headers{{"ce-specversion", "1.0"}, {"ce-id", id}};
  for (const char* type : {"application/cloudevents+json", "application/cloudevents-batch+json", "application/json"})
    check(Protocol::cloudevents,
          [&](MessageSink& sink) { return wire::cloudevents::unpack(body, type, headers, sink); });
  return 0;
}
