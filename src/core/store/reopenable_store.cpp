#include "store/reopenable_store.hpp"

#include <utility>

namespace sj::store {
namespace {

Error closed_error() {
  return {Errc::unavailable, "the store is being opened again after a fault of its disk; try again in a few seconds"};
}

}  // namespace

void ReopenableStore::open(std::shared_ptr<Store> store) {
  const WriterLock lock(mutex_);
  store_ = std::move(store);
  closed_ = false;
}

void ReopenableStore::close() {
  closed_ = true;
  const WriterLock lock(mutex_);
  store_.reset();
}

template <class Ask>
auto ReopenableStore::ask(Ask ask) -> decltype(ask(std::declval<Store&>())) {
  if (closed_) return std::unexpected(closed_error());
  const ReaderLock lock(mutex_);
  if (!store_) return std::unexpected(closed_error());
  return ask(*store_);
}

template <class Ask, class Answer>
Answer ReopenableStore::ask_or(Answer closed, Ask ask) {
  if (closed_) return closed;
  const ReaderLock lock(mutex_);
  return store_ ? ask(*store_) : closed;
}

Result<void> ReopenableStore::show(std::string_view project_id, std::span<const journey::Summary> sessions) {
  return ask([&](Store& store) { return store.show(project_id, sessions); });
}

Result<void> ReopenableStore::save(std::span<const SessionSave> sessions) {
  return ask([&](Store& store) { return store.save(sessions); });
}

std::uint64_t ReopenableStore::position() {
  return ask_or(std::uint64_t{0}, [](Store& store) { return store.position(); });
}

Result<void> ReopenableStore::sync() {
  return ask([](Store& store) { return store.sync(); });
}

Store::Condition ReopenableStore::condition() {
  return ask_or(Condition::failed, [](Store& store) { return store.condition(); });
}

Result<std::optional<std::string>> ReopenableStore::events(std::string_view project_id, std::string_view session_id) {
  return ask([&](Store& store) { return store.events(project_id, session_id); });
}

bool ReopenableStore::has_events(std::string_view project_id, std::string_view session_id) {
  return ask_or(true, [&](Store& store) { return store.has_events(project_id, session_id); });
}

bool ReopenableStore::is_large(std::string_view project_id, std::string_view session_id) {
  return ask_or(false, [&](Store& store) { return store.is_large(project_id, session_id); });
}

void ReopenableStore::mark_changed(std::string_view project_id, std::span<const Change> changes) {
  (void)ask_or(true, [&](Store& store) { return store.mark_changed(project_id, changes), true; });
}

std::uint64_t ReopenableStore::saved_through(std::string_view project_id, std::string_view session_id) {
  return ask_or(std::uint64_t{0}, [&](Store& store) { return store.saved_through(project_id, session_id); });
}

Result<std::optional<journey::Summary>> ReopenableStore::find(std::string_view project_id,
                                                              std::string_view session_id) {
  return ask([&](Store& store) { return store.find(project_id, session_id); });
}

Result<Page> ReopenableStore::list(const Scope& scope, const ListQuery& query) {
  return ask([&](Store& store) { return store.list(scope, query); });
}

Result<std::uint64_t> ReopenableStore::count(const Scope& scope, const Filter& filter) {
  return ask([&](Store& store) { return store.count(scope, filter); });
}

Result<std::vector<journey::Summary>> ReopenableStore::linked(std::string_view project_id,
                                                              const journey::Summary& session, std::size_t limit) {
  return ask([&](Store& store) { return store.linked(project_id, session, limit); });
}

Result<Funnel> ReopenableStore::funnel(const Scope& scope, const Filter& filter) {
  return ask([&](Store& store) { return store.funnel(scope, filter); });
}

Result<std::vector<OutcomeBucket>> ReopenableStore::outcomes(const Scope& scope, const Filter& filter,
                                                             std::span<const TimeMs> edges) {
  return ask([&](Store& store) { return store.outcomes(scope, filter, edges); });
}

Result<std::vector<ReasonCount>> ReopenableStore::reasons(const Scope& scope, const Filter& filter) {
  return ask([&](Store& store) { return store.reasons(scope, filter); });
}

Result<std::vector<ValueCount>> ReopenableStore::errors(const Scope& scope, const Filter& filter) {
  return ask([&](Store& store) { return store.errors(scope, filter); });
}

Result<Dropoffs> ReopenableStore::dropoffs(const Scope& scope, const Filter& filter) {
  return ask([&](Store& store) { return store.dropoffs(scope, filter); });
}

Result<std::vector<CheckStatistics>> ReopenableStore::checks(const Scope& scope, const Filter& filter) {
  return ask([&](Store& store) { return store.checks(scope, filter); });
}

Result<std::vector<Change>> ReopenableStore::changes(const Scope& scope, const Filter& filter, std::uint64_t accept_seq,
                                                     std::size_t limit) {
  return ask([&](Store& store) { return store.changes(scope, filter, accept_seq, limit); });
}

Result<std::vector<std::string>> ReopenableStore::dropped_between(const Scope& scope, const Filter& filter,
                                                                  TimeMs after, TimeMs until, std::size_t limit) {
  return ask([&](Store& store) { return store.dropped_between(scope, filter, after, until, limit); });
}

std::uint64_t ReopenableStore::last_accept_seq() {
  return ask_or(std::uint64_t{0}, [](Store& store) { return store.last_accept_seq(); });
}

Result<void> ReopenableStore::each_session(std::string_view project_id,
                                           const std::function<Result<void>(const std::string& session_id)>& visit) {
  return ask([&](Store& store) { return store.each_session(project_id, visit); });
}

Result<std::optional<std::string>> ReopenableStore::note(std::string_view name) {
  return ask([&](Store& store) { return store.note(name); });
}

Result<void> ReopenableStore::set_note(std::string_view name, std::string_view value) {
  return ask([&](Store& store) { return store.set_note(name, value); });
}

Store::Sizes ReopenableStore::sizes() {
  return ask_or(Sizes{}, [](Store& store) { return store.sizes(); });
}

}  // namespace sj::store
