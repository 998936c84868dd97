// session-journey map
#include <memory>

#include "cli/command/all.hpp"
#include "cli/command/mapping_flags.hpp"
#include "cli/ingest/reader_of.hpp"
#include "cli/text/code_points.hpp"

namespace sj::cli {
namespace {

struct Options {
  MappingOptions mapping;
  std::string file;
};

constexpr std::size_t body_bytes_max = 10 * 1024 * 1024;

Result<std::string> read_all(const std::filesystem::path& path) {
  auto source = open_source(path);
  if (!source) return std::unexpected(source.error());
  std::string body;
  for (std::size_t size = 0; size <= body_bytes_max;) {
    body.resize(size + 64 * 1024);
    const auto count = (*source)->read(body.data() + size, body.size() - size);
    if (!count) return std::unexpected(count.error());
    size += *count;
    body.resize(size);
    if (*count == 0) return body;
  }
  return fail(Errc::invalid_argument, printable(path.string()) + " is larger than the 10 MiB that a request may have");
}

// The rows as JSON, one a line.
Result<std::string> read_rows(const std::filesystem::path& path) {
  auto reader = open_reader(path, printable(path.string()), csv_files, {});
  if (!reader) return std::unexpected(reader.error());
  std::string lines;
  for (;;) {
    const auto row = (*reader)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return lines;
    lines.append((*row)->text) += '\n';
    if (lines.size() > body_bytes_max)
      return fail(Errc::invalid_argument, "standard input is larger than 10 MiB; give a part of it");
  }
}

int run_map(const Options& options, const Context& context) {
  const auto body = options.mapping.section == csv_files ? read_rows(options.file) : read_all(options.file);
  if (!body) return context.failed(body.error());
  const auto told = context.hooks.describe_mapping(options.mapping, *body);
  if (!told) return context.failed(told.error());
  context.out << *told;
  return exit_done;
}

}  // namespace

void add_map(CLI::App& app, const Context& context, Chosen& chosen) {
  CLI::App* command = app.add_subcommand(
      "map", "Preview how another client's request, a CSV file or a log maps to events; sends nothing");
  auto options = std::make_shared<Options>();
  command->add_option("--as", options->mapping.section, "format of the file")
      ->type_name("KIND")
      ->required()
      ->check(CLI::IsMember(context.hooks.mapping_sections));
  command->add_option("file", options->file, "the body of a request; `-` is standard input")
      ->type_name("FILE")
      ->required();
  add_mapping_flags(*command, options->mapping);
  command->footer(
      "Shows for each message where each field comes from, what stays an attribute, and whether a server key's event\n"
      "would be accepted. A project's own mapping is projects/PROJECT_ID/mapping.yaml in the data directory.\n\n"
      "Examples:\n"
      "  session-journey map --as segment batch.json\n"
      "  session-journey map --as csv --mapping columns.yaml past.csv | less\n");
  command->callback(
      [options, &context, &chosen] { chosen = [options, &context] { return run_map(*options, context); }; });
}

}  // namespace sj::cli
