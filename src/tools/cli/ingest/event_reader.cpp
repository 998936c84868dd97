#include "cli/ingest/event_reader.hpp"

#include <fmt/format.h>

#include "cli/ingest/json_shape.hpp"

namespace sj::cli {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  return line;
}

}  // namespace

EventReader::EventReader(std::unique_ptr<ByteSource> source, std::string name)
    : source_(std::move(source)), name_(std::move(name)), cursor_(*source_) {}

// An array is a document. An object is one if it goes on in the next line, or is a batch; otherwise this is NDJSON.
// What begins with neither is left to the server to reject line by line.
EventReader::Shape EventReader::find_shape() {
  if (cursor_.look_ahead(byte_order_mark.size()).starts_with(byte_order_mark))
    cursor_.drop_line(byte_order_mark.size());
  take_blanks(false);
  if (cursor_.at_end()) return Shape::lines;
  if (cursor_.peek() == '[') return Shape::document;
  if (cursor_.peek() != '{') return Shape::lines;
  const auto length = cursor_.line_length(item_bytes_max);
  if (!length) return Shape::document;
  const std::string_view line = trimmed(cursor_.look_ahead(*length).substr(0, *length));
  return goes_on(line) || is_batch(line) ? Shape::document : Shape::lines;
}

Result<void> EventReader::resume_at(std::uint64_t offset, std::uint64_t line) {
  shape_ = find_shape();
  if (shape_ == Shape::lines) return cursor_.go_to(offset, line);
  skip_until_ = offset;  // only reading tells where in a document one is
  return {};
}

Result<std::optional<Item>> EventReader::next() {
  if (shape_ == Shape::unknown) shape_ = find_shape();
  Result<std::optional<Item>> item = std::nullopt;
  do {
    item = shape_ == Shape::lines ? next_line() : next_in_document();
  } while (item && *item && (*item)->end_offset <= skip_until_);
  if (cursor_.error()) return std::unexpected(*cursor_.error());
  return item;
}

// --- lines

std::optional<Item> EventReader::next_line() {
  while (!cursor_.at_end()) {
    const std::uint64_t line = cursor_.line();
    const auto length = cursor_.line_length(item_bytes_max);
    if (!length) {
      while (!cursor_.at_end() && cursor_.take() != '\n') {
      }
      kept_.clear();
      kept_all_ = false;
      return finish_item(line);
    }
    kept_ = trimmed(cursor_.look_ahead(*length).substr(0, *length));
    cursor_.drop_line(*length);
    kept_all_ = true;
    if (!kept_.empty()) return finish_item(line);
  }
  return std::nullopt;
}

Item EventReader::finish_item(std::uint64_t line) const {
  return {kept_all_ ? std::string_view(kept_) : std::string_view{}, line, cursor_.offset(), cursor_.line(), !kept_all_};
}

// --- documents: brackets and strings are followed, what is between them is not judged

std::unexpected<Error> EventReader::not_json() const {
  return fail(Errc::invalid_argument, fmt::format("{}:{}: this is not JSON", name_, cursor_.line()));
}

Result<std::optional<Item>> EventReader::next_in_document() {
  for (;;) {
    take_blanks(false);
    if (cursor_.at_end()) {
      if (in_array_ || in_batch_) return not_json();
      return std::nullopt;
    }
    const char byte = cursor_.peek();
    if (in_array_ && byte == ']') {
      cursor_.take();
      in_array_ = false;
    } else if (in_array_ && byte == ',') {
      cursor_.take();
    } else if (in_array_) {
      return take_item();
    } else if (in_batch_ || byte == '{') {
      auto item = open_object(in_batch_);
      if (!item || *item) return item;
    } else if (byte == '[') {
      cursor_.take();
      in_array_ = true;
    } else {
      return not_json();
    }
  }
}

Result<Item> EventReader::take_item() {
  kept_.clear();
  kept_all_ = true;
  const std::uint64_t line = cursor_.line();
  if (!take_value(true)) return not_json();
  return finish_item(line);
}

// From `{`, or from behind the events of a batch: up to `}`, or up to the events. Returns the object if it is an event.
Result<std::optional<Item>> EventReader::open_object(bool inside_batch) {
  kept_.clear();
  kept_all_ = true;
  const std::uint64_t line = cursor_.line();
  if (!inside_batch) take_byte(true);
  for (;;) {
    take_blanks(true);
    if (cursor_.at_end()) return not_json();
    if (cursor_.peek() == '}') {
      take_byte(true);
      in_batch_ = false;
      return inside_batch ? std::optional<Item>{} : finish_item(line);
    }
    if (cursor_.peek() == ',') {
      take_byte(true);
      continue;
    }
    const std::size_t key_begin = kept_.size();
    if (!take_text(true)) return not_json();
    const bool events = std::string_view(kept_).substr(key_begin) == "\"events\"";
    take_blanks(true);
    if (cursor_.at_end() || cursor_.peek() != ':') return not_json();
    take_byte(true);
    take_blanks(true);
    if (events && !cursor_.at_end() && cursor_.peek() == '[') {
      cursor_.take();
      in_array_ = in_batch_ = true;
      return std::optional<Item>{};
    }
    if (!take_value(!inside_batch)) return not_json();
    if (inside_batch) kept_.clear();
  }
}

// A text, a number or word, or an object or array with all that is in it.
bool EventReader::take_value(bool keep) {
  std::size_t depth = 0;
  do {
    if (cursor_.at_end()) return false;
    const char byte = cursor_.peek();
    if (byte == '"') {
      if (!take_text(keep)) return false;
    } else if (byte == '{' || byte == '[') {
      ++depth;
      take_byte(keep);
    } else if (byte == '}' || byte == ']') {
      if (depth == 0) return false;
      --depth;
      take_byte(keep);
    } else if (depth > 0) {
      take_byte(keep);
    } else {
      while (!cursor_.at_end() && !is_blank(cursor_.peek()) && !std::string_view(",]}[{\"").contains(cursor_.peek()))
        take_byte(keep);
    }
  } while (depth > 0);
  return true;
}

bool EventReader::take_text(bool keep) {
  if (cursor_.at_end() || cursor_.peek() != '"') return false;
  bool begun = false, escaped = false;
  while (!cursor_.at_end()) {
    if (cursor_.peek() == '\n') return false;
    const char byte = take_byte(keep);
    if (byte == '"' && begun && !escaped) return true;
    escaped = begun && !escaped && byte == '\\';
    begun = true;
  }
  return false;
}

void EventReader::take_blanks(bool keep) {
  while (!cursor_.at_end() && is_blank(cursor_.peek())) take_byte(keep);
}

// Line breaks between values become blanks: an event travels in one line.
char EventReader::take_byte(bool keep) {
  const char byte = cursor_.take();
  if (!keep) return byte;
  kept_all_ = kept_all_ && kept_.size() < item_bytes_max;
  if (kept_all_) kept_ += byte == '\n' || byte == '\r' ? ' ' : byte;
  return byte;
}

}  // namespace sj::cli
