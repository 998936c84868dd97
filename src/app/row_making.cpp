#include "app/row_making.hpp"

#include <spdlog/spdlog.h>

#include "base/sleep.hpp"
#include "base/thread.hpp"

namespace sj::app {
namespace {

constexpr std::size_t rows_per_turn = 256;
constexpr std::chrono::microseconds turn_pause{500};  // others show rows meanwhile
constexpr std::uint64_t told_every = 100'000;
constexpr std::chrono::seconds retry_after{5};

std::string rules_note(const std::string& project_id) {
  return "rules/" + project_id;
}

struct Outdated {
  std::string project_id;
  std::string fingerprint;  ///< of the rules that its rows are to be made by
};

Result<std::vector<Outdated>> outdated(store::Store& store, const access::Registry& registry, const RuleBook& rules) {
  std::vector<Outdated> out;
  for (const access::Project& project : registry.projects()) {
    const std::string fingerprint = RuleBook::fingerprint(rules.of(project.id));
    const auto made_by = store.note(rules_note(project.id));
    if (!made_by) return std::unexpected(made_by.error());
    if (*made_by != fingerprint) out.push_back({project.id, fingerprint});
  }
  return out;
}

/// The rows of one project, some at a time.
class Pass {
 public:
  Pass(store::Store& store, ingest::Ingest& ingest, const std::string& project_id, const std::stop_token& stop)
      : store_(store), ingest_(ingest), project_id_(project_id), stop_(stop) {}

  Result<void> make_all() {
    auto made = store_.each_session(project_id_, [this](const std::string& session_id) { return add(session_id); });
    return made ? flush() : made;
  }

 private:
  Result<void> add(const std::string& session_id) {
    if (stop_.stop_requested()) return fail(Errc::unavailable, "it is time to stop");
    session_ids_.push_back(session_id);
    if (session_ids_.size() < rows_per_turn) return {};
    auto flushed = flush();
    sleep_unless_stopped(stop_, turn_pause);
    return flushed;
  }

  Result<void> flush() {
    auto done = ingest_.renew_rows(project_id_, session_ids_);
    session_ids_.clear();
    const auto progress = ingest_.row_renewal().progress();
    if (done && progress && progress->done >= told_) {
      spdlog::info("{} of {} rows are made again by the rules of now", progress->done, progress->total);
      told_ = progress->done + told_every;
    }
    return done;
  }

  store::Store& store_;
  ingest::Ingest& ingest_;
  const std::string& project_id_;
  const std::stop_token& stop_;
  std::vector<std::string> session_ids_;
  std::uint64_t told_ = told_every;
};

}  // namespace

void RowMaking::start(std::shared_ptr<store::Store> store, std::shared_ptr<const RuleBook> rules) {
  thread_ = std::jthread([this, store = std::move(store), rules = std::move(rules)](const std::stop_token& stop) {
    run(*store, *rules, stop);
  });
}

void RowMaking::run(store::Store& store, const RuleBook& rules, const std::stop_token& stop) {
  name_this_thread("row-making");
  lower_thread_priority();
  while (!stop.stop_requested() && store.condition() == store::Store::Condition::sound) {
    const auto made = make_outdated(store, rules, stop);
    if (made || stop.stop_requested()) break;
    spdlog::error("rows could not be made again, trying again: {}", made.error().message);
    sleep_unless_stopped(stop, retry_after);
  }
  ingest_.row_renewal().expect(0);
}

Result<void> RowMaking::make_outdated(store::Store& store, const RuleBook& rules, const std::stop_token& stop) {
  const auto projects = outdated(store, registry_, rules);
  if (!projects) return std::unexpected(projects.error());
  std::uint64_t total = 0;
  for (const Outdated& one : *projects) {
    const ingest::Rules& by = rules.of(one.project_id);
    const auto rows = store.count({one.project_id, by.settings, by.catalog, 0}, {});
    if (!rows) return std::unexpected(rows.error());
    total += *rows;
  }
  if (total > 0)
    spdlog::info("the rules changed: {} rows are made again; lists tell of the old ones until then", total);
  ingest_.row_renewal().expect(total);
  for (const Outdated& one : *projects) {
    if (auto made = Pass(store, ingest_, one.project_id, stop).make_all(); !made) return made;
    if (auto noted = store.set_note(rules_note(one.project_id), one.fingerprint); !noted) return noted;
  }
  if (total > 0) spdlog::info("all {} rows are made by the rules of now", total);
  return {};
}

}  // namespace sj::app
