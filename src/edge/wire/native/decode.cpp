#include "wire/native/decode.hpp"

#include <simdjson.h>

#include <algorithm>
#include <new>
#include <vector>

#include "base/time.hpp"
#include "event/limits.hpp"
#include "wire/content_id.hpp"
#include "wire/fields.hpp"
#include "wire/json_tokens.hpp"
#include "wire/native/fault_offset.hpp"
#include "wire/native/json_value.hpp"

namespace sj::wire::native {
namespace ondemand = simdjson::ondemand;
namespace {

// Stops a decoding whose body is refused as a whole.
struct Refused {
  BodyError error;
};

// Strings that the event's own texts are kept in while it is a draft and simdjson's buffer does not hold them.
struct DraftTexts {
  std::string attributes, path, event_id;
  bool attributes_have_path = false;
  std::optional<std::string> unknown_path;  ///< of a field `path` beside the attributes, which it will be put into

  /// For the next event; the memory stays.
  void clear() {
    attributes.clear();
    path.clear();
    event_id.clear();
    attributes_have_path = false;
    unknown_path.reset();
  }
};

// One field of the event at hand, as it stands in the body.
struct SentField {
  std::string_view key, json;
};

// As many unknown fields as attributes may have keys, and some more than there are known ones: an event has no more.
constexpr std::size_t fields_max = limits::attributes_keys_max + 28;

FieldValue read_value(ondemand::value& from) {
  switch (must(from.type())) {
    case ondemand::json_type::string:
      if (const auto text = read_string(from)) return *text;
      return BrokenText{};
    case ondemand::json_type::number:
      if (const auto integer = read_integer(from)) return *integer;
      return OtherValue{};
    default: (void)check_value(from); return OtherValue{};
  }
}

}  // namespace

class Decoder::Reader {
 public:
  std::optional<BodyError> decode(std::string& body, Form form, DraftSink& sink) {
    body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    sink_ = &sink;
    index_ = 0;
    try {
      form == Form::ndjson ? read_lines(body) : read_body(body);
      return std::nullopt;
    } catch (Refused& refused) {
      return std::move(refused.error);
    }
  }

 private:
  static std::size_t capacity_after(const std::string& body, std::string_view part) {
    return body.capacity() - static_cast<std::size_t>(part.data() - body.data());
  }

  [[noreturn]] static void refuse(std::string detail, std::size_t offset) {
    throw Refused{{BodyError::Kind::invalid_json, std::move(detail), offset, {}}};
  }

  [[noreturn]] static void refuse_batch(const char* detail) {
    throw Refused{{BodyError::Kind::too_many_events, detail, std::nullopt, {}}};
  }

  void read_body(const std::string& body) {
    if (auto error = too_many_tokens(body)) throw Refused{*std::move(error)};
    auto parsed = parser_.iterate(simdjson::padded_string_view(body.data(), body.size(), body.capacity()));
    if (parsed.error() == simdjson::MEMALLOC) throw std::bad_alloc();  // nothing is wrong with the body
    if (parsed.error()) refuse(simdjson::error_message(parsed.error()), offset_of(parsed.error(), body));
    document_ = std::move(parsed).value_unsafe();
    try {
      read_root();
      if (!at_end()) throw NotJson{"something follows the end of the JSON value"};
    } catch (const NotJson& problem) {
      refuse(problem.detail, problem.at_end ? body.size() : current_offset(body));
    }
  }

  void read_root() {
    switch (must(document_.type())) {
      case ondemand::json_type::array:
        sink_->begin(std::nullopt);
        read_events(must(document_.get_array()));
        break;
      case ondemand::json_type::object: read_object(must(document_.get_object())); break;
      default: throw NotJson{"the body must be an event, an array of events, or an object with \"events\""};
    }
  }

  // One event, or a batch with its `sent_at`, which may stand behind the events that it is needed for.
  void read_object(ondemand::object object) {
    const auto found = object.find_field_unordered("events").error();
    // After any other error the parser must not be used any more.
    if (found && found != simdjson::NO_SUCH_FIELD) throw NotJson{simdjson::error_message(found)};
    const bool is_batch = !found;
    must_do(object.reset());
    if (!is_batch) {
      sink_->begin(std::nullopt);
      return take_event(object);
    }
    sink_->begin(read_sent_at(object));
    must_do(object.reset());
    for (auto field : object) {
      const std::string_view key = must(field.unescaped_key());
      ondemand::value value = must(field.value());
      if (key != "events") {
        (void)check_value(value);
        continue;
      }
      if (must(value.type()) != ondemand::json_type::array)
        throw Refused{{BodyError::Kind::invalid_field, "events must be an array of events", std::nullopt, "events"}};
      read_events(must(value.get_array()));
    }
  }

