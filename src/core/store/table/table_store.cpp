#include "store/table/table_store.hpp"

#include <algorithm>

#include "store/summary_codec.hpp"
#include "store/table/analytics.hpp"
#include "store/table/row_text.hpp"
#include "store/table/table_file.hpp"

namespace sj::store {
namespace {

constexpr std::size_t rows_per_turn = 4;  // readers wait for so many rows at most, a fraction of a millisecond

RowCache::Key cache_key(std::uint64_t project, RowNumber row) {
  return project << 32 | row;
}

std::uint64_t changed_at(const RowRef& row, const ChangeMarks& marks) {
  const std::uint64_t seq = row.block->accept_seq[row.at];
  const auto mark = marks.find(row.number);
  return mark == marks.end() ? seq : std::max(seq, mark->second);
}

bool has_mark_after(std::uint64_t accept_seq, std::size_t block, const ChangeMarks& marks) {
  auto mark = marks.lower_bound(static_cast<RowNumber>(block * block_rows));
  for (; mark != marks.end() && mark->first / block_rows == block; ++mark)
    if (mark->second > accept_seq) return true;
  return false;
}

std::vector<Change> changed_after(std::uint64_t accept_seq, const Selection& selection, const ChangeMarks& marks,
                                  std::size_t limit) {
  const auto& blocks = selection.table().blocks();
  std::vector<Change> out;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i]->accept_seq_max <= accept_seq && !has_mark_after(accept_seq, i, marks)) continue;
    selection.each_in(i, [&](const RowRef& row) {
      const std::uint64_t seq = changed_at(row, marks);
      if (seq > accept_seq) out.push_back({std::string(session_id_of(row.text())), seq});
    });
  }
  std::ranges::sort(out, {}, &Change::accept_seq);
  if (out.size() > limit) out.resize(limit);
  return out;
}

}  // namespace

class SJ_SCOPED_CAPABILITY TableStore::Reading {
 public:
  explicit Reading(const Project& project) SJ_ACQUIRE_SHARED(project.rows) : project_(project) {
    { const ReaderLock turn(project_.turn); }
    project_.rows.lock_shared();
  }
  ~Reading() SJ_RELEASE() { project_.rows.unlock_shared(); }
  Reading(const Reading&) = delete;

 private:
  const Project& project_;
};

class SJ_SCOPED_CAPABILITY TableStore::Writing {
 public:
  explicit Writing(Project& project) SJ_ACQUIRE(project.rows) : turn_(project.turn), rows_(project.rows) {}
  ~Writing() SJ_RELEASE() {}
  Writing(const Writing&) = delete;

 private:
  const WriterLock turn_, rows_;
};

TableStore::Project* TableStore::project(std::string_view id) {
  const ReaderLock lock(projects_mutex_);
  const auto at = projects_.find(id);
  return at == projects_.end() ? nullptr : at->second.get();
}

TableStore::Project& TableStore::project_or_new(std::string_view id) {
  if (Project* known = project(id)) return *known;
  const WriterLock lock(projects_mutex_);
  auto& slot = projects_[std::string(id)];
  if (!slot) {
    slot = std::make_unique<Project>();
    slot->id = id;
    slot->place = projects_.size();
  }
  return *slot;
}

void TableStore::restore(std::string_view project_id, RowNumber number, const journey::Summary& summary) {
  Project& of = project_or_new(project_id);
  const Writing writing(of);
  if (of.table.size() == 0) of.table.begin_load();
  of.table.restore(number, summary);
}

void TableStore::end_restore() {
  const ReaderLock lock(projects_mutex_);
  for (const auto& [id, of] : projects_) {
    const Writing writing(*of);
    of->table.end_load();
  }
}

bool TableStore::restore_tables(const std::filesystem::path& path, std::uint64_t mark) {
  return read_table_file(path, mark, [&](const std::string& id) -> SessionTable& { return project_or_new(id).table; });
}

Result<void> TableStore::keep_tables(const std::filesystem::path& path, std::uint64_t mark) {
  Tables tables;
  const ReaderLock lock(projects_mutex_);
  for (const auto& [id, of] : projects_) {
    const Reading reading(*of);
    if (!of->unsaved.empty()) return {};
    tables.emplace(id, &of->table);
  }
  return write_table_file(path, mark, tables);
}

