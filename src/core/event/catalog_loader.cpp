#include "event/catalog_loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/bytes.hpp"
#include "base/hash.hpp"

namespace sj {
namespace {

// What makes two rows of a section the same entry.
const std::string& key_of(const EventType& row) {
  return row.name;
}
const std::vector<std::string>& key_of(const Screen& row) {
  return row.segments;
}
const std::string& key_of(const Reason& row) {
  return row.code;
}
const std::string& key_of(const ErrorFamily& row) {
  return row.prefix;
}
const std::string& key_of(const KnownErrorCode& row) {
  return row.code;
}
std::pair<Advice::For, std::string_view> key_of(const Advice& row) {
  return {row.subject, row.code};
}

template <class Row>
void merge(std::vector<Placed<Row>>& into, std::vector<Placed<Row>>&& from) {
  for (Placed<Row>& entry : from) {
    const auto same = [&](const Placed<Row>& other) { return key_of(other.row) == key_of(entry.row); };
    if (const auto found = std::ranges::find_if(into, same); found != into.end())
      *found = std::move(entry);
    else
      into.push_back(std::move(entry));
  }
}

template <class Row>
std::vector<Row> rows_of(const std::vector<Placed<Row>>& entries) {
  std::vector<Row> rows;
  for (const Placed<Row>& entry : entries) rows.push_back(entry.row);
  return rows;
}

// By key, so that moving an entry within its file changes nothing.
template <class Row>
std::vector<Row> sorted_rows_of(const std::vector<Placed<Row>>& entries) {
  std::vector<Row> rows = rows_of(entries);
  std::ranges::sort(
      rows, {}, [](const Row& row) -> const auto& { return key_of(row); });
  return rows;
}

template <class Index>
void index_rows(const auto& rows, Index& index) {
  for (std::size_t i = 0; i < rows.size(); ++i) index.emplace(key_of(rows[i]), i);
}

EventType unknown_type(Source source) {
  EventType type;
  type.source = source;
  type.known = false;
  return type;
}

std::vector<PairedNames> pairs_of(const std::vector<EventType>& events) {
  std::vector<PairedNames> pairs;
  for (const EventType& event : events)
    if (event.source == Source::fe && !event.pair.empty()) pairs.push_back({event.name, event.pair});
  return pairs;
}

// --- the canonical form behind the fingerprint ---------------------------------------------------

void put_stage(std::string& out, std::optional<Stage> stage) {
  put_text(out, stage ? to_text(*stage) : "*");
}

void put_row(std::string& out, const EventType& row) {
  put_text(out, row.name);
  put_text(out, to_text(row.source));
  put_stage(out, row.stage);
  put_text(out, to_text(row.kind));
  put_text(out, to_text(row.impact));
  put_varint(out, row.flags);
  put_text(out, row.pair);
}

void put_row(std::string& out, const Screen& row) {
  put_varint(out, row.segments.size());
  for (const std::string& segment : row.segments) put_text(out, segment);
  put_stage(out, row.stage);
}

void put_row(std::string& out, const Reason& row) {
  put_text(out, row.code);
  put_text(out, to_text(row.outcome));
  put_stage(out, row.stage);
  put_varint(out, static_cast<std::uint64_t>(row.causes));
  std::vector<std::string> checks = row.checks;
  std::ranges::sort(checks);
  put_varint(out, checks.size());
  for (const std::string& check : checks) put_text(out, check);
}

void put_row(std::string& out, const ErrorFamily& row) {
  put_text(out, row.prefix);
  put_text(out, to_text(row.error_class));
}

template <class Row>
void put_rows(std::string& out, const std::vector<Placed<Row>>& entries) {
  put_varint(out, entries.size());
  for (const Row& row : sorted_rows_of(entries)) put_row(out, row);
}

}  // namespace

Result<void> CatalogLoader::add(std::string_view yaml, std::string_view name) {
  Result<CatalogFile> file = read_catalog_file(yaml, name);
  if (!file) return std::unexpected(file.error());
  if (auto fault = fault_of_advice(*file)) return std::unexpected(*std::move(fault));
  last_file_ = name;
  merge(merged_.events, std::move(file->events));
  merge(merged_.screens, std::move(file->screens));
  merge(merged_.reasons, std::move(file->reasons));
  merge(merged_.families, std::move(file->families));
  merge(merged_.codes, std::move(file->codes));
  merge(merged_.advice, std::move(file->advice));
  return {};
}

Result<std::shared_ptr<const Catalog>> CatalogLoader::finish() const {
  for (const auto& event : merged_.events)
    if (auto fault = fault_of_pair(event)) return std::unexpected(*std::move(fault));
  for (const auto& reason : merged_.reasons)
    if (auto fault = fault_of_causes(reason)) return std::unexpected(*std::move(fault));

  const auto catalog = std::make_shared<Catalog>();
  catalog->events_ = rows_of(merged_.events);
  catalog->pairs_ = pairs_of(catalog->events_);
  catalog->reasons_ = rows_of(merged_.reasons);
  catalog->families_ = rows_of(merged_.families);
  index_rows(catalog->events_, catalog->event_index_);
  index_rows(catalog->reasons_, catalog->reason_index_);
  index_rows(catalog->families_, catalog->family_index_);
  catalog->error_codes_ = rows_of(merged_.codes);
  index_rows(catalog->error_codes_, catalog->error_code_index_);
  catalog->advice_ = rows_of(merged_.advice);
  for (const auto& [screen, place] : merged_.screens) {
    catalog->screens_.push_back({fmt::format("/{}", fmt::join(screen.segments, "/")), screen.stage});
    catalog->screen_map_.emplace_back(screen.segments, screen.stage);
  }
  std::ranges::stable_sort(catalog->screen_map_, std::greater{},
                           [](const auto& screen) { return screen.first.size(); });
  catalog->unknown_be_ = unknown_type(Source::be);
  catalog->unknown_fe_ = unknown_type(Source::fe);
  catalog->other_family_.title = {"other error", "기타 오류"};
  catalog->fingerprint_ = fingerprint();
  return catalog;
}

const Placed<EventType>* CatalogLoader::find_event(std::string_view name) const {
  const auto found = std::ranges::find(
      merged_.events, name, [](const auto& event) -> const auto& { return event.row.name; });
  return found == merged_.events.end() ? nullptr : &*found;
}

// Of two entries that do not go together, the one that was added last: a project's file, not the built-in one.
const Place& CatalogLoader::blamed(const Place& entry, const Place& other) const {
  return entry.file != last_file_ && other.file == last_file_ ? other : entry;
}

std::optional<Error> CatalogLoader::fault_of_pair(const Placed<EventType>& event) const {
  const std::string &name = event.row.name, &pair = event.row.pair;
  if (pair.empty()) return std::nullopt;
  const Placed<EventType>* other = find_event(pair);
  if (!other)
    return wrong_at(
        event.place,
        fmt::format("event {} has the pair {}, which is not an event; add it or correct the name", name, pair));
  const Place& place = blamed(event.place, other->place);
  if (other->row.source == event.row.source)
    return wrong_at(place, fmt::format("events {} and {} are a pair and both {}; make one FE and the other BE", name,
                                       pair, to_text(event.row.source)));
  if (other->row.pair != name)
    return wrong_at(place,
                    fmt::format("event {} has the pair {}, but not the other way round; let each name the other, "
                                "or neither",
                                name, pair));
  return std::nullopt;
}

std::optional<Error> CatalogLoader::fault_of_causes(const Placed<Reason>& reason) const {
  for (const std::string& check : reason.row.checks) {
    const Placed<EventType>* event = find_event(check);
    if (event && event->row.kind == Kind::check) continue;
    const Place& place = event ? blamed(reason.place, event->place) : reason.place;
    return wrong_at(place,
                    fmt::format("reason {} has the cause {}, which is not a check of the catalog; make it one, or "
                                "take it out of the causes",
                                reason.row.code, check));
  }
  return std::nullopt;
}

// The headlines are those of the first file; a project has reasons of its own, but no headlines.
std::optional<Error> CatalogLoader::fault_of_advice(const CatalogFile& file) const {
  if (merged_.advice.empty()) return std::nullopt;
  for (const auto& [advice, place] : file.advice) {
    const auto same = [&](const auto& other) { return key_of(other.row) == key_of(advice); };
    if (advice.subject == Advice::For::headline && std::ranges::none_of(merged_.advice, same))
      return wrong_at(place, fmt::format("`{}` is not a headline (docs/journey-rules.md §11)", advice.code));
  }
  return std::nullopt;
}

// No titles, meanings, advice and provenance: they change how an answer is told, not what it is.
std::uint64_t CatalogLoader::fingerprint() const {
  std::string canonical;
  put_rows(canonical, merged_.events);
  put_rows(canonical, merged_.screens);
  put_rows(canonical, merged_.reasons);
  put_rows(canonical, merged_.families);
  return hash64(canonical);
}

}  // namespace sj
