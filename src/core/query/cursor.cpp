#include "query/cursor.hpp"

#include <sodium.h>

#include "base/bytes.hpp"
#include "base/hash.hpp"

namespace sj::query {
namespace {

enum class Kind : std::uint8_t { list = 1, event = 2, stream = 3 };
constexpr std::size_t text_bytes_max = 1024;

std::string sealed(Kind kind, const std::string& content) {
  std::string bytes;
  put_fixed(bytes, static_cast<std::uint8_t>(kind));
  bytes += content;
  put_fixed(bytes, static_cast<std::uint32_t>(hash64(bytes)));
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the terminating zero
  return text;
}

std::optional<std::string> opened(Kind kind, std::string_view text) {
  if (text.empty() || text.size() > text_bytes_max) return std::nullopt;
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                                       text.size(), nullptr, &size, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  if (failed || end != text.data() + text.size() || size < 1 + sizeof(std::uint32_t)) return std::nullopt;
  bytes.resize(size);
  const std::string_view checked = std::string_view(bytes).substr(0, size - sizeof(std::uint32_t));
  if (get_fixed<std::uint32_t>(bytes.data() + checked.size()) != static_cast<std::uint32_t>(hash64(checked)))
    return std::nullopt;
  if (static_cast<std::uint8_t>(checked.front()) != static_cast<std::uint8_t>(kind)) return std::nullopt;
  return std::string(checked.substr(1));
}

}  // namespace

std::string encode_cursor(const ListCursor& cursor) {
  std::string out;
  put_fixed(out, cursor.question);
  put_signed(out, cursor.as_of);
  put_signed(out, cursor.after.time);
  put_text(out, cursor.after.session_id);
  return sealed(Kind::list, out);
}

std::optional<ListCursor> decode_list_cursor(std::string_view text) {
  const auto bytes = opened(Kind::list, text);
  if (!bytes) return std::nullopt;
  ByteReader in(*bytes);
  ListCursor cursor;
  cursor.question = in.fixed<std::uint64_t>();
  cursor.as_of = in.signed_varint();
  cursor.after.time = in.signed_varint();
  cursor.after.session_id = in.text();
  return in.ok() && in.at_end() ? std::optional(std::move(cursor)) : std::nullopt;
}

std::string encode_cursor(const EventCursor& cursor) {
  std::string out;
  put_fixed(out, cursor.question);
  put_signed(out, cursor.as_of);
  put_signed(out, cursor.time);
  put_fixed(out, static_cast<std::uint8_t>(cursor.source));
  put_varint(out, cursor.seq ? static_cast<std::uint64_t>(*cursor.seq) + 1 : 0);
  put_text(out, cursor.event_id);
  return sealed(Kind::event, out);
}

std::optional<EventCursor> decode_event_cursor(std::string_view text) {
  const auto bytes = opened(Kind::event, text);
  if (!bytes) return std::nullopt;
  ByteReader in(*bytes);
  EventCursor cursor;
  cursor.question = in.fixed<std::uint64_t>();
  cursor.as_of = in.signed_varint();
  cursor.time = in.signed_varint();
  cursor.source = in.fixed<std::uint8_t>() == 0 ? Source::be : Source::fe;
  if (const std::uint64_t seq = in.varint()) cursor.seq = static_cast<std::int64_t>(seq - 1);
  cursor.event_id = in.text();
  return in.ok() && in.at_end() ? std::optional(std::move(cursor)) : std::nullopt;
}

std::string encode_cursor(const StreamCursor& cursor) {
  std::string out;
  put_varint(out, cursor.events_after);
  put_varint(out, cursor.sessions_after);
  put_signed(out, cursor.told_until);
  return sealed(Kind::stream, out);
}

std::optional<StreamCursor> decode_stream_cursor(std::string_view text) {
  const auto bytes = opened(Kind::stream, text);
  if (!bytes) return std::nullopt;
  ByteReader in(*bytes);
  StreamCursor cursor;
  cursor.events_after = in.varint();
  cursor.sessions_after = in.varint();
  cursor.told_until = in.signed_varint();
  return in.ok() && in.at_end() ? std::optional(cursor) : std::nullopt;
}

}  // namespace sj::query
