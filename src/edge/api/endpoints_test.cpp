// docs/formats/openapi.yaml against what the endpoints say of themselves.
#include "api/endpoints.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <set>
#include <string>

#include "store/table/filters.hpp"

namespace sj {
std::string_view openapi_yaml();
}

namespace sj::api {
namespace {

const YAML::Node& document() {
  static const YAML::Node whole = YAML::Load(std::string(openapi_yaml()));
  return whole;
}

std::string method_of(const Endpoint& endpoint) {
  std::string name;
  for (const char c : http::name_of(endpoint.route.method)) name += static_cast<char>(c + ('a' - 'A'));
  return name;
}

std::string name_of(const Endpoint& endpoint) {
  return method_of(endpoint) + " " + endpoint.paths.front();
}

YAML::Node operation_of(const Endpoint& endpoint) {
  return document()["paths"][endpoint.paths.front()][method_of(endpoint)];
}

std::set<std::string> texts(const YAML::Node& list) {
  std::set<std::string> all;
  for (const auto& item : list) all.insert(item.as<std::string>());
  return all;
}

// Where a parameter is only referred to, what it is called there.
YAML::Node resolved(const YAML::Node& parameter) {
  const std::string prefix = "#/components/parameters/";
  const auto reference = parameter["$ref"].as<std::string>("");
  return reference.starts_with(prefix) ? document()["components"]["parameters"][reference.substr(prefix.size())]
                                       : parameter;
}

std::set<std::string> query_parameters_of(const Endpoint& endpoint) {
  std::set<std::string> names;
  const YAML::Node path = document()["paths"][endpoint.paths.front()];
  for (const YAML::Node& list : {path["parameters"], path[method_of(endpoint)]["parameters"]})
    for (const auto& parameter : list)
      if (const YAML::Node found = resolved(parameter); found["in"].as<std::string>() == "query")
        names.insert(found["name"].as<std::string>());
  return names;
}

std::string text_of(const std::optional<access::Right>& right) {
  static const std::map<access::Right, std::string> names{{access::Right::write_fe, "write_fe"},
                                                          {access::Right::write_be, "write_be"},
                                                          {access::Right::read, "read"},
                                                          {access::Right::administer, "administer"}};
  return right ? names.at(*right) : "public";
}

// What follows from the declaration: a query that is refused, a key that is missing, wrong, without the right or shown
// too often, and a pool that is full. (A head that is too long can come everywhere, and is not held against anybody.)
std::set<std::string> answers_of(const Endpoint& endpoint) {
  std::set<int> all(endpoint.answers.begin(), endpoint.answers.end());
  if (endpoint.parameters) all.insert(400);
  if (endpoint.route.right) all.insert({401, 403, 429});
  if (endpoint.route.lane == http::Lane::pooled) all.insert(503);
  std::set<std::string> texts;
  for (const int status : all) texts.insert(std::to_string(status));
  return texts;
}

std::vector<Endpoint> documented_endpoints() {
  std::vector<Endpoint> all = all_endpoints();
  std::erase_if(all, [](const Endpoint& endpoint) { return endpoint.answers.empty(); });
  return all;
}

TEST(Endpoints, AreThoseOfTheDocument) {
  std::set<std::string> ours, documented;
  for (const Endpoint& endpoint : documented_endpoints()) ours.insert(name_of(endpoint));
  for (const auto& path : document()["paths"])
    for (const auto& operation : path.second)
      if (const auto method = operation.first.as<std::string>(); method != "parameters")
        documented.insert(method + " " + path.first.as<std::string>());
  EXPECT_EQ(ours, documented);
}

TEST(Endpoints, HaveTheOtherPathsOfTheDocument) {
  for (const Endpoint& endpoint : documented_endpoints())
    EXPECT_EQ(std::set<std::string>(endpoint.paths.begin() + 1, endpoint.paths.end()),
              texts(operation_of(endpoint)["x-also-at"]))
        << name_of(endpoint);
}

TEST(Endpoints, NeedTheRightThatTheDocumentNames) {
  for (const Endpoint& endpoint : documented_endpoints())
    EXPECT_EQ(text_of(endpoint.route.right), operation_of(endpoint)["x-rights"].as<std::string>(""))
        << name_of(endpoint);
}

TEST(Endpoints, TakeTheParametersOfTheDocument) {
  for (const Endpoint& endpoint : documented_endpoints()) {
    std::set<std::string> ours;
    if (endpoint.parameters) ours.insert(endpoint.parameters->begin(), endpoint.parameters->end());
    EXPECT_EQ(ours, query_parameters_of(endpoint)) << name_of(endpoint);
  }
}

TEST(Endpoints, GiveTheAnswersOfTheDocument) {
  for (const Endpoint& endpoint : documented_endpoints()) {
    std::set<std::string> documented;
    for (const auto& response : operation_of(endpoint)["responses"]) documented.insert(response.first.Scalar());
    documented.erase("431");
    EXPECT_EQ(answers_of(endpoint), documented) << name_of(endpoint);
  }
}

TEST(Endpoints, TakeEveryFilter) {
  const auto listed = query_parameters_of(list_sessions());
  for (const store::ValueFilter& by : store::value_filters())
    EXPECT_TRUE(listed.contains(std::string(by.name))) << "no parameter " << by.name;
}

// Only these may be asked without a key; a new endpoint is not among them by mistake.
TEST(Endpoints, ArePublicOnlyWhereItIsMeant) {
  std::set<std::string> open;
  for (const Endpoint& endpoint : all_endpoints())
    if (!endpoint.route.right) open.insert(name_of(endpoint));
  EXPECT_THAT(open, testing::UnorderedElementsAre("get /healthz", "get /readyz", "get /metrics", "get /openapi.json",
                                                  "post /v1/sign-in", "post /v1/sign-out", "get /v1/viewer",
                                                  "get /v1/projects/{key}/settings", "get /", "get /assets/{file...}",
                                                  "get /sdk/session-journey.js"));
}

}  // namespace
}  // namespace sj::api