void TableStore::put(Project& of, const journey::Summary& summary, std::string row) {
  const RowNumber number = of.table.put(summary);
  of.unsaved[number] = std::move(row);
  if (const auto mark = of.marks.find(number); mark != of.marks.end() && mark->second <= summary.last_accept_seq)
    of.marks.erase(mark);
}

Result<void> TableStore::show(std::string_view project_id, std::span<const journey::Summary> sessions) {
  Project& of = project_or_new(project_id);
  std::vector<std::string> rows;
  rows.reserve(sessions.size());
  for (const auto& summary : sessions) rows.push_back(encode_summary(summary));
  for (std::size_t begin = 0; begin < sessions.size(); begin += rows_per_turn) {
    const Writing writing(of);
    for (std::size_t i = begin; i < std::min(sessions.size(), begin + rows_per_turn); ++i)
      put(of, sessions[i], std::move(rows[i]));
  }
  return {};
}

Result<void> TableStore::save(std::span<const SessionSave> sessions) {
  std::vector<Write> writes;
  writes.reserve(sessions.size());
  for (const SessionSave& session : sessions) {
    const auto never_shown = [&] {
      return fail(Errc::refused, "session " + session.session_id + " was never shown, so it has no row");
    };
    const Project* of = project(session.project_id);
    if (!of) return never_shown();
    const Reading reading(*of);
    const auto number = of->table.find(session.session_id);
    if (!number) return never_shown();
    const auto row = of->unsaved.find(*number);
    writes.push_back({of->id, *number, row == of->unsaved.end() ? std::string() : row->second, session.records});
  }
  if (auto written = write(writes); !written) return written;
  for (const Write& done : writes) {
    Project& of = *project(done.project_id);
    row_cache_.forget(cache_key(of.place, done.number));
    const Writing writing(of);
    // A newer row may have been shown meanwhile; that one is still unsaved.
    if (const auto at = of.unsaved.find(done.number); at != of.unsaved.end() && at->second == done.row)
      of.unsaved.erase(at);
  }
  return {};
}

bool TableStore::has_events(std::string_view project_id, std::string_view session_id) {
  Project* of = project(project_id);
  if (!of) return false;
  const Reading reading(*of);
  return of->table.find(session_id).has_value();
}

bool TableStore::is_large(std::string_view project_id, std::string_view session_id) {
  Project* of = project(project_id);
  if (!of) return false;
  const Reading reading(*of);
  const auto number = of->table.find(session_id);
  return number && of->table.is_large(*number);
}

// A row and the events that it tells of are written together; what a row that was only shown tells of may be written
// in part.
std::uint64_t TableStore::saved_through(std::string_view project_id, std::string_view session_id) {
  Project* of = project(project_id);
  if (!of) return 0;
  const Reading reading(*of);
  const auto number = of->table.find(session_id);
  if (!number || of->unsaved.contains(*number)) return 0;
  const RowRef row = of->table.at(*number);
  return row.block->accept_seq[row.at];
}

Result<std::optional<std::string>> TableStore::events(std::string_view project_id, std::string_view session_id) {
  Project* of = project(project_id);
  if (!of) return std::nullopt;
  std::optional<RowNumber> row;
  {
    const Reading reading(*of);
    row = of->table.find(session_id);
  }
  if (!row) return std::nullopt;
  return read_events(project_id, *row);
}

TableStore::Rows TableStore::rows_of(const Project& of, std::vector<RowNumber> numbers) {
  Rows rows{std::move(numbers), {}};
  rows.unsaved.reserve(rows.numbers.size());
  for (const RowNumber number : rows.numbers) {
    const auto at = of.unsaved.find(number);
    rows.unsaved.push_back(at == of.unsaved.end() ? std::string() : at->second);
  }
  return rows;
}

