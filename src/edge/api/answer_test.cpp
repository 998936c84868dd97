// Which failure becomes which problem, and that none tells of our insides.
#include "api/answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

namespace sj::api {
namespace {

using query::ParameterError;
using ::testing::HasSubstr;
using ::testing::Not;

std::string code_of(const http::Response& response) {
  return response.problem ? std::string(http::row_of(response.problem->code).text) : "none";
}

/// What the log says while this lives.
class LogCapture {
 public:
  LogCapture() : before_(spdlog::default_logger()) {
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("capture", std::make_shared<spdlog::sinks::ostream_sink_mt>(text_)));
  }
  ~LogCapture() { spdlog::set_default_logger(before_); }
  [[nodiscard]] std::string text() const { return text_.str(); }

 private:
  std::shared_ptr<spdlog::logger> before_;
  std::ostringstream text_;
};

TEST(Answer, AParameterAtFaultIsNamedWithWhatWouldBeRight) {
  using Kind = ParameterError::Kind;
  for (const auto& [kind, code] : {std::pair{Kind::unknown, "unknown_parameter"},
                                   {Kind::invalid, "invalid_parameter"},
                                   {Kind::cursor, "invalid_cursor"}}) {
    const http::Response answer = problem_of(ParameterError{kind, "tz", "tz must be a zone"});
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(code_of(answer), code);
    EXPECT_EQ(answer.problem->field, "tz");
    EXPECT_EQ(answer.problem->detail, "tz must be a zone");
  }
}

TEST(Answer, AFailureHasAStatusThatSaysWhoseItIs) {
  const LogCapture log;
  for (const auto& [errc, status, code] : {std::tuple{Errc::invalid_argument, 400, "invalid_field"},
                                           {Errc::not_found, 404, "not_found"},
                                           {Errc::refused, 409, "conflict"},
                                           {Errc::corrupt, 409, "damaged"},
                                           {Errc::unavailable, 503, "unavailable"},
                                           {Errc::io, 503, "unavailable"}}) {
    const http::Response answer = problem_of(Error{errc, "text"});
    EXPECT_EQ(answer.status, status) << code;
    EXPECT_EQ(code_of(answer), code);
  }
}

TEST(Answer, WhatIsWrongWithOurDiskIsForTheLogAlone) {
  for (const Errc errc : {Errc::io, Errc::corrupt}) {
    const LogCapture log;
    const http::Response answer = problem_of(Error{errc, "/data/store/000012.sst: bad block"});
    EXPECT_THAT(answer.problem->detail, Not(HasSubstr("000012")));
    EXPECT_THAT(log.text(), HasSubstr("/data/store/000012.sst: bad block"));
  }
}

TEST(Answer, APassingStateIsToldInOurWordsAndNotLogged) {
  const LogCapture log;
  const http::Response answer = problem_of(Error{Errc::unavailable, "the disk is full; try again later"});
  EXPECT_EQ(answer.problem->detail, "the disk is full; try again later");
  EXPECT_EQ(log.text(), "") << "each refused sender would write a line";
}

TEST(Answer, AMistakeOfTheCallerIsNotLogged) {
  const LogCapture log;
  (void)problem_of(Error{Errc::invalid_argument, "no"});
  (void)problem_of(Error{Errc::not_found, "no"});
  EXPECT_EQ(log.text(), "");
}

TEST(Answer, ASessionThatIsNotThereAndOneThatWasNotYetAreToldAlike) {
  const http::Response answer = no_such_session();
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(code_of(answer), "not_found");
}

}  // namespace
}  // namespace sj::api
