// How long one core takes to make drafts of a batch of events, in the forms that it may come in.
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <limits>

#include "decode_bodies.hpp"
#include "options.hpp"
#include "wire/mapping/translate.hpp"
#include "wire/native/decode.hpp"
#include "wire/otlp/unpack.hpp"
#include "wire/segment/unpack.hpp"

namespace {

using namespace sj;
using bench::SentEvent;

[[noreturn]] void give_up(const char* why) {
  fmt::print(stderr, "{}\n", why);
  std::exit(1);
}

/// Counts the drafts, and ends the program at one that is not the event that was sent.
class Checking final : public DraftSink {
 public:
  explicit Checking(const std::vector<SentEvent>& sent) : sent_(sent) {}
  void begin(std::optional<TimeMs>) override {}
  void take(std::uint32_t index, Draft& draft) override {
    const Event& event = draft.event;
    const SentEvent& sent = sent_.at(index);
    const bool is_right = !draft.problem && draft.has_time && event.event_id == sent.event_id &&
                          event.session_id == sent.session_id && event.name == sent.name &&
                          event.user_id == sent.user_id && event.time == sent.time_ms &&
                          event.result == CheckResult::pass && event.duration_ms == sent.duration_ms &&
                          event.attributes == bench::attributes;
    if (!is_right) give_up("an event is not what was sent");
    ++taken_;
  }
  [[nodiscard]] std::size_t taken() const { return taken_; }

 private:
  const std::vector<SentEvent>& sent_;
  std::size_t taken_ = 0;
};

struct Form {
  const char* name;
  std::string body;
  std::function<std::optional<wire::BodyError>(std::string& body, DraftSink&)> decode;
  double best_ns = std::numeric_limits<double>::infinity();  ///< an event
};

/// Decodes for `length`, and keeps the quickest body.
void measure(Form& form, const std::vector<SentEvent>& sent, std::chrono::milliseconds length) {
  using Clock = std::chrono::steady_clock;
  for (const auto end = Clock::now() + length; Clock::now() < end;) {
    Checking drafts(sent);
    const auto begin = Clock::now();
    if (form.decode(form.body, drafts) || drafts.taken() != sent.size()) give_up("a body was not taken");
    const std::chrono::duration<double, std::nano> took = Clock::now() - begin;
    form.best_ns = std::min(form.best_ns, took.count() / static_cast<double>(sent.size()));
  }
}

/// A form of another protocol, by the built-in mapping.
template <class Unpack>
Form foreign(const char* name, std::string body, wire::Protocol protocol, Unpack unpack) {
  static const auto catalog = Catalog::load();
  static const auto mapping = wire::Mapping::load();
  static const wire::TranslateOptions options{
      .catalog = **catalog, .may_write_be = true, .received_at = 1'782'100'000'000};
  static wire::Translator translator;
  return {name, std::move(body), [protocol, unpack](std::string& sent, DraftSink& drafts) {
            wire::Translation translation(translator, (*mapping)->of(protocol), options, drafts);
            return unpack(sent, translation);
          }};
}

std::vector<Form> all_forms(const std::vector<SentEvent>& sent) {
  using wire::MessageSink;
  using wire::Protocol;
  static wire::native::Decoder decoder;
  std::vector<Form> forms;
  forms.push_back({"native", bench::native_body(sent), [](std::string& body, DraftSink& drafts) {
                     return decoder.decode(body, wire::native::Form::json, drafts);
                   }});
  forms.push_back(foreign("segment", bench::segment_body(sent), Protocol::segment,
                          [](std::string& body, MessageSink& sink) { return wire::segment::unpack(body, "", sink); }));
  forms.push_back(foreign("otlp_json", bench::otlp_json_body(sent), Protocol::otlp,
                          [](std::string& body, MessageSink& sink) { return wire::otlp::unpack_json(body, sink); }));
  forms.push_back(
      foreign("otlp_protobuf", bench::otlp_protobuf_body(sent), Protocol::otlp,
              [](std::string& body, MessageSink& sink) { return wire::otlp::unpack_protobuf(body, sink); }));
  return forms;
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Options options(argc, argv,
                               "usage: bench_decode [--form NAME] [--events 1000] [--rounds 5] [--round-ms 200]");
  const std::vector<SentEvent> sent = bench::made_events(options.number_or("events", 1000));
  std::vector<Form> forms = all_forms(sent);
  if (options.has("form")) std::erase_if(forms, [&](const Form& form) { return form.name != options.text("form"); });
  const std::chrono::milliseconds length(options.number_or("round-ms", 200));
  for (std::uint64_t i = options.number_or("rounds", 5); i > 0; --i)
    for (Form& form : forms) measure(form, sent, length);
  for (const Form& form : forms)
    fmt::print("{{\"form\":\"{}\",\"body_bytes\":{},\"event_ns\":{:.0f}}}\n", form.name, form.body.size(),
               form.best_ns);
}
