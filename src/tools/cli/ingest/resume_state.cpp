#include "cli/ingest/resume_state.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include "base/hash.hpp"
#include "base/json_writer.hpp"

namespace sj::cli {
namespace {

constexpr std::uint64_t head_bytes_max = 4096;
constexpr std::string_view format_name = "session-journey ingest state 1";

std::string key_of(const std::filesystem::path& file) {
  return std::filesystem::absolute(file).lexically_normal().string();
}

// The hash of the file's first `size` bytes, of fewer if it is shorter; `size` becomes what there was.
std::uint64_t hash_of_head(const std::filesystem::path& file, std::uint64_t& size) {
  std::vector<char> head(size);
  std::ifstream stream(file, std::ios::binary);
  stream.read(head.data(), static_cast<std::streamsize>(size));
  size = static_cast<std::uint64_t>(stream.gcount());
  return hash64({head.data(), size});
}

}  // namespace

Result<ResumeState> ResumeState::open(std::filesystem::path state_file) {
  ResumeState state(std::move(state_file));
  std::error_code ignored;
  if (!std::filesystem::exists(state.state_file_, ignored)) return state;
  std::string content;
  if (std::filesystem::is_regular_file(state.state_file_, ignored)) {
    std::ifstream stream(state.state_file_, std::ios::binary);
    content.assign(std::istreambuf_iterator<char>(stream), {});
  }
  if (auto read = state.read(content); !read) return std::unexpected(read.error());
  return state;
}

Result<void> ResumeState::read(const std::string& content) {
  const auto wrong =
      fail(Errc::invalid_argument,
           fmt::format("{} was not written by `ingest --resume`; name another file", state_file_.string()));
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view format;
  simdjson::dom::array files;
  if (parser.parse(content).get(root) != simdjson::SUCCESS || root["format"].get(format) != simdjson::SUCCESS ||
      format != format_name || root["files"].get(files) != simdjson::SUCCESS)
    return wrong;
  for (const simdjson::dom::element file : files) {
    std::string_view path;
    Place place;
    if (file["path"].get(path) != simdjson::SUCCESS || file["offset"].get(place.offset) != simdjson::SUCCESS ||
        file["line"].get(place.line) != simdjson::SUCCESS ||
        file["head_bytes"].get(place.head_bytes) != simdjson::SUCCESS ||
        file["head_hash"].get(place.head_hash) != simdjson::SUCCESS || place.head_bytes > head_bytes_max)
      return wrong;
    places_[std::string(path)] = place;
  }
  return {};
}

std::optional<ResumeState::Place> ResumeState::place_in(const std::filesystem::path& file) {
  const auto found = places_.find(key_of(file));
  if (found == places_.end()) return std::nullopt;
  std::uint64_t size = found->second.head_bytes;
  const std::uint64_t hash = hash_of_head(file, size);
  if (size == found->second.head_bytes && hash == found->second.head_hash) return found->second;
  places_.erase(found);
  return std::nullopt;
}

Result<void> ResumeState::keep(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t line) {
  const auto [found, added] = places_.try_emplace(key_of(file));
  Place& place = found->second;
  if (added) {
    place.head_bytes = head_bytes_max;
    place.head_hash = hash_of_head(file, place.head_bytes);
  }
  place.offset = offset;
  place.line = line;
  return write();
}

Result<void> ResumeState::write() const {
  std::string content = fmt::format("{{\"format\":\"{}\",\"files\":", format_name);
  JsonWriter json(content);
  json.begin_array();
  for (const auto& [path, place] : places_) {
    json.begin_object().key("path").text(path);
    for (const auto& [name, number] :
         {std::pair{"offset", place.offset}, std::pair{"line", place.line}, std::pair{"head_bytes", place.head_bytes},
          std::pair{"head_hash", place.head_hash}})
      json.key(name).raw(std::to_string(number));
    json.end_object();
  }
  json.end_array();
  content += "}\n";

  const std::filesystem::path next = state_file_.string() + ".next";
  std::ofstream stream(next, std::ios::binary | std::ios::trunc);
  stream << content << std::flush;
  std::error_code error = stream ? std::error_code{} : std::error_code(errno, std::generic_category());
  if (!error) std::filesystem::rename(next, state_file_, error);
  if (error) return fail(Errc::io, fmt::format("cannot write {}: {}", state_file_.string(), error.message()));
  return {};
}

}  // namespace sj::cli
