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

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool has_upper(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c != lower(c); });
}

void put_entry(std::string& out, unsigned tag, std::string_view text) {
  put_fixed(out, static_cast<std::uint8_t>(tag));
  put_text(out, text);
}

void put_searched(std::string& out, unsigned tag, std::string_view text) {
  put_entry(out, tag, text);
  for (auto at = out.end() - static_cast<std::ptrdiff_t>(text.size()); at != out.end(); ++at) *at = lower(*at);
}

/// The values of one kind that the server sent, sorted: there may be as many as events.
class ServerSent {
  [[nodiscard]] auto before() const {
    return [ignores_case = ignores_case_](std::string_view a, std::string_view b) {
      return ignores_case ? std::ranges::lexicographical_compare(a, b, {}, lower, lower) : a < b;
    };
  }

 public:
  ServerSent(const std::vector<std::string>& values, journey::Identity kind)
      : values_(values.begin(), values.end()), ignores_case_(kind == journey::Identity::email) {
    if (values_.size() > 1) std::ranges::sort(values_, before());
  }
  [[nodiscard]] bool has(std::string_view value) const { return std::ranges::binary_search(values_, value, before()); }

 private:
  std::vector<std::string_view> values_;
  bool ignores_case_;
};

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
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

std::string compared_identity(std::string_view value, journey::Identity kind) {
  return kind == journey::Identity::email ? lower_ascii(value) : std::string(value);
}

std::string pack_row_text(const journey::Summary& summary) {
  std::string out;
  out.reserve(256);  // most are shorter
  if (has_upper(summary.session_id)) put_entry(out, tag_session_id_as_is, summary.session_id);
  put_searched(out, tag_session_id, summary.session_id);
  for (std::size_t kind = 0; kind < journey::identity_count; ++kind) {
    if (summary.identity[kind].empty()) continue;
    const auto identity = static_cast<journey::Identity>(kind);
    const ServerSent server_sent(summary.server_sent[kind], identity);
    const auto add = [&](const std::string& value) {
      const bool server = server_sent.has(value);
      const bool compared_as_is = server && identity != journey::Identity::email && has_upper(value);
      put_searched(out, static_cast<unsigned>(kind) | (server && !compared_as_is ? unsigned{tag_server_sent} : 0u),
                   value);
      if (compared_as_is) put_entry(out, static_cast<unsigned>(kind) | tag_identity_as_is | tag_server_sent, value);
    };
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
