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
  take_blanks();
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

// --- documents: brackets and texts are followed, what is between them is not judged

std::unexpected<Error> EventReader::not_json() const {
  return fail(Errc::invalid_argument, fmt::format("{}:{}: this is not JSON", name_, cursor_.line()));
}

Result<std::optional<Item>> EventReader::next_in_document() {
  for (;;) {
    take_blanks();
    if (cursor_.at_end()) {
      if (in_array_ || in_batch_) return not_json();
      return std::nullopt;
    }
    const char byte = cursor_.peek();
    if (in_array_ && (byte == ']' || byte == ',')) {
      cursor_.take();
      in_array_ = byte == ',';
    } else if (in_array_) {
      return take_item();
    } else if (in_batch_ || byte == '{') {
      auto item = take_object();
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
  forget();
  const std::uint64_t line = cursor_.line();
  if (!take_value()) return not_json();
  return finish_item(line);
}

// From `{`, or from behind the events of a batch: up to `}`, or up to the events. Returns the object if it is an event.
Result<std::optional<Item>> EventReader::take_object() {
  forget();
  const std::uint64_t line = cursor_.line();
  if (!in_batch_) take_byte();
  for (;;) {
    take_blanks();
    if (cursor_.at_end()) return not_json();
    if (cursor_.peek() == '}') {
      take_byte();
      if (!in_batch_) return finish_item(line);
      in_batch_ = false;
      return std::nullopt;
    }
    if (cursor_.peek() == ',') {
      take_byte();
      continue;
    }
    if (in_batch_) forget();
    const auto events = take_key();
    if (!events) return std::unexpected(events.error());
    if (*events && !cursor_.at_end() && cursor_.peek() == '[') {
      cursor_.take();
      in_array_ = in_batch_ = true;
      return std::nullopt;
    }
    if (!take_value()) return not_json();
  }
}

// A member's name up to its value: whether it is `events`.
Result<bool> EventReader::take_key() {
  const std::size_t begin = kept_.size();
  if (cursor_.peek() != '"' || !take_value()) return not_json();
  const bool events = std::string_view(kept_).substr(begin) == "\"events\"";
  take_blanks();
  if (cursor_.at_end() || cursor_.peek() != ':') return not_json();
  take_byte();
  take_blanks();
  return events;
}

// A text, an object or array with all that is in it, or a number or word.
bool EventReader::take_value() {
  if (cursor_.at_end()) return false;
  if (!std::string_view("\"{[]}").contains(cursor_.peek())) {
    take_word();
    return true;
  }
  Nesting nesting;
  do {
    if (cursor_.at_end() || (nesting.in_text && cursor_.peek() == '\n')) return false;
    nesting.follow(take_byte());
  } while (nesting.depth > 0 || nesting.in_text);
  return nesting.depth == 0;
}

void EventReader::take_word() {
  while (!cursor_.at_end() && !is_blank(cursor_.peek()) && !std::string_view(",]}[{\"").contains(cursor_.peek()))
    take_byte();
}

void EventReader::take_blanks() {
  while (!cursor_.at_end() && is_blank(cursor_.peek())) take_byte();
}

// Line breaks between values become blanks: an event travels in one line.
char EventReader::take_byte() {
  const char byte = cursor_.take();
  kept_all_ = kept_all_ && kept_.size() < item_bytes_max;
  if (kept_all_) kept_ += byte == '\n' || byte == '\r' ? ' ' : byte;
  return byte;
}

void EventReader::forget() {
  kept_.clear();
  kept_all_ = true;
}

}  // namespace sj::cli
