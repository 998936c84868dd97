// How a file of a site is sent: packed where that is understood, once for what lasts, and not again where it is known.
#include "site/answer_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/site.hpp"

namespace sj::site {
namespace {

using ::testing::HasSubstr;

const std::array<EmbeddedFile, 3> files{{{"/index.html", "<!doctype html><p>page</p>", "packed"},
                                         {"/assets/index-x1.js", "let longer = 'than packed';", "packed"},
                                         {"/favicon.svg", "<svg/>", "longer than plain"}}};
using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

http::Response answer(std::string_view path, const Headers& headers = {}) {
  static const Site site(files);
  http::Request request;
  request.set_headers(headers);
  return answer_file(*site.find(path), request);
}

std::string header(const http::Response& response, std::string_view name) {
  for (const http::Header& one : response.headers)
    if (one.name == name) return std::string(one.value);
  return {};
}

TEST(Site, KnowsAFileByItsPathAlone) {
  const Site site(files);
  EXPECT_EQ(*site.page().plain, files[0].plain);
  EXPECT_EQ(site.find("/assets/index-x1.js")->content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(site.find("/favicon.svg")->content_type, "image/svg+xml");
  for (const char* path : {"", "/", "index.html", "/index.html/", "/assets/", "/assets/../index.html"})
    EXPECT_EQ(site.find(path), nullptr) << path;
}

TEST(AnswerFile, WhatHasItsHashInItsNameLastsAndThePageIsAskedForAgain) {
  EXPECT_EQ(header(answer("/assets/index-x1.js"), "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(answer("/index.html"), "Cache-Control"), "no-cache");
  EXPECT_EQ(header(answer("/favicon.svg"), "Cache-Control"), "no-cache");
}

TEST(AnswerFile, IsPackedForThoseWhoTakeItAndWhereItIsSmaller) {
  const http::Response packed = answer("/index.html", {{"Accept-Encoding", "br, gzip"}});
  EXPECT_EQ(*packed.shared_body, "packed");
  EXPECT_EQ(header(packed, "Content-Encoding"), "gzip");
  for (const Headers& headers :
       {Headers{}, Headers{{"Accept-Encoding", "br"}}, Headers{{"Accept-Encoding", "gzip;q=0"}}}) {
    const http::Response plain = answer("/index.html", headers);
    EXPECT_EQ(*plain.shared_body, files[0].plain);
    EXPECT_EQ(header(plain, "Content-Encoding"), "");
  }
  EXPECT_EQ(*answer("/favicon.svg", {{"Accept-Encoding", "gzip"}}).shared_body, "<svg/>");
  EXPECT_EQ(header(answer("/favicon.svg"), "Vary"), "Accept-Encoding") << "caches keep both apart";
}

TEST(AnswerFile, IsNotSentAgainToWhoHasIt) {
  const std::string etag = header(answer("/index.html"), "ETag");
  EXPECT_THAT(etag, ::testing::MatchesRegex("\"[0-9a-f]{16}\""));
  for (const std::string& known : {etag, "\"other\", " + etag, "W/" + etag, std::string("*")}) {
    const http::Response again = answer("/index.html", {{"If-None-Match", known}});
    EXPECT_EQ(again.status, 304) << known;
    EXPECT_EQ(again.shared_body, nullptr);
    EXPECT_EQ(header(again, "ETag"), etag);
    EXPECT_THAT(header(again, "Content-Security-Policy"), HasSubstr("default-src 'none'"));
  }
  for (const std::string& known : {std::string("\"other\""), header(answer("/favicon.svg"), "ETag"), std::string()})
    EXPECT_EQ(answer("/index.html", {{"If-None-Match", known}}).status, 200) << known;
}

TEST(AnswerFile, RunsNothingFromElsewhereAndStandsInNobodysFrame) {
  for (const EmbeddedFile& file : files) {
    const std::string policy = header(answer(file.path), "Content-Security-Policy");
    for (const char* part : {"default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'"})
      EXPECT_THAT(policy, HasSubstr(part)) << file.path;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  }
}

}  // namespace
}  // namespace sj::site
