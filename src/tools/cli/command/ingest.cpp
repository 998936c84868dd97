// session-journey ingest
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include "cli/command/all.hpp"
#include "cli/command/api_flags.hpp"
#include "cli/command/mapping_flags.hpp"
#include "cli/command/whole_number.hpp"
#include "cli/ingest/delivery.hpp"
#include "cli/ingest/reader_of.hpp"

namespace sj::cli {
namespace {

struct Options {
  explicit Options(CLI::App& command) : api(command, "a server, publishable or admin key") {}
  ApiFlags api;
  std::vector<std::string> files;
  std::string kind = own_events;
  MappingOptions mapping;
  std::string resume;
  std::size_t rejections_told = 20;
  std::string give_up_after = "2m";
};

std::optional<std::uint64_t> bytes_of(const std::vector<std::string>& files) {
  std::uint64_t total = 0;
  for (const std::string& file : files) {
    std::error_code error;
    if (file == "-" || !std::filesystem::is_regular_file(file, error)) return std::nullopt;
    total += std::filesystem::file_size(file, error);
  }
  return total;
}

std::string summary_of(const Tally& tally, double seconds) {
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(tally.events()) / std::max(seconds, 0.001));
  std::string summary = fmt::format("accepted {}, duplicates {}, rejected {} in {:.1f} s ({} events/s)\n",
                                    tally.accepted, tally.duplicates, tally.rejected, seconds, rate);
  std::string warnings;
  for (const auto& [code, count] : tally.warnings)
    warnings += fmt::format("{} {} {}", warnings.empty() ? "" : ",", code, count);
  return warnings.empty() ? summary : summary + "warnings:" + warnings + "\n";
}

// Checks what is wrong with the arguments beyond their spelling.
Result<DurationMs> check(const Options& options) {
  const auto give_up_after = parse_duration(options.give_up_after);
  if (!give_up_after)
    return fail(
        Errc::invalid_argument,
        fmt::format("--give-up-after: invalid duration `{}`; expected for example 30s or 5m", options.give_up_after));
  if (!options.resume.empty() && std::ranges::find(options.files, "-") != options.files.end())
    return fail(Errc::invalid_argument, "standard input cannot be resumed; omit --resume, or name a file");
  return *give_up_after;
}

bool deliver_all(const Options& options, Delivery& delivery) {
  bool all = true;
  for (const std::string& file : options.files) {
    if (delivery.is_stopped()) break;
    all = delivery.send_file(file) && all;
  }
  return all;
}

int run_ingest(const Options& options, const Context& context) {
  const auto give_up_after_ms = check(options);
  if (!give_up_after_ms) return context.failed(give_up_after_ms.error());
  std::optional<ResumeState> resume;
  if (!options.resume.empty()) {
    auto opened = ResumeState::open(options.resume);
    if (!opened) return context.failed(opened.error());
    resume = std::move(*opened);
  }
  MessageMapper map;
  if (options.kind != own_events) {
    auto opened = context.hooks.open_mapping({options.kind, options.mapping.mapping, options.mapping.catalog});
    if (!opened) return context.failed(opened.error());
    map = *std::move(opened);
  }
  Progress progress(context.err, context.err_terminal, bytes_of(options.files));
  const auto api = options.api.open(context, *give_up_after_ms, [&](const std::string& line) { progress.note(line); });
  if (!api) return context.failed(api.error());

  Delivery delivery(**api, progress, resume ? &*resume : nullptr, options.rejections_told,
                    [&](const std::filesystem::path& path, const std::string& name) {
                      return open_reader(path, name, options.kind, map);
                    });
  const bool all_delivered = deliver_all(options, delivery);
  const Tally& tally = delivery.tally();
  if (tally.rejected > options.rejections_told)
    progress.note(fmt::format("and {} more rejected", tally.rejected - options.rejections_told));
  if (!all_delivered)
    progress.note("not everything was delivered; run the command again: events that arrived count as duplicates");
  progress.clear();
  context.out << summary_of(tally, progress.seconds());
  return all_delivered && tally.rejected == 0 ? exit_done : exit_failed;
}

}  // namespace

void add_ingest(CLI::App& app, const Context& context, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("ingest", "Send events from files or standard input");
  auto options = std::make_shared<Options>(*command);
  command->add_option("files", options->files, "NDJSON, or JSON: one event, an array, a batch; `-` is standard input")
      ->type_name("FILE")
      ->required();
  std::vector<std::string> kinds = context.hooks.mapping_sections;
  kinds.insert(kinds.begin(), own_events);
  command->add_option("--as", options->kind, "format of the files, unless they hold our own events; see `map --help`")
      ->type_name("KIND")
      ->check(CLI::IsMember(kinds));
  add_mapping_flags(*command, options->mapping);
  command
      ->add_option("--resume", options->resume, "remember here how far each file got, and resume from there next time")
      ->type_name("STATE");
  command->add_option("--show-rejected", options->rejections_told, "print at most this many rejections; default 20")
      ->type_name("N")
      ->check(whole_number);
  command
      ->add_option("--give-up-after", options->give_up_after,
                   "how long to retry while the server is busy or unreachable; default 2m")
      ->type_name("DURATION");
  command->footer(
      "Files may be compressed with gzip or zstd. Sending the same events again is safe: an event that was\n"
      "accepted before counts as a duplicate and changes nothing. The `sent_at` of a batch is ignored, because a\n"
      "file is read later than it was written.\n\n"
      "Exits with 0 if every event is stored, with 1 if some were rejected or could not be delivered.\n\n"
      "Examples:\n"
      "  session-journey ingest --url http://127.0.0.1:8080 --key-file server.key events.ndjson.gz\n"
      "  session-journey ingest --data ./data --resume state.json june/*.ndjson\n"
      "  session-journey ingest --data ./data --as csv --mapping columns.yaml past.csv\n"
      "  session-journey generate --sessions 1000 | session-journey ingest --data ./data -\n");
  command->callback(
      [options, &context, &chosen] { chosen = [options, &context] { return run_ingest(*options, context); }; });
}

}  // namespace sj::cli
