// session-journey generate
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "cli/command/all.hpp"
#include "cli/command/whole_number.hpp"

namespace sj::cli {
namespace {

struct Options {
  GenerateOptions generate{.sessions = 1000, .seed = 1};
  std::string start, end;
};

Result<void> read_time(const char* flag, const std::string& text, std::optional<TimeMs>& time) {
  if (text.empty()) return {};
  time = parse_rfc3339(text);
  if (!time)
    return fail(Errc::invalid_argument,
                fmt::format("{}: invalid time `{}`; expected for example 2026-06-21T09:00:00+09:00", flag, text));
  return {};
}

Result<void> generate(Options& options, const Context& context) {
  GenerateOptions& generate = options.generate;
  if (auto read = read_time("--start", options.start, generate.start); !read) return read;
  if (auto read = read_time("--end", options.end, generate.end); !read) return read;
  if (generate.start && generate.end && *generate.start >= *generate.end)
    return fail(Errc::invalid_argument, "--start must be before --end");
  return context.hooks.generate(generate, stdout);
}

}  // namespace

void add_generate(CLI::App& app, const Context& context, Chosen& chosen) {
  CLI::App* command =
      app.add_subcommand("generate", "Print generated events as NDJSON; the same seed gives the same events");
  auto options = std::make_shared<Options>();
  GenerateOptions& generate_options = options->generate;
  command->add_option("--sessions", generate_options.sessions, "how many sessions; default 1000")
      ->type_name("N")
      ->check(whole_number);
  command->add_option("--seed", generate_options.seed, "different seeds give different sessions; default 1")
      ->type_name("S")
      ->check(whole_number);
  command->add_option("--events-per-session", generate_options.events_per_session, "mean; default about 39")
      ->type_name("M")
      ->check(CLI::Range(1, 1'000'000).description(""));
  command->add_option("--start", options->start, "earliest start of a session; default 7 days before --end")
      ->type_name("TIME");
  command->add_option("--end", options->end, "end of the recording; default a fixed date")->type_name("TIME");
  command->footer(
      "Examples:\n"
      "  session-journey generate --sessions 1000 --seed 7 > events.ndjson\n"
      "  session-journey generate --sessions 100000 --end 2026-06-21T00:00:00Z | zstd > week.ndjson.zst\n");
  command->callback([options, &context, &chosen] {
    chosen = [options, &context] {
      const auto done = generate(*options, context);
      return done ? exit_done : context.failed(done.error());
    };
  });
}

}  // namespace sj::cli
