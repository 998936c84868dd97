#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "cli/client/retry.hpp"
#include "cli/ingest/delivery.hpp"
#include "cli/ingest/reader_of.hpp"

namespace sj::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Rejects lines with the word "bad", takes the others once, and before that gives the answers that it was told to.
class FakeServer final : public Api {
 public:
  Result<HttpAnswer> post_events(BodyType type, std::string_view body) override {
    EXPECT_EQ(type, BodyType::ndjson);
    if (requests == silent_from) return fail(Errc::unavailable, "connection refused");
    ++requests;
    if (!first_answers.empty()) {
      Result<HttpAnswer> answer = first_answers.front();
      first_answers.pop_front();
      return answer;
    }
    bodies.emplace_back(body);
    return judge(body);
  }
  Result<HttpAnswer> get(std::string_view) override { return fail(Errc::not_found, "not asked here"); }

  std::deque<Result<HttpAnswer>> first_answers;
  std::vector<std::string> bodies;
  std::set<std::string> known;
  int requests = 0, silent_from = 1000;

 private:
  HttpAnswer judge(std::string_view body) {
    std::istringstream lines{std::string(body)};
    std::string rejected, warnings;
    std::uint64_t accepted = 0, duplicates = 0, index = 0;
    for (std::string line; std::getline(lines, line); ++index) {
      if (line.find("bad") != std::string::npos)
        rejected += (rejected.empty() ? "" : ",") + std::string("{\"index\":") + std::to_string(index) +
                    R"(,"event_id":"e","code":"missing_field","field":"name","detail":"name is required"})";
      else
        ++(known.insert(line).second ? accepted : duplicates);
      if (line.find("odd") != std::string::npos) warnings = R"({"index":0,"code":"unknown_event","detail":"x"})";
    }
    const std::string answer = "{\"accepted\":" + std::to_string(accepted) +
                               ",\"duplicates\":" + std::to_string(duplicates) + ",\"rejected\":[" + rejected +
                               "],\"warnings\":[" + warnings + "],\"event_ids\":[]}";
    return {accepted + duplicates == 0 ? 422 : 200, answer, {}};
  }
};

class IngestTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "ingest_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  std::filesystem::path write(const std::string& name, const std::string& content) {
    std::ofstream(dir_ / name, std::ios::binary) << content;
    return dir_ / name;
  }
  static std::string lines(int from, int to) {
    std::string text;
    for (int i = from; i < to; ++i) text += "{\"event_id\":\"" + std::to_string(i) + "\"}\n";
    return text;
  }
  struct Sent {
    bool all;
    Tally tally;
    bool stopped;
  };
  Sent send(const std::filesystem::path& file, ResumeState* resume = nullptr, std::size_t told = 20) {
    Progress progress(err_, Terminal{}, std::nullopt);
    Delivery delivery(server_, progress, resume, told, [](const std::filesystem::path& path, const std::string& name) {
      return open_reader(path, name, own_events, {});
    });
    const bool all = delivery.send_file(file);
    return {all, delivery.tally(), delivery.is_stopped()};
  }
  ResumeState open_state() { return ResumeState::open(dir_ / "state.json").value(); }

  std::filesystem::path dir_;
  FakeServer server_;
  std::ostringstream err_;
};

TEST_F(IngestTest, SendsInBatches) {
  const Sent sent = send(write("a.ndjson", lines(0, 2500)));
  EXPECT_TRUE(sent.all);
  EXPECT_EQ(sent.tally.accepted, 2500u);
  ASSERT_EQ(server_.bodies.size(), 3u);
  EXPECT_EQ(server_.bodies[0], lines(0, 1000));
  EXPECT_EQ(server_.bodies[2], lines(2000, 2500));
  EXPECT_EQ(err_.str(), "");
}

TEST_F(IngestTest, KeepsABatchBelowOneMebibyte) {
  std::string text;
  for (int i = 0; i < 5; ++i) text += "{\"i\":" + std::to_string(i) + ",\"x\":\"" + std::string(400'000, 'x') + "\"}\n";
  EXPECT_EQ(send(write("a.ndjson", text)).tally.accepted, 5u);
  EXPECT_EQ(server_.bodies.size(), 3u);
}

TEST_F(IngestTest, TellsRejectionsByFileAndLine) {
  const auto file = write("a.ndjson", "{\"a\":1}\n\n{\"bad\":1}\n{\"odd\":1}\n{\"bad\":2}\n");
  const Sent sent = send(file);
  EXPECT_TRUE(sent.all);
  EXPECT_EQ(sent.tally.accepted, 2u);
  EXPECT_EQ(sent.tally.rejected, 2u);
  EXPECT_THAT(sent.tally.warnings, ElementsAre(std::pair("unknown_event", 1u)));
  EXPECT_EQ(err_.str(), file.string() + ":3: missing_field name: name is required (event e)\n" + file.string() +
                            ":5: missing_field name: name is required (event e)\n");
}

TEST_F(IngestTest, StopsTellingAfterTheLimit) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "{\"bad\":1}\n";
  EXPECT_EQ(send(write("a.ndjson", text), nullptr, 2).tally.rejected, 30u);  // a 422
  EXPECT_EQ(std::ranges::count(err_.str(), '\n'), 2);
}

