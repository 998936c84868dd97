#include "config/listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/json_writer.hpp"
#include "config/settings.hpp"

namespace sj::config {
namespace {

using Line = std::array<std::string, 4>;

std::string source_text(const Config::Origin& origin) {
  return origin.source == Source::built_in ? "default" : origin.place;
}

}  // namespace

std::string to_listing(const Config& config) {
  std::vector<Line> lines{{"setting", "value", "source", "what it is"}};
  for (const Setting& setting : settings()) {
    const std::string value = setting.write(config);
    lines.push_back({std::string(setting.name), value.empty() ? "(none)" : value,
                     source_text(config.origins.at(setting.name)), std::string(setting.help)});
  }
  std::array<std::size_t, 3> widths{};
  for (const Line& line : lines)
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  std::string out;
  for (const Line& line : lines)
    out +=
        fmt::format("{:{}}  {:{}}  {:{}}  {}\n", line[0], widths[0], line[1], widths[1], line[2], widths[2], line[3]);
  return out;
}

std::string to_json(const Config& config) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const Setting& setting : settings()) {
    const Config::Origin& origin = config.origins.at(setting.name);
    json.begin_object();
    json.key("name").text(setting.name);
    json.key("value").text_or_null(setting.write(config));
    json.key("source").text(to_text(origin.source));
    json.key("place").text_or_null(origin.place);
    json.key("default").text_or_null(setting.default_text);
    json.key("format").text(setting.format);
    json.key("flag").text(flag_of(setting));
    json.key("variable").text(variable_of(setting));
    json.key("help").text(setting.help);
    json.end_object();
  }
  json.end_array();
  return out;
}

}  // namespace sj::config
