// What `map` says and `ingest --as` sends of other programs' data.
#include "app/foreign_files.hpp"

#include <gmock/gmock.h>

#include "app/testing/temporary_directory.hpp"

namespace sj::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ForeignFiles : public testing::TemporaryDirectory {
 protected:
  static std::string described(const std::string& section, std::string_view body) {
    const auto text = describe_mapping({.section = section}, body);
    return text ? *text : "error: " + text.error().message;
  }
  static std::string mapped(const cli::MappingOptions& options, std::string_view message) {
    const auto mapper = open_mapping(options);
    if (!mapper) return "error: " + mapper.error().message;
    const auto event = (*mapper)(message);
    return event ? *event : "error: " + event.error().message;
  }
};

TEST_F(ForeignFiles, HaveASectionForEachProtocol) {
  EXPECT_THAT(mapping_sections(), ElementsAre("segment", "otlp", "cloudevents", "posthog", "csv", "log"));
}

TEST_F(ForeignFiles, AMessageBecomesAnEventOfOurs) {
  EXPECT_EQ(mapped({.section = "csv"}, R"({"session_id":"s","event":"IP_RISK_CHECK","date":"2026-06-21T09:00:00Z"})"),
            R"({"session_id":"s","name":"IP_RISK_CHECK","time":1782032400000})");
}

TEST_F(ForeignFiles, AMessageThatIsNoJsonIsToldAlone) {
  EXPECT_THAT(mapped({.section = "csv"}, "not json"), StartsWith("error: the file cannot be read: "));
}

TEST_F(ForeignFiles, AFileOfOnesOwnStandsOverTheBuiltInMapping) {
  const auto own = write("mapping.yaml", "csv: {fields: {session_id: [case]}}\n");
  EXPECT_THAT(mapped({.section = "csv", .mapping = own}, R"({"case":"s-7","event":"X","time":1782000000000})"),
              HasSubstr(R"("session_id":"s-7")"));
}

TEST_F(ForeignFiles, TheSourceOfANameThatTheCatalogKnowsIsLeftToIt) {
  const auto own = write(
      "catalog.yaml", "events:\n  VENDOR_PAGE: {source: FE, stage: STEP1, kind: screen, impact: NONE, title: page}\n");
  const std::string_view message = R"({"session_id":"s","event":"VENDOR_PAGE","time":1782000000000})";
  EXPECT_THAT(mapped({.section = "csv"}, message), HasSubstr(R"("source":"BE")"))
      << "the mapping's word for unknown ones";
  EXPECT_THAT(mapped({.section = "csv", .catalog = own}, message), Not(HasSubstr("source")));
}

TEST_F(ForeignFiles, WhatCannotBeUsedIsAMistakeOfTheCaller) {
  for (const cli::MappingOptions& options :
       {cli::MappingOptions{.section = "excel"},
        {.section = "csv", .mapping = directory_ / "nowhere.yaml"},
        {.section = "csv", .catalog = directory_ / "nowhere.yaml"},
        {.section = "csv", .mapping = write("wrong.yaml", "csv: {felds: {}}\n")}}) {
    EXPECT_EQ(open_mapping(options).error().code, Errc::invalid_argument) << options.section;
    EXPECT_EQ(describe_mapping(options, "{}").error().code, Errc::invalid_argument) << options.section;
  }
}

TEST_F(ForeignFiles, EachFieldIsToldWithItsPlace) {
  EXPECT_EQ(described("segment", R"({"messageId":"m1","event":"IP_RISK_CHECK","timestamp":"2026-06-21T00:00:00.123Z",)"
                                 R"("properties":{"session_id":"s1","result":"failed","plan":"pro"}})"),
            "message 0: taken\n"
            "  event_id       m1                                       from $.messageId\n"
            "  session_id     s1                                       from session_id\n"
            "  name           IP_RISK_CHECK                            from $.event\n"
            "  time           2026-06-21T00:00:00.123Z                 from $.timestamp\n"
            "  result         FAIL                                     from result\n"
            "  attributes     {\"plan\":\"pro\"}\n");
}

