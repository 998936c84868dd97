// session-journey show
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "cli/command/all.hpp"
#include "cli/command/api_flags.hpp"
#include "cli/command/whole_number.hpp"
#include "cli/show/fetch.hpp"
#include "cli/show/report.hpp"

namespace sj::cli {
namespace {

constexpr DurationMs give_up_after_ms = 10 * second_ms;  // somebody is waiting

struct Options {
  explicit Options(CLI::App& command) : api(command, "a read or admin key") {}
  ApiFlags api;
  std::string session_id, as_of;
  std::string language = "en", colours = "auto";
  std::size_t width = 0, events = 1000;
  bool json = false;
};

bool is_session_id(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("._:-").contains(c);
  };
  return !text.empty() && text.size() <= 128 && text != "." && text != ".." && std::ranges::all_of(text, allowed);
}

bool is_time(std::string_view text) {
  std::int64_t milliseconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
  return (error == std::errc{} && end == text.data() + text.size()) || parse_rfc3339(text).has_value();
}

Result<void> check(const Options& options) {
  if (!is_session_id(options.session_id))
    return fail(Errc::invalid_argument, fmt::format("`{}` cannot be a session id: up to 128 of A-Z a-z 0-9 . _ : -",
                                                    printable(options.session_id)));
  if (!options.as_of.empty() && !is_time(options.as_of))
    return fail(Errc::invalid_argument,
                fmt::format("--as-of: invalid time `{}`; expected for example 2026-06-21T09:00:00+09:00",
                            printable(options.as_of)));
  return {};
}

Look look_of(const Options& options, const Context& context) {
  Look look;
  look.language = options.language == "ko" ? Language::ko : Language::en;
  look.utf8 = context.out_terminal.utf8 || look.language == Language::ko;  // who asks for Korean can read it
  look.colours = options.colours == "always" || (options.colours == "auto" && context.out_terminal.colours);
  look.columns = options.width > 0 ? options.width : context.out_terminal.columns;
  look.events_max = options.events;
  look.title_of_event = context.hooks.title_of_event;
  look.title_of_reason = context.hooks.title_of_reason;
  look.title_of_error_code = context.hooks.title_of_error_code;
  return look;
}

Result<std::string> text_of(const Options& options, const Context& context) {
  if (auto good = check(options); !good) return std::unexpected(good.error());
  const auto api =
      options.api.open(context, give_up_after_ms, [&](const std::string& line) { context.err << line << '\n'; });
  if (!api) return std::unexpected(api.error());
  auto answer = fetch_journey(**api, options.session_id, options.as_of);
  if (!answer) return answer;
  if (options.json) return printable_json(*answer) + (answer->ends_with('\n') ? "" : "\n");
  const auto journey = read_journey(*answer);
  if (!journey) return std::unexpected(journey.error());
  const auto events = fetch_events(**api, options.session_id, options.as_of);
  if (!events) return std::unexpected(events.error());
  return report_of(*journey, *events, look_of(options, context));
}

int run_show(const Options& options, const Context& context) {
  const auto text = text_of(options, context);
  if (!text) return context.failed(text.error());
  context.out << *text;
  return exit_done;
}

}  // namespace

void add_show(CLI::App& app, const Context& context, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("show", "Explain one session's journey and why it ended as it did");
  auto options = std::make_shared<Options>(*command);
  command->add_option("session", options->session_id, "the session's id")->type_name("SESSION_ID")->required();
  command
      ->add_option("--as-of", options->as_of, "the journey as it was at this time, RFC 3339 or milliseconds since 1970")
      ->type_name("TIME");
  command->add_option("--lang", options->language, "en or ko; default en")
      ->type_name("LANG")
      ->check(CLI::IsMember({"en", "ko"}).description(""));
  command->add_flag("--json", options->json, "print the API's answer");
  command->add_option("--events", options->events, "draw at most this many rows; 0: all; default 1000")
      ->type_name("N")
      ->check(whole_number);
  command->add_option("--width", options->width, "columns, 40 to 1000; default those of the terminal, else 100")
      ->type_name("N")
      ->check(CLI::Range(40, 1000).description(""));
  command->add_option("--color", options->colours, "auto, always or never; default auto")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""));
  command->footer(
      "Times of day are in this machine's time zone (TZ), offsets count from the start of the session. Symbols beyond\n"
      "ASCII are used only in a UTF-8 locale. NO_COLOR turns colours off.\n\n"
      "Examples:\n"
      "  session-journey show --url http://127.0.0.1:8080 --key-file read.key ses_4f2a\n"
      "  session-journey show --data ./data ses_4f2a --lang ko | less -R\n"
      "  session-journey show --data ./data ses_4f2a --as-of 2026-06-21T09:05:00+09:00 --json\n");
  command->callback(
      [options, &context, &chosen] { chosen = [options, &context] { return run_show(*options, context); }; });
}

}  // namespace sj::cli