TEST_F(IngestTest, RejectsWhatIsTooLargeItself) {
  const auto file = write("a.ndjson", lines(0, 1) + std::string(2'000'000, 'x') + "\n" + lines(1, 2));
  const Sent sent = send(file);
  EXPECT_EQ(sent.tally.accepted, 2u);
  EXPECT_EQ(sent.tally.rejected, 1u);
  EXPECT_THAT(err_.str(), HasSubstr(":2: too_large: the event is longer than 1 MiB"));
}

TEST_F(IngestTest, SendingAgainIsSafe) {
  const auto file = write("a.json", "[{\"event_id\":\"1\"},{\"event_id\":\"2\"}]");
  send(file);
  const Sent again = send(file);
  EXPECT_EQ(again.tally.accepted, 0u);
  EXPECT_EQ(again.tally.duplicates, 2u);
}

TEST_F(IngestTest, StopsWhenTheServerRefuses) {
  server_.first_answers = {HttpAnswer{403, R"({"code":"forbidden","detail":"the key may not write"})", {}}};
  const auto file = write("a.ndjson", lines(0, 10));
  const Sent sent = send(file);
  EXPECT_FALSE(sent.all);
  EXPECT_TRUE(sent.stopped);
  EXPECT_EQ(err_.str(),
            file.string() + ":1: not delivered from here on: the server says 403 forbidden: the key may not write\n");
}

TEST_F(IngestTest, StopsWhenTheAnswerIsNotOurs) {
  server_.first_answers = {HttpAnswer{200, "<html>hello</html>", {}}};
  EXPECT_FALSE(send(write("a.ndjson", lines(0, 10))).all);
  EXPECT_THAT(err_.str(), HasSubstr("is the address right?"));
}

TEST_F(IngestTest, SendsWhatCameBeforeABreak) {
  const Sent sent = send(write("a.json", "[{\"event_id\":\"1\"},\n{\"event_id\":"));
  EXPECT_FALSE(sent.all);
  EXPECT_FALSE(sent.stopped);
  EXPECT_EQ(sent.tally.accepted, 1u);
  EXPECT_THAT(err_.str(), HasSubstr("a.json:2: this is not JSON"));
}

TEST_F(IngestTest, GoesOnAfterAnInterruption) {
  const auto file = write("a.ndjson", lines(0, 2500));
  server_.silent_from = 2;  // the third batch finds the server gone
  ResumeState first = open_state();
  EXPECT_TRUE(send(file, &first).stopped);
  EXPECT_THAT(err_.str(), HasSubstr(":2001: not delivered from here on: connection refused"));

  server_.silent_from = 1000;
  ResumeState state = open_state();
  const Sent rest = send(file, &state);
  EXPECT_TRUE(rest.all);
  EXPECT_EQ(rest.tally.accepted, 500u);
  EXPECT_EQ(rest.tally.duplicates, 0u);
  EXPECT_THAT(err_.str(), HasSubstr("going on at line 2001"));

  write("a.ndjson", lines(0, 2600));  // the file grew
  ResumeState later = open_state();
  EXPECT_EQ(send(file, &later).tally.events(), 100u);

  write("a.ndjson", lines(5000, 8000));  // another file took its place
  ResumeState other = open_state();
  EXPECT_EQ(send(file, &other).tally.accepted, 3000u);
  ResumeState done = open_state();
  EXPECT_EQ(send(file, &done).tally.events(), 0u);
}

TEST_F(IngestTest, GoesOnWithinAnArray) {
  std::string text = "[";
  for (int i = 0; i < 1500; ++i)
    text += (i == 0 ? "" : ",\n") + std::string("{\"event_id\":\"") + std::to_string(i) + "\"}";
  const auto file = write("a.json", text);  // not finished: the end comes later
  ResumeState state = open_state();
  EXPECT_FALSE(send(file, &state).all);
  write("a.json", text + "\n,{\"event_id\":\"last\"}]");
  ResumeState later = open_state();
  const Sent rest = send(file, &later);
  EXPECT_TRUE(rest.all);
  EXPECT_EQ(rest.tally.events(), 1u);
}

