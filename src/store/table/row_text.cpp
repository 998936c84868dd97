#include "store/table/row_text.hpp"

#include <algorithm>
#include <cstring>

#include "base/bytes.hpp"

namespace sj::store {
namespace {

enum Tag : std::uint8_t {
  tag_identity = 0,  // + Identity
  tag_session_id = 3,
  tag_session_id_as_is = 4,  // not in lower case: only for comparing
  tag_identity_as_is = 8,    // + Identity; the same
  tag_mask = 0x0f,
  tag_server_sent = 0x10,
};

struct Entry {
  std::uint8_t tag;
  std::string_view text;
};

bool is_server_sent(const Entry& entry, journey::Identity kind) {
  const unsigned tag = static_cast<unsigned>(kind) | tag_server_sent;
  return entry.tag == tag || entry.tag == (tag | tag_identity_as_is);
}

void put_entry(std::string& out, unsigned tag, std::string_view text) {
  put_fixed(out, static_cast<std::uint8_t>(tag));
  put_text(out, text);
}

template <class Visit>
bool any_entry(std::string_view row_text, Visit visit) {
  ByteReader in(row_text);
  while (!in.at_end()) {
    const auto tag = in.fixed<std::uint8_t>();
    if (visit(Entry{tag, in.text()})) return true;
  }
  return false;
}

bool is_searched(std::uint8_t tag, SearchField field) {
  switch (field) {
    case SearchField::any: return tag <= tag_session_id;
    case SearchField::session_id: return tag == tag_session_id;
    case SearchField::email: return tag == tag_identity + static_cast<unsigned>(journey::Identity::email);
    case SearchField::user_id: return tag == tag_identity + static_cast<unsigned>(journey::Identity::user_id);
    case SearchField::submission_id:
      return tag == tag_identity + static_cast<unsigned>(journey::Identity::submission_id);
    case SearchField::last_event: return false;
  }
  return false;
}

}  // namespace

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

std::string compared_identity(std::string_view value, journey::Identity kind) {
  return kind == journey::Identity::email ? lower_ascii(value) : std::string(value);
}

std::string pack_row_text(const journey::Summary& summary) {
  std::string out;
  std::string lower = lower_ascii(summary.session_id);
  if (lower != summary.session_id) put_entry(out, tag_session_id_as_is, summary.session_id);
  put_entry(out, tag_session_id, lower);
  for (std::size_t kind = 0; kind < journey::identity_count; ++kind) {
    const auto identity = static_cast<journey::Identity>(kind);
    std::vector<std::string> server_sent;  // sorted: there may be as many as events
    for (const std::string& value : summary.server_sent[kind])
      server_sent.push_back(compared_identity(value, identity));
    std::ranges::sort(server_sent);
    const auto add = [&](const std::string& value) {
      const std::string searched = lower_ascii(value), compared = compared_identity(value, identity);
      const bool server = std::ranges::binary_search(server_sent, compared);
      const bool compared_as_is = server && searched != compared;
      put_entry(out, static_cast<unsigned>(kind) | (server && !compared_as_is ? unsigned{tag_server_sent} : 0u),
                searched);
      if (compared_as_is) put_entry(out, static_cast<unsigned>(kind) | tag_identity_as_is | tag_server_sent, value);
    };
    if (summary.identity[kind].empty()) continue;
    add(summary.identity[kind]);
    for (const std::string& alias : summary.aliases[kind]) add(alias);
  }
  return out;
}

std::string_view session_id_of(std::string_view row_text) {
  ByteReader in(row_text);
  (void)in.fixed<std::uint8_t>();
  return in.text();
}

bool has_server_identity(std::string_view row_text, journey::Identity kind, std::string_view value) {
  const std::string wanted = compared_identity(value, kind);
  return any_entry(row_text, [&](const Entry& entry) { return is_server_sent(entry, kind) && entry.text == wanted; });
}

std::vector<std::string_view> server_identities(std::string_view row_text, journey::Identity kind) {
  std::vector<std::string_view> out;
  (void)any_entry(row_text, [&](const Entry& entry) {
    if (is_server_sent(entry, kind)) out.push_back(entry.text);
    return false;
  });
  std::ranges::sort(out);
  return out;
}

bool text_matches(std::string_view text, std::string_view needle, Match match) {
  switch (match) {
    case Match::exact: return text == needle;
    case Match::prefix: return text.starts_with(needle);
    case Match::contains: return memmem(text.data(), text.size(), needle.data(), needle.size()) != nullptr;
  }
  return false;
}

bool row_text_matches(std::string_view row_text, std::string_view needle, SearchField field, Match match) {
  // Most rows are told apart by one look over all of their text.
  if (memmem(row_text.data(), row_text.size(), needle.data(), needle.size()) == nullptr) return false;
  return any_entry(row_text, [&](const Entry& entry) {
    return is_searched(entry.tag & tag_mask, field) && text_matches(entry.text, needle, match);
  });
}

}  // namespace sj::store
