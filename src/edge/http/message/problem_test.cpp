#include "http/message/problem.hpp"

#include <gtest/gtest.h>

#include <set>

#include "http/message/status_text.hpp"

namespace sj::http {
namespace {

TEST(Problem, IsRfc9457) {
  EXPECT_EQ(
      render({ProblemCode::not_found, "there is nothing", {}, 0, {}}, "id1"),
      R"({"type":"about:blank","title":"Not Found","status":404,"code":"not_found","detail":"there is nothing","request_id":"id1"})");
  EXPECT_EQ(render({ProblemCode::nothing_accepted, {}, {}, 0, R"("accepted":0,"rejected":[])"}, "id2"),
            R"({"type":"about:blank","title":"Unprocessable Content","status":422,)"
            R"("code":"nothing_accepted","request_id":"id2","accepted":0,"rejected":[]})");
}

TEST(Problem, EscapesWhatCameFromOutside) {
  EXPECT_EQ(render({ProblemCode::invalid_parameter, "not a \"stage\"\n", "st\"age", 0, {}}, "x"),
            R"({"type":"about:blank","title":"Bad Request","status":400,"code":"invalid_parameter",)"
            R"("detail":"not a \"stage\"\n","field":"st\"age","request_id":"x"})");
}

TEST(Problem, EveryCodeHasItsRow) {
  std::set<std::string_view> texts;
  for (int code = 0; code <= static_cast<int>(ProblemCode::unavailable); ++code) {
    const ProblemRow& row = row_of(static_cast<ProblemCode>(code));
    EXPECT_TRUE(texts.insert(row.text).second);
    EXPECT_FALSE(status_text(row.status).empty()) << row.status;
    EXPECT_NE(row.status, 500) << "clients drop batches on 500";
  }
}

TEST(Problem, OurOwnFaultsKeepTheirReasonToThemselves) {
  const Problem problem = problem_of({Errc::io, "/var/lib/secret: disk full"});
  EXPECT_EQ(problem.code, ProblemCode::unavailable);
  EXPECT_EQ(problem.detail.find("secret"), std::string::npos);
  EXPECT_EQ(problem_of({Errc::not_found, "no such session"}).code, ProblemCode::not_found);
}

}  // namespace
}  // namespace sj::http
