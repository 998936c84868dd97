// docs/formats/openapi.yaml against what the program reads.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <set>
#include <string>

#include "store/table/filters.hpp"

namespace sj {
std::string_view openapi_yaml();
}

namespace sj::api {
namespace {

// The parameters that a path's own list refers to.
std::set<std::string> parameters_of(const std::string& path) {
  std::set<std::string> names;
  const std::string prefix = "#/components/parameters/";
  for (const auto& parameter : YAML::Load(std::string(openapi_yaml()))["paths"][path]["parameters"])
    if (const auto reference = parameter["$ref"].as<std::string>(""); reference.starts_with(prefix))
      names.insert(reference.substr(prefix.size()));
  return names;
}

// All paths that take filters share this list.
TEST(OpenApi, HasEveryFilter) {
  const auto documented = parameters_of("/v1/sessions");
  for (const store::ValueFilter& by : store::value_filters())
    EXPECT_TRUE(documented.contains(std::string(by.name))) << "no parameter " << by.name;
}

}  // namespace
}  // namespace sj::api
