#include "store/table/session_table.hpp"

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "base/hash.hpp"
#include "store/store.hpp"
#include "store/table/duration_bucket.hpp"
#include "store/table/row_text.hpp"

namespace sj::store {
namespace {

constexpr RowNumber no_row = std::numeric_limits<RowNumber>::max();
constexpr TimeMs latest = std::numeric_limits<TimeMs>::max(), earliest = -latest;  // each is the other's negative

TimeMs decided_at(const journey::Summary& summary) {
  return summary.decision ? summary.decision->current().decided_at : not_decided;
}

template <class Test>
std::uint8_t stage_bits(const journey::Summary& summary, Test test) {
  unsigned bits = 0;
  for (std::size_t i = 0; i < stage_count; ++i)
    if (test(summary.stages[i])) bits |= 1u << i;
  return static_cast<std::uint8_t>(bits);
}

// Replaces a dictionary text in a column; a fresh row has nothing to give back.
void replace(Dictionary& dictionary, Dictionary::Id& id, std::string_view text, bool fresh) {
  if (!fresh && dictionary.text(id) == text) return;
  const Dictionary::Id old = id;
  id = dictionary.take(text);
  if (!fresh) dictionary.release(old);
}

}  // namespace

PackedRun::PackedRun(std::uint32_t check, std::optional<CheckResult> result, bool retake, std::uint32_t bucket)
    : bits(check << 14 | (result ? static_cast<std::uint32_t>(*result) + 1 : 0) << 11 | (retake ? 1u : 0u) << 10 |
           bucket) {}

std::optional<CheckResult> PackedRun::result() const {
  const std::uint32_t value = bits >> 11 & 7u;
  return value == 0 ? std::nullopt : std::optional(static_cast<CheckResult>(value - 1));
}

Times times_of(const Block& block, TimeField field) {
  switch (field) {
    case TimeField::updated: return {block.updated, block.updated_min, block.updated_max};
    case TimeField::decided: return {block.decided, block.decided_min, block.decided_max};
    case TimeField::created: break;
  }
  return {block.created, block.created_min, block.created_max};
}

journey::Status status_of(const RowRef& row, const Scope& scope) {
  const std::uint8_t settled = row.block->settled[row.at];
  if (settled != not_settled) return static_cast<journey::Status>(settled);
  const bool dropped = scope.as_of - row.block->quiet_since[row.at] >= scope.settings.drop_after_ms;
  return dropped ? journey::Status::dropped : journey::Status::in_progress;
}

journey::Headline headline_of(const RowRef& row, journey::Status status) {
  const auto& column = status == journey::Status::dropped ? row.block->headline_dropped : row.block->headline;
  return static_cast<journey::Headline>(column[row.at]);
}

RowNumber SessionTable::put(const journey::Summary& summary) {
  if (const auto known = find(summary.session_id)) {
    fill(*known, summary);
    return *known;
  }
  const RowNumber number = next_;
  restore(number, summary);
  return number;
}

void SessionTable::restore(RowNumber number, const journey::Summary& summary) {
  next_ = std::max(next_, number + 1);
  fill(number, summary);
  index_session(number, summary.session_id);
  ++size_;
}

RowRef SessionTable::at(RowNumber number) const {
  return {blocks_[number / block_rows].get(), number % block_rows, number};
}

Block& SessionTable::block_of(RowNumber number) {
  const std::size_t index = number / block_rows;
  while (blocks_.size() <= index) {
    auto block = std::make_unique<Block>();
    block->created_min = block->updated_min = block->decided_min = latest;
    block->created_max = block->updated_max = block->decided_max = earliest;
    blocks_.push_back(std::move(block));
  }
  return *blocks_[index];
}

void SessionTable::fill(RowNumber number, const journey::Summary& summary) {
  Block& block = block_of(number);
  const std::uint32_t at = number % block_rows;
  const bool fresh = !block.present[at];
  fill_numbers(block, at, summary);
  fill_words(block, at, summary, fresh);
  fill_text(block, number, summary);
  fill_runs(block, at, summary);
  note_size(number, summary);
  widen(block, summary);
  block.present[at] = 1;
  ++block.version;
  block.used = std::max(block.used, at + 1);
  last_accept_seq_ = std::max(last_accept_seq_, summary.last_accept_seq);
}

void SessionTable::note_size(RowNumber number, const journey::Summary& summary) {
  if (summary.events <= large_session_events) return;
  const auto at = std::ranges::lower_bound(large_, number);
  if (at == large_.end() || *at != number) large_.insert(at, number);
}

bool SessionTable::is_large(RowNumber number) const {
  return std::ranges::binary_search(large_, number);
}

void SessionTable::fill_numbers(Block& block, std::uint32_t at, const journey::Summary& summary) {
  block.created[at] = summary.created_at;
  block.updated[at] = summary.updated_at;
  block.decided[at] = decided_at(summary);
  block.quiet_since[at] = summary.quiet_since;
  block.accept_seq[at] = summary.last_accept_seq;
  block.settled[at] = summary.settled ? static_cast<std::uint8_t>(*summary.settled) : not_settled;
  block.decision[at] = static_cast<std::uint8_t>(summary.decision ? summary.decision->current().outcome : Impact::none);
  block.stage[at] = static_cast<std::uint8_t>(summary.stage);
  block.furthest[at] = static_cast<std::uint8_t>(summary.furthest_stage);
  block.headline[at] = static_cast<std::uint8_t>(summary.headline);
  block.headline_dropped[at] = static_cast<std::uint8_t>(summary.headline_dropped);
  block.entered[at] = stage_bits(summary, [](const journey::StageSeen& stage) { return stage.entered; });
  block.passed[at] = stage_bits(summary, [](const journey::StageSeen& stage) { return stage.passed; });
  for (std::size_t i = 0; i < stage_count; ++i) {
    block.stage_ms[i].put(at, summary.stages[i].duration_ms);
    block.stage_retakes[i].put(at, summary.stages[i].retakes);
  }
}

void SessionTable::fill_words(Block& block, std::uint32_t at, const journey::Summary& summary, bool fresh) {
  const std::string_view reason = summary.decision ? std::string_view(summary.decision->current().reason) : "";
  replace(reasons_, block.reason[at], reason, fresh);
  replace(error_codes_, block.error_code[at], summary.last_error_code, fresh);
  replace(paths_, block.last_path[at], summary.last_path, fresh);
  replace(events_, block.last_event[at], summary.last_event, fresh);
  names_.put(block.names, at, summary);
}

void SessionTable::fill_text(Block& block, RowNumber number, const journey::Summary& summary) {
  const std::uint32_t at = number % block_rows;
  const std::string text = pack_row_text(summary);
  if (RowRef{&block, at, number}.text() == text) return;
  const bool fresh = block.text[at].size == 0;
  for (std::size_t kind = 0; kind < journey::identity_count; ++kind) {
    if (summary.server_sent[kind].empty()) continue;
    const auto identity = static_cast<journey::Identity>(kind);
    std::vector<std::string_view> known;
    if (!fresh) known = server_identities(RowRef{&block, at, number}.text(), identity);
    for (const std::string& value : summary.server_sent[kind])
      if (fresh || !std::ranges::binary_search(known, std::string_view(compared_identity(value, identity))))
        identities_.add(journey::identity_hash(value, identity, hash_key_), number);
  }
  block.texts.put(block.text[at], text);
  if (block.texts.worth_packing()) block.texts.pack(block.text);
}

void SessionTable::check_ids(const journey::Summary& summary, std::vector<Dictionary::Id>& ids) {
  ids.resize(summary.names.size());
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (summary.names[i].is_check) ids[i] = checks_.keep(summary.names[i].name);
}

void SessionTable::fill_runs(Block& block, std::uint32_t at, const journey::Summary& summary) {
  if (summary.runs.empty() && block.runs[at].size == 0) return;
  std::vector<Dictionary::Id> checks;
  check_ids(summary, checks);  // never released: their number is bounded by the catalog
  std::vector<PackedRun> runs;
  runs.reserve(summary.runs.size());
  for (const auto& run : summary.runs) {
    const std::uint32_t bucket = run.duration_ms ? duration_bucket(*run.duration_ms) : PackedRun::no_duration;
    runs.emplace_back(std::min(checks[run.name], PackedRun::check_max), run.result, run.retake, bucket);
  }
  block.run_items.put(block.runs[at], runs);
  if (block.run_items.worth_packing()) block.run_items.pack(block.runs);
}

void SessionTable::widen(Block& block, const journey::Summary& summary) {
  block.created_min = std::min(block.created_min, summary.created_at);
  block.created_max = std::max(block.created_max, summary.created_at);
  block.updated_min = std::min(block.updated_min, summary.updated_at);
  block.updated_max = std::max(block.updated_max, summary.updated_at);
  block.decided_min = std::min(block.decided_min, decided_at(summary));
  block.decided_max = std::max(block.decided_max, decided_at(summary));
  block.accept_seq_max = std::max(block.accept_seq_max, summary.last_accept_seq);
}

std::optional<RowNumber> SessionTable::find(std::string_view session_id) const {
  if (session_slots_.empty()) return std::nullopt;
  const std::size_t mask = session_slots_.size() - 1;
  for (std::size_t slot = hash_key_.hash(session_id) & mask; session_slots_[slot] != no_row; slot = (slot + 1) & mask)
    if (session_id_of(at(session_slots_[slot]).text()) == session_id) return session_slots_[slot];
  return std::nullopt;
}

void SessionTable::index_session(RowNumber number, std::string_view session_id) {
  if ((size_ + 1) * 10 > session_slots_.size() * 7) grow_index();
  const std::size_t mask = session_slots_.size() - 1;
  std::size_t slot = hash_key_.hash(session_id) & mask;
  while (session_slots_[slot] != no_row) slot = (slot + 1) & mask;
  session_slots_[slot] = number;
}

void SessionTable::grow_index() {
  std::vector<RowNumber> old(std::max<std::size_t>(1024, session_slots_.size() * 2), no_row);
  old.swap(session_slots_);
  const std::size_t mask = session_slots_.size() - 1;
  for (const RowNumber number : old) {
    if (number == no_row) continue;
    std::size_t slot = hash_key_.hash(session_id_of(at(number).text())) & mask;
    while (session_slots_[slot] != no_row) slot = (slot + 1) & mask;
    session_slots_[slot] = number;
  }
}

std::vector<RowNumber> SessionTable::linked(const journey::Summary& summary, std::size_t limit) const {
  const auto self = find(summary.session_id);
  std::unordered_set<RowNumber> found;
  for (std::size_t kind = 0; kind < journey::identity_count; ++kind)
    for (const std::string& value : summary.server_sent[kind]) {
      const auto identity = static_cast<journey::Identity>(kind);
      for (const RowNumber row : identities_.find(journey::identity_hash(value, identity, hash_key_)))
        if (row != self && !found.contains(row) && has_server_identity(at(row).text(), identity, value))
          found.insert(row);
    }
  std::vector<RowNumber> rows(found.begin(), found.end());
  const auto newest_first = [&](RowNumber a, RowNumber b) {
    const TimeMs a_created = at(a).block->created[at(a).at], b_created = at(b).block->created[at(b).at];
    return a_created != b_created ? a_created > b_created : session_id_of(at(a).text()) < session_id_of(at(b).text());
  };
  const auto shown = std::min(limit, rows.size());
  std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(shown), rows.end(), newest_first);
  rows.resize(shown);
  return rows;
}

std::size_t SessionTable::memory_bytes() const {
  std::size_t bytes = session_slots_.capacity() * sizeof(RowNumber) + identities_.memory_bytes();
  for (const auto& block : blocks_)
    bytes +=
        sizeof(Block) + block->texts.memory_bytes() + block->run_items.memory_bytes() + block->names.memory_bytes();
  for (const Dictionary* dictionary : {&reasons_, &error_codes_, &paths_, &events_, &checks_})
    bytes += dictionary->memory_bytes();
  return bytes + names_.memory_bytes();
}

}  // namespace sj::store
