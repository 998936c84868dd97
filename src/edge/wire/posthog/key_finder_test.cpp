#include "wire/posthog/key_finder.hpp"

#include <gtest/gtest.h>

namespace sj::wire::posthog {
namespace {

using Found = KeyFinder::Found;

/// The key, or `-` none, `!` malformed, `?` not yet; the same however the body is cut.
std::string find(std::string_view body) {
  std::string whole;
  for (const std::size_t step : {body.size(), std::size_t{1}, std::size_t{3}}) {
    KeyFinder finder;
    Found found = Found::not_yet;
    for (std::size_t at = 0; at < body.size() && found == Found::not_yet; at += step)
      found = finder.look(body.substr(at, step));
    const std::string told = found == Found::key         ? finder.key()
                             : found == Found::no_key    ? "-"
                             : found == Found::malformed ? "!"
                                                         : "?";
    if (step != body.size()) {
      EXPECT_EQ(told, whole) << body << " in steps of " << step;
    }
    whole = told;
  }
  return whole;
}

TEST(PosthogKeyFinder, FindsTheKeyWhereTheClientsPutIt) {
  EXPECT_EQ(find(R"({"api_key":"k","batch":[{"event":"a"}],"sent_at":"x"})"), "k") << "posthog-node";
  EXPECT_EQ(find(R"({"batch":[{"event":"a","properties":{"token":"no"}}],"sentAt":"x","api_key":"k"})"), "k")
      << "posthog-python";
  EXPECT_EQ(find(R"([{"event":"a","properties":{"a":1,"token":"k"}},{"api_key":"other"}])"), "k") << "posthog-js";
  EXPECT_EQ(find(R"({"event":"a","properties":{"token":"k","x":{"token":"no"}}})"), "k");
  EXPECT_EQ(find(R"( { "token" : "k" } )"), "k");
  EXPECT_EQ(find(R"({"$token":"k"})"), "k");
  EXPECT_EQ(find(R"([{"api_key":"k"}])"), "k");
}

TEST(PosthogKeyFinder, AndNowhereElse) {
  EXPECT_EQ(find(R"({"batch":[{"api_key":"no","token":"no"}]})"), "-");
  EXPECT_EQ(find(R"({"a":{"api_key":"no"},"b":["api_key","no"]})"), "-");
  EXPECT_EQ(find(R"({"a":"api_key","b":"no"})"), "-") << "a value is no name";
  EXPECT_EQ(find(R"({"a":"\"api_key\":\"no\""})"), "-");
  EXPECT_EQ(find(R"({"api_key":7,"token":""})"), "-");
  EXPECT_EQ(find(R"({"api_key":["no"]})"), "-");
  EXPECT_EQ(find(R"({"properties":{"properties":{"token":"no"}}})"), "-");
  EXPECT_EQ(find(R"([{"event":"a"},{"api_key":"no"}])"), "-") << "the first event counts";
  EXPECT_EQ(find("[]"), "-");
  EXPECT_EQ(find("[7,{\"api_key\":\"no\"}]"), "-");
  EXPECT_EQ(find("{\"api_key\":\"" + std::string(1'000, 'k') + "\"}"), "-") << "no key is that long";
}

TEST(PosthogKeyFinder, KnowsWhatIsNoBody) {
  for (const char* body : {"7", "\"api_key\"", "}", "x{}"}) EXPECT_EQ(find(body), "!") << body;
  EXPECT_EQ(find("{"), "?");
  EXPECT_EQ(find(R"({"batch":[)"), "?");
}

TEST(PosthogKeyFinder, GoesThroughAnyDepth) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_EQ(find("{\"batch\":" + deep + ",\"api_key\":\"k\"}"), "k");
}

}  // namespace
}  // namespace sj::wire::posthog