Result<std::vector<std::string>> TableStore::written_rows(const Project& of, std::span<const RowNumber> numbers) {
  std::vector<RowCache::Key> keys;
  keys.reserve(numbers.size());
  for (const RowNumber number : numbers) keys.push_back(cache_key(of.place, number));
  std::vector<RowCache::Announced> announced;
  auto rows = row_cache_.find(keys, announced);
  if (announced.empty()) return rows;
  std::vector<RowNumber> unknown;
  for (const auto& one : announced) unknown.push_back(numbers[one.at]);
  auto read = read_rows(of.id, unknown);
  if (!read) return read;
  for (std::size_t i = 0; i < announced.size(); ++i) rows[announced[i].at] = std::move((*read)[i]);
  row_cache_.keep(keys, announced, rows);
  return rows;
}

Result<std::vector<journey::Summary>> TableStore::summaries(const Project& of, const Rows& rows) {
  std::vector<RowNumber> saved;
  for (std::size_t i = 0; i < rows.numbers.size(); ++i)
    if (rows.unsaved[i].empty()) saved.push_back(rows.numbers[i]);
  const auto stored = written_rows(of, saved);
  if (!stored) return std::unexpected(stored.error());
  std::vector<journey::Summary> out;
  out.reserve(rows.numbers.size());
  auto next = stored->begin();
  for (const std::string& unsaved : rows.unsaved) {
    auto summary = decode_summary(unsaved.empty() ? *next++ : unsaved);
    if (!summary) return std::unexpected(summary.error());
    out.push_back(*std::move(summary));
  }
  return out;
}

Result<std::optional<journey::Summary>> TableStore::find(std::string_view project_id, std::string_view session_id) {
  Project* of = project(project_id);
  if (!of) return std::nullopt;
  Rows rows;
  {
    const Reading reading(*of);
    if (const auto number = of->table.find(session_id)) rows = rows_of(*of, {*number});
  }
  if (rows.numbers.empty()) return std::nullopt;
  auto found = summaries(*of, rows);
  if (!found) return std::unexpected(found.error());
  return std::move(found->front());
}

Result<Page> TableStore::list(const Scope& scope, const ListQuery& query) {
  Page page;
  Project* of = project(scope.project_id);
  if (!of) return page;
  Rows rows;
  {
    const Reading reading(*of);
    auto numbers = list_rows(of->table, Selection(of->table, scope, query.filter), query);
    if (numbers.size() > query.limit) {
      numbers.resize(query.limit);
      const RowRef last = of->table.at(numbers.back());
      page.next = Position{sort_time(last, query.sort), std::string(session_id_of(last.text()))};
    }
    rows = rows_of(*of, std::move(numbers));
  }
  auto found = summaries(*of, rows);
  if (!found) return std::unexpected(found.error());
  page.sessions = *std::move(found);
  return page;
}

Result<std::vector<journey::Summary>> TableStore::linked(std::string_view project_id, const journey::Summary& session,
                                                         std::size_t limit) {
  Project* of = project(project_id);
  if (!of) return std::vector<journey::Summary>{};
  Rows rows;
  {
    const Reading reading(*of);
    rows = rows_of(*of, of->table.linked(session, limit));
  }
  return summaries(*of, rows);
}

// Every other question: one selection, one answer, under one lock.
template <class Answer>
Result<Answer> TableStore::over(const Scope& scope, const Filter& filter,
                                const std::function<Answer(const Selection&, const SessionTable&)>& ask) {
  static const SessionTable no_sessions;
  Project* of = project(scope.project_id);
  if (!of) return ask(Selection(no_sessions, scope, filter), no_sessions);
  const Reading reading(*of);
  return ask(Selection(of->table, scope, filter), of->table);
}

Result<std::uint64_t> TableStore::count(const Scope& scope, const Filter& filter) {
  return over<std::uint64_t>(scope, filter,
                             [](const Selection& selection, const SessionTable&) { return selection.count(); });
}

Result<Funnel> TableStore::funnel(const Scope& scope, const Filter& filter) {
  Project* of = project(scope.project_id);
  if (!of) return Funnel{};
  const Reading reading(*of);
  const auto make = [&](const Block& block, const RowMask& mask) { return FunnelPart(block, mask, scope); };
  return funnel_of(of->table, of->funnels.parts(Selection(of->table, scope, filter), make));
}