TEST_F(ForeignFiles, ASourceIsToldWhereTheMessageOrTheMappingSaysIt) {
  EXPECT_THAT(described("csv", R"({"session_id":"s","event":"VENDOR_PING","time":1782000000000})"),
              HasSubstr("  source         BE                                       from otherwise\n"));
  EXPECT_THAT(described("csv", R"({"session_id":"s","event":"VENDOR_PING","time":1782000000000,"source":"web"})"),
              HasSubstr("  source         FE                                       from source\n"));
  EXPECT_THAT(described("csv", R"({"session_id":"s","event":"STEP_VIEW","time":1782000000000})"),
              Not(HasSubstr("  source ")))
      << "the catalog says whose it is, the mapping does not";
  EXPECT_THAT(described("csv", R"({"event":"STEP_VIEW","time":1782000000000})"), Not(HasSubstr("  source ")));
}

TEST_F(ForeignFiles, WhatWouldBeRejectedIsToldWithTheReason) {
  EXPECT_THAT(described("csv", R"({"event":"X","time":1782000000000})"),
              StartsWith("message 0: rejected, missing_field: session_id"));
}

TEST_F(ForeignFiles, LinesAreCountedWithoutBlankOnes) {
  const std::string line = R"({"session_id":"s","event":"X","time":1782000000000})";
  const std::string text = described("log", "\n" + line + "\r\n \t\r\n" + line);
  EXPECT_THAT(text, HasSubstr("message 0: taken"));
  EXPECT_THAT(text, HasSubstr("message 1: taken"));
  EXPECT_THAT(text, Not(HasSubstr("message 2")));
}

TEST_F(ForeignFiles, EveryProtocolsOwnFormIsRead) {
  const std::string event = R"("specversion":"1.0","id":"e1","source":"/kyc","type":"IP_RISK_CHECK",)"
                            R"("time":"2026-06-21T00:00:00Z","data":{"session_id":"s"})";
  EXPECT_THAT(described("cloudevents", "{" + event + "}"), StartsWith("message 0: taken"));
  EXPECT_THAT(described("cloudevents", "[{" + event + "},{" + event + "}]"), HasSubstr("message 1: taken"));
  EXPECT_THAT(described("posthog", R"({"api_key":"k","batch":[{"event":"IP_RISK_CHECK","uuid":"u1",)"
                                   R"("timestamp":"2026-06-21T00:00:00Z","properties":{"$session_id":"s"}}]})"),
              StartsWith("message 0: taken"));
  EXPECT_THAT(described("otlp", R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"IP_RISK_CHECK",)"
                                R"("timeUnixNano":"1782000000000000000","attributes":[)"
                                R"({"key":"session_id","value":{"stringValue":"s"}}]}]}]}]})"),
              StartsWith("message 0: taken"));
}

TEST_F(ForeignFiles, ABodyThatIsNotTheProtocolsIsTold) {
  EXPECT_THAT(described("segment", "not json"), StartsWith("error: the file cannot be read: "));
  EXPECT_THAT(described("otlp", "\x0a\xff"), StartsWith("error: the file cannot be read: ")) << "as protobuf";
}

TEST_F(ForeignFiles, WhatStrangersSentHasNoPowerOverTheTerminal) {
  const std::string text = described(
      "csv", R"({"session_id":"s","event":"X","time":1782000000000,"reason":"\u001b[2J","note":"\u202e\u001b]0;x"})");
  EXPECT_THAT(text, HasSubstr(R"(\x1b[2J)"));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\u202e"), std::string::npos);
}

TEST_F(ForeignFiles, NothingIsNothing) {
  EXPECT_EQ(described("csv", ""), "");
}

}  // namespace
}  // namespace sj::app