  std::optional<TimeMs> read_sent_at(ondemand::object& object) {
    auto found = object.find_field_unordered("sent_at");
    if (found.error() == simdjson::NO_SUCH_FIELD) return std::nullopt;
    ondemand::value value = must(std::move(found));
    if (must(value.type()) == ondemand::json_type::null) return std::nullopt;
    const auto time = time_of(read_value(value));
    if (!time)
      throw Refused{{BodyError::Kind::invalid_field, std::string("sent_at ") + time.error(), std::nullopt, "sent_at"}};
    return *time;
  }

  void read_events(ondemand::array events) {
    for (auto element : events) {
      ondemand::value value = must(std::move(element));
      if (must(value.type()) == ondemand::json_type::object) {
        ondemand::object object = must(value.get_object());
        take_event(object);
      } else {
        (void)check_value(value);
        Draft draft;
        draft.reject(RejectionCode::invalid_field, "", "an event must be a JSON object");
        hand_over(draft);
      }
    }
  }

  void read_lines(const std::string& body) {
    sink_->begin(std::nullopt);
    std::size_t lines = 0;
    for (std::size_t begin = 0, end = 0; begin < body.size(); begin = end + 1) {
      if (++lines > limits::batch_lines_max) refuse_batch("a batch has at most 10000 lines, blank ones included");
      end = std::min(body.find('\n', begin), body.size());
      std::string_view line = std::string_view(body).substr(begin, end - begin);
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      if (auto error = too_many_tokens(line)) throw Refused{*std::move(error)};
      read_line(body, line);
    }
  }

  void read_line(const std::string& body, std::string_view line) {
    std::string detail = "the line must be a JSON object";
    auto parsed = parser_.iterate(simdjson::padded_string_view(line.data(), line.size(), capacity_after(body, line)));
    if (parsed.error() == simdjson::MEMALLOC) throw std::bad_alloc();
    if (parsed.error()) return take_bad_line(simdjson::error_message(parsed.error()));
    document_ = std::move(parsed).value_unsafe();
    Draft draft;
    try {
      if (must(document_.type()) != ondemand::json_type::object) return take_bad_line(detail);
      ondemand::object object = must(document_.get_object());
      read_event(object, draft);
      if (!at_end()) throw NotJson{"something follows the end of the JSON object"};
    } catch (const NotJson& problem) {
      return take_bad_line(problem.detail);
    }
    hand_over(draft);
  }

  void take_bad_line(std::string detail) {
    Draft draft;
    draft.reject(RejectionCode::invalid_json, "", std::move(detail));
    hand_over(draft);
  }

  void take_event(ondemand::object& object) {
    Draft draft;
    read_event(object, draft);
    hand_over(draft);
  }

  void hand_over(Draft& draft) {
    if (index_ == limits::batch_events_max) refuse_batch("a batch has at most 5000 events; send it in parts");
    sink_->take(index_++, draft);
  }

  void read_event(ondemand::object& object, Draft& draft) {
    texts_.clear();
    fields_.clear();
    for (auto field : object) {
      const auto key = read_key(field);
      ondemand::value value = must(field.value());
      if (!key) draft.reject(RejectionCode::invalid_field, "", "the name of a field must be valid Unicode");
      if (!key || must(value.type()) == ondemand::json_type::null) {
        (void)check_value(value);
        continue;
      }
      const std::string_view token = value.raw_json_token();
      read_field(*key, value, draft);
      if (fields_.size() < fields_max) {
        fields_.push_back({*key, json_of(token)});
      } else {
        const bool are_unknown = draft.attributes_size.keys > limits::attributes_keys_max;
        draft.reject(RejectionCode::too_large, are_unknown ? "attributes" : "",
                     "an event must have at most 128 fields, unknown ones included");
      }
    }
    if (!texts_.attributes_have_path && texts_.unknown_path) texts_.path = *texts_.unknown_path;
    draft.event.path = texts_.path;
    if (draft.event.event_id.empty() && !draft.problem) derive_event_id(draft);
  }