TEST_F(IngestTest, RefusesAStateThatIsNone) {
  const auto precious = write("state.json", "{\"my\":\"file\"}");
  EXPECT_EQ(ResumeState::open(precious).error().code, Errc::invalid_argument);
  EXPECT_FALSE(ResumeState::open(dir_).has_value());
}

class RetryTest : public testing::Test {
 protected:
  std::unique_ptr<RetryingApi> make(std::deque<Result<HttpAnswer>> answers, DurationMs give_up_after_ms = minute_ms) {
    auto server = std::make_unique<FakeServer>();
    server->first_answers = std::move(answers);
    server_ = server.get();
    return std::make_unique<RetryingApi>(
        std::move(server), RetryOptions{.give_up_after_ms = give_up_after_ms},
        [this](DurationMs pause) { pauses_.push_back(pause); },
        [this](const std::string& line) { notices_.push_back(line); });
  }
  FakeServer* server_ = nullptr;
  std::vector<DurationMs> pauses_;
  std::vector<std::string> notices_;
};

TEST_F(RetryTest, AsksAgainUntilTheServerIsThere) {
  const auto api = make({fail(Errc::unavailable, "no answer"), HttpAnswer{503, "", 7'000}, HttpAnswer{429, "", 1'000}});
  const auto answer = api->post_events(BodyType::ndjson, "{}\n");
  EXPECT_EQ(answer->status, 200);
  ASSERT_EQ(pauses_.size(), 3u);
  EXPECT_GE(pauses_[0], 500);
  EXPECT_LE(pauses_[0], 625);
  EXPECT_GE(pauses_[1], 7'000);  // as asked
  EXPECT_GE(pauses_[2], 2'000);  // longer than asked
  EXPECT_THAT(notices_[0], HasSubstr("no answer; trying again in 0."));
  EXPECT_THAT(notices_[1], HasSubstr("the server is busy (503)"));
}

TEST_F(RetryTest, DoesNotRepeatWhatWillNotHelp) {
  for (const int status : {200, 400, 401, 404, 413, 422}) {
    const auto api = make({HttpAnswer{status, "", {}}});
    EXPECT_EQ(api->post_events(BodyType::ndjson, "{}\n")->status, status);
  }
  const auto api = make({fail(Errc::invalid_argument, "no")});
  EXPECT_FALSE(api->post_events(BodyType::ndjson, "{}\n").has_value());
  EXPECT_THAT(pauses_, IsEmpty());
}

TEST_F(RetryTest, GivesUpInTime) {
  const auto api = make(std::deque<Result<HttpAnswer>>(100, HttpAnswer{503, "", {}}), 10 * second_ms);
  EXPECT_EQ(api->post_events(BodyType::ndjson, "{}\n")->status, 503);
  DurationMs waited = 0;
  for (const DurationMs pause : pauses_) waited += pause;
  EXPECT_LE(waited, 10 * second_ms);
  EXPECT_GE(pauses_.size(), 3u);
}

TEST(ProgressLine, FitsAndTells) {
  Tally tally;
  tally.accepted = 1'234'567;
  tally.rejected = 3;
  EXPECT_EQ(
      progress_line(5u << 20, 10u << 20, tally, 10, 120),
      "[###############...............]  50 %  5.0 of 10.0 MiB  123 457 events/s  accepted 1 234 567  duplicate 0  "
      "rejected 3");
  EXPECT_EQ(progress_line(5u << 20, std::nullopt, tally, 10, 120),
            "5.0 MiB  123 457 events/s  accepted 1 234 567  duplicate 0  rejected 3");
  EXPECT_EQ(progress_line(5u << 20, 10u << 20, tally, 10, 40).size(), 40u);
}

TEST(Progress, DrawsOnATerminalOnly) {
  std::ostringstream file, terminal, plain;
  Progress(file, {}, 100).update(50, {});
  EXPECT_EQ(file.str(), "");
  {
    Progress progress(terminal, {.interactive = true, .colours = true, .utf8 = true, .columns = 100}, 100);
    progress.update(50, {});
    progress.update(60, {});  // too soon
    progress.note("hello");
  }
  EXPECT_THAT(terminal.str(), HasSubstr(" 50 %"));
  EXPECT_THAT(terminal.str(), HasSubstr("\r\x1b[Khello\n"));
  { Progress(plain, {.interactive = true, .colours = false, .utf8 = true, .columns = 100}, 100).update(50, {}); }
  EXPECT_THAT(plain.str(), testing::Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace sj::cli
