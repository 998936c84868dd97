#include "app/foreign_files.hpp"

#include <fmt/format.h>

#include <map>

#include "app/rule_book.hpp"
#include "base/clock.hpp"
#include "cli/text/code_points.hpp"
#include "event/event_log.hpp"
#include "ingest/admission.hpp"
#include "wire/cloudevents/unpack.hpp"
#include "wire/mapping/translate.hpp"
#include "wire/otlp/unpack.hpp"
#include "wire/posthog/unpack.hpp"
#include "wire/segment/unpack.hpp"

namespace sj::app {
namespace {

using wire::Protocol;

struct Rules {
  Protocol protocol;
  std::shared_ptr<const wire::Mapping> mapping;
  std::shared_ptr<const Catalog> catalog;
};

Result<Rules> load_rules(const cli::MappingOptions& options) {
  const auto protocol = wire::protocol_of(options.section);
  if (!protocol) return fail(Errc::invalid_argument, "there is no mapping of " + options.section);
  auto mapping = load_mapping(options.mapping);
  if (!mapping) return std::unexpected(mapping.error());
  auto catalog = load_catalog(options.catalog);
  if (!catalog) return std::unexpected(catalog.error());
  return Rules{*protocol, *std::move(mapping), *std::move(catalog)};
}

// What a server key may send; time and place of a real request are not known here.
wire::TranslateOptions translate_options(const Rules& rules) {
  return {.catalog = *rules.catalog, .may_write_be = true, .received_at = SystemClock().now()};
}

// Messages one a line, as files have them.
std::optional<wire::BodyError> unpack_lines(std::string_view body, wire::MessageSink& sink) {
  sink.begin({});
  while (!body.empty()) {
    const std::string_view line = body.substr(0, body.find('\n'));
    body.remove_prefix(std::min(line.size() + 1, body.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (auto error = sink.take(line)) return error;
  }
  return std::nullopt;
}

std::optional<wire::BodyError> unpack(Protocol protocol, std::string body, wire::MessageSink& sink) {
  const bool is_array = body.starts_with('[');
  switch (protocol) {
    case Protocol::segment: return wire::segment::unpack(body, "", sink);
    case Protocol::posthog: return wire::posthog::unpack(body, sink);
    case Protocol::otlp:
      return body.starts_with('{') ? wire::otlp::unpack_json(body, sink) : wire::otlp::unpack_protobuf(body, sink);
    case Protocol::cloudevents:
      return wire::cloudevents::unpack(
          body, is_array ? "application/cloudevents-batch+json" : "application/cloudevents+json", {}, sink);
    case Protocol::csv:
    case Protocol::log: break;
  }
  return unpack_lines(body, sink);
}

// Tells what admission says of each event.
class Report final : public DraftSink {
 public:
  explicit Report(const Rules& rules)
      : admission_(
            {.project_id = "", .catalog = rules.catalog, .may_write_be = true, .received_at = SystemClock().now()}) {}

  void note(const wire::MappedField& field) { places_[field.index].emplace_back(field.field, field.place); }

  void begin(std::optional<TimeMs> sent_at) override { admission_.begin(sent_at); }
  void take(std::uint32_t index, Draft& draft) override {
    const Event sent = draft.event;
    const std::string attributes(sent.attributes);
    admission_.take(index, draft);
    text_ += fmt::format("message {}: {}\n", index, verdict(draft));
    for (const auto& [field, place] : places_[index])
      if (const std::string value = value_of(field, draft); !value.empty())
        text_ += fmt::format("  {:<14} {:<40} from {}\n", to_text(field), cli::printable(value), place);
    if (!attributes.empty()) text_ += fmt::format("  {:<14} {}\n", "attributes", cli::printable_json(attributes));
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  static std::string verdict(const Draft& draft) {
    if (draft.problem)
      return fmt::format("rejected, {}: {}", to_text(draft.problem->code), cli::printable(draft.problem->detail));
    return "taken";
  }

  static std::string value_of(wire::Field field, const Draft& draft) {
    using wire::Field;
    const Event& event = draft.event;
    const auto word = [](const auto& value) { return value ? std::string(to_text(*value)) : std::string(); };
    const auto number = [](const auto& value) { return value ? std::to_string(*value) : std::string(); };
    switch (field) {
      case Field::event_id: return std::string(event.event_id);
      case Field::session_id: return std::string(event.session_id);
      case Field::name: return std::string(event.name);
      case Field::source: return word(draft.source);  // nothing where it is the catalog's
      case Field::time: return draft.has_time ? to_rfc3339(event.time) : std::string();
      case Field::seq: return number(event.seq);
      case Field::result: return word(event.result);
      case Field::impact: return word(event.impact);
      case Field::reason: return std::string(event.reason);
      case Field::error_code: return std::string(event.error_code);
      case Field::message: return std::string(event.message);
      case Field::stage: return word(event.stage);
      case Field::duration_ms: return number(event.duration_ms);
      case Field::attempt: return number(event.attempt);
      case Field::submission_id: return std::string(event.submission_id);
      case Field::user_id: return std::string(event.user_id);
      case Field::email: return std::string(event.email);
      case Field::trace_id: return std::string(event.trace_id);
      case Field::path: return std::string(event.path);
    }
    return {};
  }

  ingest::Admission admission_;
  std::map<std::uint32_t, std::vector<std::pair<wire::Field, std::string_view>>> places_;
  std::string text_;
};

std::unexpected<Error> unreadable(const wire::BodyError& error) {
  return fail(Errc::invalid_argument, "the file cannot be read: " + error.detail);
}

}  // namespace

std::vector<std::string> mapping_sections() {
  std::vector<std::string> sections;
  for (const Protocol protocol : wire::all_protocols) sections.emplace_back(to_text(protocol));
  return sections;
}

Result<cli::MessageMapper> open_mapping(const cli::MappingOptions& options) {
  auto rules = load_rules(options);
  if (!rules) return std::unexpected(rules.error());
  const auto translator = std::make_shared<wire::Translator>();
  return [rules = *std::move(rules), translator](std::string_view message) -> Result<std::string> {
    auto event = translator->translate(message, rules.mapping->of(rules.protocol), translate_options(rules));
    if (!event) return unreadable(event.error());
    return *std::move(event);
  };
}

Result<std::string> describe_mapping(const cli::MappingOptions& options, std::string_view body) {
  const auto rules = load_rules(options);
  if (!rules) return std::unexpected(rules.error());
  Report report(*rules);
  wire::TranslateOptions how = translate_options(*rules);
  how.on_field = [&](const wire::MappedField& field) { report.note(field); };
  wire::Translator translator;
  wire::Translation translation(translator, rules->mapping->of(rules->protocol), how, report);
  if (const auto error = unpack(rules->protocol, std::string(body), translation)) return unreadable(*error);
  return report.text();
}

}  // namespace sj::app