  // The whole text of a value that begins with this token and was read: what follows it in the body is read next.
  std::string_view json_of(std::string_view token) {
    if (token.front() != '{' && token.front() != '[') return token;
    const char* end = must(document_.current_location());
    return {token.data(), static_cast<std::size_t>(end - token.data())};
  }

  void read_field(std::string_view key, ondemand::value& value, Draft& draft) {
    if (key == "attributes") return read_attributes(value, draft);
    if (const auto field = native_field_of(key)) return set_field(draft, *field, read_value(value));
    read_extra(key, value, draft);
  }

  void read_attributes(ondemand::value& value, Draft& draft) {
    if (must(value.type()) != ondemand::json_type::object) {
      (void)check_value(value);
      return draft.reject(RejectionCode::invalid_field, "attributes", "attributes must be a JSON object");
    }
    const std::string_view token = value.raw_json_token();
    JsonSize size{0, 1};
    texts_.path.clear();
    texts_.attributes_have_path = false;
    for (auto field : must(value.get_object())) {
      const bool is_path = read_key(field) == "path";
      ondemand::value inner = must(field.value());
      ++size.keys;
      texts_.attributes_have_path = texts_.attributes_have_path || is_path;
      if (is_path && must(inner.type()) == ondemand::json_type::string) {
        texts_.path = read_string(inner).value_or("");
        continue;
      }
      const JsonSize below = check_value(inner, 1);
      size = {size.keys + below.keys, std::max(size.levels, below.levels)};
    }
    minify(json_of(token), texts_.attributes);
    draft.attributes_size.keys += size.keys;
    draft.attributes_size.levels = std::max(draft.attributes_size.levels, size.levels);
    draft.event.attributes = texts_.attributes == "{}" ? std::string_view{} : std::string_view(texts_.attributes);
  }

  void read_extra(std::string_view key, ondemand::value& value, Draft& draft) {
    const std::string_view token = value.raw_json_token();
    JsonSize size{0, 1};
    if (key == "path" && must(value.type()) == ondemand::json_type::string) {
      const std::string path(read_string(value).value_or(""));
      if (!texts_.unknown_path) texts_.unknown_path = path;
    } else {
      size = check_value(value, 1);
      if (key == "path" && !texts_.unknown_path) texts_.unknown_path = "";
    }
    draft.attributes_size.keys += size.keys + 1;
    draft.attributes_size.levels = std::max(draft.attributes_size.levels, size.levels);
    // An event with too many is refused, so nobody will look for the rest.
    if (draft.attributes_size.keys > limits::attributes_keys_max) return;
    draft.extras.push_back({std::string(key), minified(json_of(token))});
  }

  void derive_event_id(Draft& draft) {
    std::vector<NamedJson> fields;
    fields.reserve(fields_.size());
    for (const SentField& field : fields_) fields.emplace_back(field.key, minified(field.json));
    texts_.event_id = content_id_of(std::move(fields));
    draft.event.event_id = texts_.event_id;
    draft.derived_event_id = true;
  }

  template <class T>
  static void must_do(simdjson::simdjson_result<T>&& result) {
    if (result.error()) throw NotJson{simdjson::error_message(result.error())};
  }

  bool at_end() { return document_.current_location().error() == simdjson::OUT_OF_BOUNDS; }

  std::size_t current_offset(const std::string& body) {
    auto at = document_.current_location();
    return at.error() ? body.size() : static_cast<std::size_t>(at.value_unsafe() - body.data());
  }

  static std::size_t offset_of(simdjson::error_code error, const std::string& body) {
    if (error == simdjson::UTF8_ERROR) return first_that_is_no_utf8(body);
    if (error == simdjson::UNESCAPED_CHARS) return first_control_character(body);
    return body.size();
  }

  ondemand::parser parser_{limits::body_bytes_max};
  ondemand::document document_;
  DraftSink* sink_ = nullptr;
  std::uint32_t index_ = 0;
  DraftTexts texts_;
  std::vector<SentField> fields_;  ///< of the event at hand, null ones left out
};

Decoder::Decoder() : reader_(std::make_unique<Reader>()) {}
Decoder::~Decoder() = default;

std::optional<BodyError> Decoder::decode(std::string& body, Form form, DraftSink& sink) {
  return reader_->decode(body, form, sink);
}

}  // namespace sj::wire::native
