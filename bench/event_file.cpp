#include "event_file.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <unordered_set>

namespace sj::bench {
namespace {

std::string read_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) {
    fmt::print(stderr, "cannot open {}\n", path);
    std::exit(1);
  }
  std::string bytes;
  std::fseek(file, 0, SEEK_END);
  bytes.resize(static_cast<std::size_t>(std::ftell(file)));
  std::rewind(file);
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
  std::fclose(file);
  return bytes;
}

std::string_view session_id_of(std::string_view line) {
  constexpr std::string_view before = R"("session_id":")";
  const std::size_t at = line.find(before);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + before.size());
  return line.substr(0, line.find('"'));
}

std::string body_of(const std::vector<std::string_view>& lines, std::size_t begin, std::size_t end, BodyForm form) {
  const bool is_array = form == BodyForm::json_array;
  std::string body;
  if (is_array) body += '[';
  for (std::size_t i = begin; i < end; ++i) {
    if (is_array && i > begin) body += ',';
    body += lines[i];
    if (!is_array) body += '\n';
  }
  if (is_array) body += ']';
  return body;
}

}  // namespace

EventFile::EventFile(const std::string& path, std::size_t events_max) : bytes_(read_file(path)) {
  std::unordered_set<std::string_view> sessions;
  std::unordered_set<std::size_t> seen;
  const std::hash<std::string_view> hash;
  std::string_view rest = bytes_;
  while (!rest.empty() && (events_max == 0 || lines_.size() < events_max)) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || !seen.insert(hash(line)).second) continue;
    lines_.push_back(line);
    const std::string_view session = session_id_of(line);
    if (sessions.insert(session).second) session_ids_.push_back(session);
  }
}

std::vector<IngestRequest> ingest_requests(const EventFile& file, std::size_t batch, BodyForm form,
                                           std::string_view host, std::string_view key) {
  const std::string_view type = form == BodyForm::json_array ? "application/json" : "application/x-ndjson";
  std::vector<IngestRequest> requests;
  const auto& lines = file.lines();
  for (std::size_t begin = 0; begin < lines.size(); begin += batch) {
    const std::size_t end = std::min(begin + batch, lines.size());
    const std::string body = body_of(lines, begin, end, form);
    std::string bytes = fmt::format(
        "POST /v1/events HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nContent-Type: {}\r\nContent-Length: "
        "{}\r\n\r\n",
        host, key, type, body.size());
    bytes += body;
    requests.push_back({std::move(bytes), static_cast<std::uint32_t>(end - begin)});
  }
  return requests;
}

}  // namespace sj::bench