Result<std::vector<OutcomeBucket>> TableStore::outcomes(const Scope& scope, const Filter& filter,
                                                        std::span<const TimeMs> edges) {
  return over<std::vector<OutcomeBucket>>(scope, filter, [&](const Selection& selection, const SessionTable&) {
    return outcomes_of(selection, filter.time_field, edges);
  });
}

Result<std::vector<ReasonCount>> TableStore::reasons(const Scope& scope, const Filter& filter) {
  return over<std::vector<ReasonCount>>(scope, filter, reasons_of);
}

Result<std::vector<ValueCount>> TableStore::errors(const Scope& scope, const Filter& filter) {
  return over<std::vector<ValueCount>>(scope, filter, errors_of);
}

Result<Dropoffs> TableStore::dropoffs(const Scope& scope, const Filter& filter) {
  return over<Dropoffs>(scope, filter, dropoffs_of);
}

Result<std::vector<CheckStatistics>> TableStore::checks(const Scope& scope, const Filter& filter) {
  Project* of = project(scope.project_id);
  if (!of) return std::vector<CheckStatistics>{};
  const Reading reading(*of);
  const Selection selection(of->table, scope, filter);
  const auto make = [&](const Block& block, const RowMask& mask) { return CheckPart(block, mask, selection.table()); };
  return checks_of(of->table, of->checks.parts(selection, make));
}

void TableStore::mark_changed(std::string_view project_id, std::span<const Change> changes) {
  Project* of = project(project_id);
  if (!of) return;
  const Writing writing(*of);
  for (const Change& change : changes)
    if (const auto number = of->table.find(change.session_id)) {
      std::uint64_t& mark = of->marks[*number];
      mark = std::max(mark, change.accept_seq);
    }
}

Result<std::vector<Change>> TableStore::changes(const Scope& scope, const Filter& filter, std::uint64_t accept_seq,
                                                std::size_t limit) {
  Project* of = project(scope.project_id);
  if (!of) return std::vector<Change>{};
  const Reading reading(*of);
  return changed_after(accept_seq, Selection(of->table, scope, filter), of->marks, limit);
}

Result<std::vector<std::string>> TableStore::dropped_between(const Scope& scope, const Filter& filter, TimeMs after,
                                                             TimeMs until, std::size_t limit) {
  return over<std::vector<std::string>>(scope, filter, [&](const Selection& selection, const SessionTable&) {
    std::vector<std::string> out;
    selection.each([&](const RowRef& row) {
      if (row.block->settled[row.at] != not_settled || out.size() == limit) return;
      const TimeMs dropped_at = row.block->quiet_since[row.at] + scope.settings.drop_after_ms;
      if (dropped_at > after && dropped_at <= until) out.emplace_back(session_id_of(row.text()));
    });
    return out;
  });
}

std::uint64_t TableStore::last_accept_seq() {
  std::uint64_t last = 0;
  const ReaderLock lock(projects_mutex_);
  for (const auto& [id, of] : projects_) {
    const Reading reading(*of);
    last = std::max(last, of->table.last_accept_seq());
  }
  return last;
}

Result<void> TableStore::each_session(std::string_view project_id,
                                      const std::function<Result<void>(const std::string&)>& visit) {
  Project* of = project(project_id);
  if (!of) return {};
  for (RowNumber number = 0;; ++number) {
    std::string session_id;
    {
      const Reading reading(*of);
      if (number >= of->table.next_number()) return {};
      const RowRef row = of->table.at(number);
      if (!row.block->present[row.at]) continue;
      session_id = session_id_of(row.text());
    }
    if (auto visited = visit(session_id); !visited) return visited;
  }
}

Store::Sizes TableStore::sizes() {
  Sizes sizes;
  sizes.disk_bytes = disk_bytes();
  const ReaderLock lock(projects_mutex_);
  for (const auto& [id, of] : projects_) {
    const Reading reading(*of);
    sizes.sessions += of->table.size();
    sizes.memory_bytes += of->table.memory_bytes();
  }
  return sizes;
}

}  // namespace sj::store
