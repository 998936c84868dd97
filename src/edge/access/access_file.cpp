#include "access/access_file.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <boost/json.hpp>

#include <set>
#include <stdexcept>
#include <string>

#include "access/origin.hpp"
#include "base/hash.hpp"

namespace sj::access {
namespace {

namespace json = boost::json;

std::string hex_of(const KeyHash& hash) {
  std::string hex(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

json::object encode(const Project& project) {
  json::object settings;
  if (project.settings.drop_after_ms) settings["drop_after_ms"] = *project.settings.drop_after_ms;
  if (project.settings.completed_by) settings["completed_by"] = *project.settings.completed_by;
  return {{"id", project.id},
          {"name", project.name},
          {"created_at", to_rfc3339(project.created_at)},
          {"origins", json::array(project.origins.begin(), project.origins.end())},
          {"settings", std::move(settings)}};
}

json::object encode(const KeyRecord& key) {
  return {{"id", key.id},
          {"project_id", key.project_id},
          {"kind", name_of(key.kind)},
          {"sha256", hex_of(key.hash)},
          {"last4", key.last4},
          {"created_at", to_rfc3339(key.created_at)},
          {"revoked", key.revoked}};
}

json::object encode(const User& user) {
  return {{"email", user.email},
          {"password_hash", user.password_hash},
          {"role", "owner"},
          {"created_at", to_rfc3339(user.created_at)}};
}

template <class Record>
void append_list(std::string& out, std::string_view name, const std::vector<Record>& records) {
  out += fmt::format(",\n\"{}\":[", name);
  for (std::size_t i = 0; i < records.size(); ++i) {
    out += i == 0 ? "\n  " : ",\n  ";
    out += json::serialize(encode(records[i]));
  }
  out += "]";
}

// --- decoding: Boost.JSON throws where a member is missing or of another type, and so do these; decode_records turns
// it
//     all into one Error.

std::string text_of(const json::object& object, const char* name) {
  const auto& text = object.at(name).as_string();
  return {text.data(), text.size()};
}

TimeMs time_of(const json::object& object, const char* name) {
  const auto time = parse_rfc3339(text_of(object, name));
  if (!time) throw std::runtime_error(fmt::format("`{}` is not a time", name));
  return *time;
}

KeyHash hash_from_hex(std::string_view hex) {
  KeyHash hash;
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed = sodium_hex2bin(hash.data(), hash.size(), hex.data(), hex.size(), nullptr, &length, &end);
  if (failed != 0 || length != hash.size() || end != hex.data() + hex.size()) {
    throw std::runtime_error("`sha256` is not 64 hex digits");
  }
  return hash;
}

Project decode_project(const json::object& object) {
  Project project;
  project.id = text_of(object, "id");
  project.name = text_of(object, "name");
  project.created_at = time_of(object, "created_at");
  for (const json::value& value : object.at("origins").as_array()) {
    const auto& text = value.as_string();
    const auto origin = normalise_origin({text.data(), text.size()});
    if (!origin) throw std::runtime_error("an origin is not one");
    project.origins.push_back(*origin);
  }
  const json::object& settings = object.at("settings").as_object();
  if (settings.contains("drop_after_ms")) project.settings.drop_after_ms = settings.at("drop_after_ms").as_int64();
  if (settings.contains("completed_by")) project.settings.completed_by = text_of(settings, "completed_by");
  return project;
}

KeyRecord decode_key(const json::object& object) {
  KeyRecord key;
  key.id = text_of(object, "id");
  key.project_id = text_of(object, "project_id");
  const auto kind = key_kind_named(text_of(object, "kind"));
  if (!kind) throw std::runtime_error("a key's kind is unknown");
  key.kind = *kind;
  key.hash = hash_from_hex(text_of(object, "sha256"));
  key.last4 = text_of(object, "last4");
  key.created_at = time_of(object, "created_at");
  key.revoked = object.at("revoked").as_bool();
  return key;
}

User decode_user(const json::object& object) {
  User user;
  user.email = text_of(object, "email");
  user.password_hash = text_of(object, "password_hash");
  if (text_of(object, "role") != "owner") throw std::runtime_error("a user's role is unknown");
  user.created_at = time_of(object, "created_at");
  return user;
}

constexpr std::string_view checksum_begin = ",\n\"checksum\":\"", checksum_end = "\"\n}\n";

std::string with_checksum(std::string text) {
  return fmt::format("{}{}{:016x}{}", text, checksum_begin, hash64(text), checksum_end);
}

bool has_its_checksum(std::string_view text) {
  const std::size_t at = text.rfind(checksum_begin);
  return at != std::string_view::npos && with_checksum(std::string(text.substr(0, at))) == text;
}

std::unexpected<Error> damaged(std::string_view what) {
  return fail(Errc::corrupt,
              fmt::format("access.json is damaged ({}), and with it keys may be: restore it from a backup "
                          "of this data directory; without one, move it away and make a project and new "
                          "keys with `session-journey init`",
                          what));
}

void check_together(const Records& records) {
  std::set<std::string_view> projects;
  std::set<std::string_view> others;
  for (const Project& project : records.projects) {
    if (!projects.insert(project.id).second) throw std::runtime_error("two projects have one id");
  }
  for (const KeyRecord& key : records.keys) {
    if (!projects.contains(key.project_id)) throw std::runtime_error("a key's project is missing");
    if (!others.insert(key.id).second) throw std::runtime_error("two keys have one id");
  }
  for (const User& user : records.users) {
    if (!others.insert(user.email).second) throw std::runtime_error("two users have one address");
  }
}

}  // namespace

std::filesystem::path access_file_in(const std::filesystem::path& dir) {
  return dir / "access.json";
}

std::filesystem::path access_lock_in(const std::filesystem::path& dir) {
  return dir / "access.lock";
}

std::string encode_records(const Records& records) {
  std::string out = fmt::format("{{\"format\":{},\"identity\":\"{}\",\"revision\":{},\"starts\":{}", access_format,
                                records.identity, records.revision, records.starts);
  append_list(out, "projects", records.projects);
  append_list(out, "keys", records.keys);
  append_list(out, "users", records.users);
  return with_checksum(std::move(out));
}

Result<Records> decode_records(std::string_view text) try {
  const json::value document = json::parse({text.data(), text.size()});
  const json::object& object = document.as_object();
  const std::int64_t format = object.at("format").as_int64();
  if (format > access_format) {
    return fail(Errc::refused, fmt::format("access.json has format {}, this program knows {}: run the newer program",
                                           format, access_format));
  }
  if (format < 1) return damaged(fmt::format("its format is {}", format));
  Records records;
  if (format > 1) {
    if (!has_its_checksum(text)) return damaged("its checksum is not that of its content");
    records.identity = text_of(object, "identity");
    records.revision = static_cast<std::uint64_t>(object.at("revision").as_int64());
    if (const json::value* starts = object.if_contains("starts"))
      records.starts = static_cast<std::uint64_t>(starts->as_int64());
  }
  for (const json::value& value : object.at("projects").as_array()) {
    records.projects.push_back(decode_project(value.as_object()));
  }
  for (const json::value& value : object.at("keys").as_array()) records.keys.push_back(decode_key(value.as_object()));
  for (const json::value& value : object.at("users").as_array())
    records.users.push_back(decode_user(value.as_object()));
  check_together(records);
  return records;
} catch (const boost::system::system_error& error) {
  return damaged(error.code().message());  // what() tells where in the library
} catch (const std::exception& error) {
  return damaged(error.what());
}

Result<Records> read_access_file(FileSystem& files, const std::filesystem::path& dir) {
  const std::filesystem::path path = access_file_in(dir);
  const auto content = files.read(path);
  if (content) return decode_records(*content);
  if (content.error().code != Errc::not_found) return std::unexpected(content.error());
  return fail(Errc::not_found,
              fmt::format("{} is not there: run `session-journey init`, or restore it from a backup", path.string()));
}

Result<void> write_access_file(FileSystem& files, const std::filesystem::path& dir, const Records& records) {
  return files.replace(access_file_in(dir), encode_records(records));
}

}  // namespace sj::access
