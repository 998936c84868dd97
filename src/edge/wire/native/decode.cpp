#include "wire/native/decode.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
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

// Longer texts are no time. They are not even unescaped: the parser's memory is made for reading each text once.
constexpr std::size_t time_token_bytes_max = 128;

// As many unknown fields as attributes may have keys, and some more than there are known ones: an event has no more.
constexpr std::size_t fields_max = limits::attributes_keys_max + 28;

std::string in_words(std::string_view field, const char* wrong) {
  return std::string(field) + " " + wrong;
}

// `t` as RFC 3339 text or integer milliseconds; a problem is told as a phrase.
std::optional<TimeMs> read_time(ondemand::value& from, std::string& problem) {
  std::optional<TimeMs> time;
  const auto type = must(from.type());
  if (type == ondemand::json_type::number) {
    time = read_integer(from);
  } else if (type == ondemand::json_type::string && from.raw_json_token().size() <= time_token_bytes_max) {
    const auto text = read_string(from);
    if (text) time = parse_rfc3339(*text);
  } else {
    (void)check_value(from);
  }
  if (!time)
    problem = "must be RFC 3339 with an offset, such as 2026-06-21T09:00:00.000Z, or integer milliseconds since 1970";
  else if (*time < time_min_ms || *time > time_max_ms)
    problem = "must be within the years 2000 to 2100";
  if (!problem.empty()) return std::nullopt;
  return time;
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

  void decode_event(std::string& json, std::uint32_t index, DraftSink& sink) {
    json.reserve(json.size() + simdjson::SIMDJSON_PADDING);
    sink_ = &sink;
    index_ = index;
    read_line(json, json);
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
    std::string problem;
    const auto time = read_time(value, problem);
    if (!time) throw Refused{{BodyError::Kind::invalid_field, "sent_at " + problem, std::nullopt, "sent_at"}};
    return time;
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

  // A text field: what it is, where it goes, and what may be wrong with it.
  struct TextField {
    std::string_view name;
    std::string_view Event::*to;
    const char* (*wrong)(std::string_view);
  };
  static constexpr std::array<TextField, 10> text_fields{{
      {"event_id", &Event::event_id, wrong_event_id},
      {"session_id", &Event::session_id, wrong_session_id},
      {"name", &Event::name, wrong_name},
      {"reason", &Event::reason, wrong_code},
      {"error_code", &Event::error_code, wrong_code},
      {"message", &Event::message, wrong_message},
      {"submission_id", &Event::submission_id, wrong_code},
      {"user_id", &Event::user_id, wrong_code},
      {"email", &Event::email, wrong_email},
      {"trace_id", &Event::trace_id, wrong_trace_id},
  }};

  void read_field(std::string_view key, ondemand::value& value, Draft& draft) {
    for (const TextField& field : text_fields)
      if (key == field.name) return read_text(field, value, draft);
    Event& event = draft.event;
    if (key == "time") return read_event_time(value, draft);
    if (key == "source") return read_word(key, value, draft, draft.source, source_of, "FE or BE");
    if (key == "result")
      return read_word(key, value, draft, event.result, check_result_of, "PASS, FAIL, WARN, ERROR or SKIPPED");
    if (key == "impact")
      return read_word(key, value, draft, event.impact, impact_of,
                       "NONE, BLOCKED, RETAKE, PENDING, REJECTED, APPROVED or COMPLETED");
    if (key == "stage")
      return read_word(key, value, draft, event.stage, stage_of, "PRE_CHECKS, STEP1, PRE_STEP2, STEP2, FINAL or POST");
    if (key == "seq") return read_number(key, value, draft, event.seq, 0, limits::seq_max);
    if (key == "duration_ms") return read_number(key, value, draft, event.duration_ms, 0, limits::duration_ms_max);
    if (key == "attempt") return read_number(key, value, draft, event.attempt, 1, limits::attempt_max);
    if (key == "attributes") return read_attributes(value, draft);
    read_extra(key, value, draft);
  }

  void read_text(const TextField& field, ondemand::value& value, Draft& draft) {
    const auto text = read_text_value(field.name, value, draft);
    if (!text) return;
    if (const char* wrong = field.wrong(*text))
      return draft.reject(RejectionCode::invalid_field, field.name, in_words(field.name, wrong));
    draft.event.*field.to = *text;
  }

  static std::optional<std::string_view> read_text_value(std::string_view name, ondemand::value& value, Draft& draft) {
    if (must(value.type()) != ondemand::json_type::string) {
      (void)check_value(value);
      draft.reject(RejectionCode::invalid_field, name, in_words(name, "must be a string"));
      return std::nullopt;
    }
    const auto text = read_string(value);
    if (!text) draft.reject(RejectionCode::invalid_field, name, in_words(name, "must be valid Unicode"));
    return text;
  }

  template <class T, class Parse>
  static void read_word(std::string_view name, ondemand::value& value, Draft& draft, std::optional<T>& to, Parse parse,
                        const char* words) {
    const auto text = read_text_value(name, value, draft);
    if (!text) return;
    to = parse(*text);
    if (!to) draft.reject(RejectionCode::invalid_field, name, std::string(name) + " must be " + words);
  }

  template <class T>
  static void read_number(std::string_view name, ondemand::value& value, Draft& draft, std::optional<T>& to,
                          std::int64_t least, std::int64_t greatest) {
    std::optional<std::int64_t> number;
    if (must(value.type()) == ondemand::json_type::number)
      number = read_integer(value);
    else
      (void)check_value(value);
    if (number && *number >= least && *number <= greatest)
      to = static_cast<T>(*number);
    else
      draft.reject(
          RejectionCode::invalid_field, name,
          std::string(name) + " must be an integer from " + std::to_string(least) + " to " + std::to_string(greatest));
  }

  static void read_event_time(ondemand::value& value, Draft& draft) {
    std::string problem;
    const auto time = read_time(value, problem);
    if (!time) return draft.reject(RejectionCode::invalid_field, "time", "time " + problem);
    draft.event.time = *time;
    draft.has_time = true;
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

  // The same content gives the same id, whatever the order of its fields and the space between them (§2 event_id).
  void derive_event_id(Draft& draft) {
    std::vector<std::pair<std::string_view, std::string>> fields;
    fields.reserve(fields_.size());
    for (const SentField& field : fields_) fields.emplace_back(field.key, minified(field.json));
    std::ranges::sort(fields);
    ContentId id;
    for (const auto& [key, json] : fields) {
      id.add(key);
      id.add(json);
    }
    texts_.event_id = std::move(id).finish();
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

void Decoder::decode_event(std::string& json, std::uint32_t index, DraftSink& sink) {
  reader_->decode_event(json, index, sink);
}

}  // namespace sj::wire::native
