// Any bytes as a body of each protocol: no crash, and what the mapping writes is native JSON with as many events as
// there were messages.
#include <cstdlib>

#include "wire/cloudevents/unpack.hpp"
#include "wire/mapping/translate.hpp"
#include "wire/native/decode.hpp"
#include "wire/otlp/unpack.hpp"
#include "wire/posthog/unpack.hpp"
#include "wire/segment/unpack.hpp"

namespace {

using namespace sj;

class Counting final : public wire::Sink {
 public:
  void begin(std::optional<TimeMs>) override {}
  void take(std::uint32_t, wire::Draft& draft) override {
    if (draft.problem && draft.problem->code == wire::RejectionCode::invalid_json) std::abort();
  }
};

void check(wire::Protocol protocol, const wire::Unpacked& messages) {
  static const auto catalog = Catalog::load();
  static const auto mapping = wire::Mapping::load();
  if (!messages) return;
  wire::Translator translator;
  auto events = translator.translate(
      *messages, (*mapping)->of(protocol),
      {.catalog = **catalog, .may_write_be = false, .received_at = 1'782'000'000'000, .on_field = {}});
  if (!events) std::abort();  // what unpack makes is JSON
  wire::native::Decoder decoder;
  Counting sink;
  const auto error = decoder.decode(*events, wire::native::Form::json, sink);
  if (error && error->kind == wire::BodyError::Kind::invalid_json) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body(reinterpret_cast<const char*>(data), size);
  check(wire::Protocol::segment, wire::segment::unpack(body, "track"));
  check(wire::Protocol::posthog, wire::posthog::unpack(body));
  check(wire::Protocol::otlp, wire::otlp::unpack_json(body));
  check(wire::Protocol::otlp, wire::otlp::unpack_protobuf(body));
  const wire::cloudevents::Headers headers{{"ce-specversion", "1.0"}, {"ce-id", body}};
  for (const char* type : {"application/cloudevents+json", "application/cloudevents-batch+json", "application/json"})
    check(wire::Protocol::cloudevents, *wire::cloudevents::unpack(body, type, headers));
  return 0;
}
