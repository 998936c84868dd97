#include "cli/ingest/reader_of.hpp"

#include "cli/ingest/csv_reader.hpp"
#include "cli/ingest/event_reader.hpp"
#include "cli/ingest/mapped_reader.hpp"

namespace sj::cli {

Result<std::unique_ptr<ItemReader>> open_reader(const std::filesystem::path& path, const std::string& name,
                                                const std::string& kind, const MessageMapper& map) {
  auto source = open_source(path);
  if (!source) return std::unexpected(source.error());
  std::unique_ptr<ItemReader> reader;
  if (kind == csv_files)
    reader = std::make_unique<CsvReader>(*std::move(source), name);
  else
    reader = std::make_unique<EventReader>(*std::move(source), name);
  if (map) reader = std::make_unique<MappedReader>(std::move(reader), map);
  return reader;
}

}  // namespace sj::cli
