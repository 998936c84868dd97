// The native JSON of a message, sent as an event of our own, is the event that the message itself becomes.
#include <gtest/gtest.h>

#include "wire/mapping/translate.hpp"
#include "wire/testing/decoded.hpp"
#include "wire/testing/random_messages.hpp"

namespace sj::wire {
namespace {

using wire::testing::Decoded;
using wire::testing::Kept;

// Places, words and defaults that the built-in mapping does not have.
constexpr std::string_view own = R"(
all:
  values: {name: {"Photo *": "ID_*"}, reason: {x: why}, session_id: {e-1: "e 1"}, source: {maybe: FE}}
  otherwise: {source: FE, time: reception, stage: step2, attempt: "7", email: n/a, name: Nameless, path: /nowhere}
csv:
  fields:
    session_id: [case.nr, "{id}-{x}", anonymousId]
    duration_ms: [duration in s, request_time in us]
    message: ["a {msg} b {$.type}"]
  drop: [secret, x]
  keep: {from: $.time, path: $.page, "qu\"ote": properties}
)";

std::string problem_of(const Kept& kept) {
  if (!kept.problem) return {};
  return std::string(to_text(kept.problem->code)) + " " + kept.problem->field + ": " + kept.problem->detail;
}

void expect_same(const Kept& translated, const Kept& native) {
  EXPECT_EQ(problem_of(translated), problem_of(native));
  EXPECT_EQ(translated.session_id, native.session_id);
  EXPECT_EQ(translated.record, native.record);
  EXPECT_EQ(translated.source, native.source);
  EXPECT_EQ(translated.has_time, native.has_time);
  EXPECT_EQ(translated.extras.size(), native.extras.size());
  EXPECT_EQ(translated.attributes_size.keys, native.attributes_size.keys);
  EXPECT_EQ(translated.attributes_size.levels, native.attributes_size.levels);
  EXPECT_EQ(translated.derived_event_id, native.derived_event_id);
}

void expect_same_events(Protocol protocol, const MappingRules& rules, bool may_write_be) {
  static const auto catalog = Catalog::load();
  const TranslateOptions options{.catalog = **catalog, .may_write_be = may_write_be, .received_at = 1'782'000'000'000};
  Translator translator;
  wire::testing::RandomMessages random(protocol, 1);
  int taken = 0;
  for (int i = 0; i < 300; ++i) {
    const std::string message = random.next();
    SCOPED_TRACE(message.substr(0, 2000));
    Decoded translated;
    wire::testing::Recorder recorder(translated);
    Translation translation(translator, rules, options, recorder);
    translation.begin({});
    ASSERT_FALSE(translation.take(message));
    const auto json = translator.translate(message, rules, options);
    ASSERT_TRUE(json);
    const Decoded native = wire::testing::decode(*json, native::Form::ndjson);
    ASSERT_EQ(translated.events.size(), 1u);
    ASSERT_EQ(native.events.size(), 1u);
    expect_same(translated.events[0], native.events[0]);
    if (::testing::Test::HasFailure()) return;
    taken += translated.events[0].problem ? 0 : 1;
  }
  EXPECT_GT(taken, 100) << "the messages are of no use";
}

class NativeJson : public ::testing::TestWithParam<Protocol> {};

TEST_P(NativeJson, IsTheSameEvent) {
  for (const std::string_view yaml : {std::string_view{}, own}) {
    const auto mapping = Mapping::load(yaml);
    ASSERT_TRUE(mapping) << mapping.error().message;
    for (const bool may_write_be : {true, false})
      expect_same_events(GetParam(), (*mapping)->of(GetParam()), may_write_be);
  }
}

INSTANTIATE_TEST_SUITE_P(Mapping, NativeJson, ::testing::ValuesIn(all_protocols),
                         [](const auto& tested) { return std::string(to_text(tested.param)); });

}  // namespace
}  // namespace sj::wire
