// Any bytes as both forms of a body: no crash, and what is handed over keeps the contract of Draft.
#include <cstdlib>

#include "wire/native/decode.hpp"

namespace {

class Checking final : public sj::DraftSink {
 public:
  void begin(std::optional<sj::TimeMs>) override { began_ = true; }
  void take(std::uint32_t index, sj::Draft& draft) override {
    if (!began_ || index != next_++) std::abort();
    const bool has_id = !draft.event.event_id.empty();
    if (!has_id && !draft.problem) std::abort();
    const std::string_view attributes = draft.event.attributes;
    if (!attributes.empty() && (attributes.front() != '{' || attributes.back() != '}')) std::abort();
  }

 private:
  bool began_ = false;
  std::uint32_t next_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using sj::wire::native::Form;
  for (const Form form : {Form::json, Form::ndjson}) {
    sj::wire::native::Decoder decoder;  // fresh, so that the parser's memory is as small as the body allows
    std::string body(reinterpret_cast<const char*>(data), size);
    Checking sink;
    const auto error = decoder.decode(body, form, sink);
    if (error && error->offset.value_or(0) > size) std::abort();
  }
  return 0;
}
