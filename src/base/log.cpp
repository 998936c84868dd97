#include "base/log.hpp"

#include <spdlog/formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/json_writer.hpp"

namespace sj {
namespace {

class JsonFormatter final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& to) override {
    using namespace std::chrono;
    const auto level = spdlog::level::to_string_view(message.level);
    std::string line;
    JsonWriter json(line);
    json.begin_object();
    json.key("time").time(duration_cast<milliseconds>(message.time.time_since_epoch()).count());
    json.key("level").text({level.data(), level.size()});
    json.key("message").text({message.payload.data(), message.payload.size()});
    json.end_object();
    line += '\n';
    to.append(line.data(), line.data() + line.size());
  }
  [[nodiscard]] std::unique_ptr<formatter> clone() const override { return std::make_unique<JsonFormatter>(); }
};

}  // namespace

void set_up_log(std::string_view level, LogStyle style) {
  auto logger = spdlog::stderr_logger_mt("session-journey");
  if (style == LogStyle::json)
    logger->set_formatter(std::make_unique<JsonFormatter>());
  else
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v", spdlog::pattern_time_type::utc);
  spdlog::set_default_logger(std::move(logger));
  set_log_level(level);
}

void set_log_level(std::string_view level) {
  spdlog::default_logger()->set_level(spdlog::level::from_str(std::string(level)));
}

}  // namespace sj
