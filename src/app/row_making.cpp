#include "app/row_making.hpp"

#include <spdlog/spdlog.h>

#include "ingest/open_session.hpp"

namespace sj::app {
namespace {

constexpr std::size_t rows_per_save = 256;
constexpr std::uint64_t told_every = 100'000;

std::string rules_note(const std::string& project_id) {
  return "rules/" + project_id;
}

/// Makes the rows of one project, some at a time.
class RowMaker {
 public:
  RowMaker(store::Store& store, const std::string& project_id, const ingest::Rules& rules)
      : store_(store), project_id_(project_id), rules_(rules) {}

  Result<void> make_all() {
    auto made = store_.each_session(project_id_, [this](const std::string& session_id) { return make(session_id); });
    return made ? flush() : made;
  }

 private:
  // A session whose events cannot be read keeps the row that it has: the others do not wait for its repair.
  Result<void> make(const std::string& session_id) {
    auto records = store_.events(project_id_, session_id);
    ingest::OpenSession session(project_id_, session_id);
    if (!records && records.error().code != Errc::corrupt) return std::unexpected(records.error());
    if (!records || !*records || !session.load(**records)) {
      spdlog::error("the stored events of session {} cannot be read, so its row stays as it was", session_id);
      return {};
    }
    rows_.push_back(session.project(rules_));
    saves_.push_back({project_id_, session_id, {}});
    if (++count_ % told_every == 0) spdlog::info("project {}: {} rows are made again", project_id_, count_);
    return rows_.size() < rows_per_save ? Result<void>{} : flush();
  }

  Result<void> flush() {
    auto done = store_.show(project_id_, rows_);
    if (done) done = store_.save(saves_);
    rows_.clear();
    saves_.clear();
    return done;
  }

  store::Store& store_;
  const std::string& project_id_;
  const ingest::Rules& rules_;
  std::vector<journey::Summary> rows_;
  std::vector<store::SessionSave> saves_;
  std::uint64_t count_ = 0;
};

}  // namespace

Result<void> remake_outdated_rows(store::Store& store, const access::Registry& registry, const RuleBook& rules) {
  for (const access::Project& project : registry.projects()) {
    const ingest::Rules& wanted = rules.of(project.id);
    const std::string fingerprint = RuleBook::fingerprint(wanted);
    const auto made_by = store.note(rules_note(project.id));
    if (!made_by) return std::unexpected(made_by.error());
    if (*made_by == fingerprint) continue;
    if (*made_by) spdlog::info("the rules of project {} changed: making its rows again", project.id);
    if (auto made = RowMaker(store, project.id, wanted).make_all(); !made) return made;
    if (auto noted = store.set_note(rules_note(project.id), fingerprint); !noted) return noted;
  }
  return {};
}

}  // namespace sj::app
