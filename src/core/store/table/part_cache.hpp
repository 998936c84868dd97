#pragma once
// Answers about many sessions are sums over blocks. What one block adds to them is kept, so that asking again costs
// only the blocks that changed meanwhile. A kept part is good while its block has the same version and no status of the
// block changes by time alone; it is used where the question's time range leaves out no row of the block.
#include <algorithm>
#include <list>
#include <memory>
#include <vector>

#include "base/mutex.hpp"
#include "base/parallel.hpp"
#include "store/table/selection.hpp"

namespace sj::store {

/// When the statuses of a block's rows are what they are at `as_of`: within [from, until).
struct StatusSpan {
  TimeMs from, until;
};
[[nodiscard]] StatusSpan status_span(const Block& block, const Scope& scope);

/// The same for two questions that differ in their time range at most.
[[nodiscard]] std::string question_of(const Filter& filter, const journey::Settings& settings);

/// Threads: any, as long as the table does not change during a call.
template <class Part>
class PartCache {
 public:
  using Parts = std::vector<std::shared_ptr<const Part>>;

  explicit PartCache(std::size_t questions_max) : questions_max_(questions_max) {}

  /// The parts of all blocks, in order; null where a block has no row that matches. `make(block, mask)` makes one; it
  /// is called from several threads at a time.
  template <class Make>
  Parts parts(const Selection& selection, Make make) {
    const Scope& scope = selection.scope();
    const auto& blocks = selection.table().blocks();
    const std::string question = question_of(selection.filter(), scope.settings);
    std::vector<Kept> known = take(question, scope);
    known.resize(blocks.size());
    Parts parts(blocks.size());
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (!selection.may_match(*blocks[i])) continue;
      if (selection.covers(*blocks[i]) && known[i].is_good(*blocks[i], scope.as_of))
        parts[i] = known[i].part;
      else
        unknown.push_back(i);
    }
    in_parallel(unknown.size(), [&](std::size_t at) {
      const std::size_t i = unknown[at];
      const Block& block = *blocks[i];
      if (RowMask mask; selection.pick(block, mask)) parts[i] = std::make_shared<const Part>(make(block, mask));
      if (selection.covers(block)) known[i] = {parts[i], block.version, status_span(block, scope)};
    });
    const auto covers = [&](std::size_t i) { return selection.covers(*blocks[i]); };
    if (std::ranges::any_of(unknown, covers)) keep(question, scope, std::move(known));
    return parts;
  }

 private:
  struct Kept {
    std::shared_ptr<const Part> part;
    std::uint64_t version = 0;  ///< of the block; 0: nothing is known
    StatusSpan span{};

    [[nodiscard]] bool is_good(const Block& block, TimeMs as_of) const {
      return version == block.version && span.from <= as_of && as_of < span.until;
    }
  };
  struct Question {
    std::string text;
    std::shared_ptr<const Catalog> catalog;  ///< decides families
    std::vector<Kept> parts;
  };

  std::vector<Kept> take(const std::string& question, const Scope& scope) {
    const MutexLock lock(mutex_);
    const auto at = find(question, scope);
    if (at == questions_.end()) return {};
    questions_.splice(questions_.begin(), questions_, at);
    return at->parts;
  }

  void keep(const std::string& question, const Scope& scope, std::vector<Kept> parts) {
    const MutexLock lock(mutex_);
    if (const auto at = find(question, scope); at != questions_.end()) {
      at->parts = std::move(parts);
      return;
    }
    questions_.push_front({question, scope.catalog, std::move(parts)});
    if (questions_.size() > questions_max_) questions_.pop_back();
  }

  auto find(const std::string& question, const Scope& scope) SJ_REQUIRES(mutex_) {
    return std::ranges::find_if(
        questions_, [&](const Question& known) { return known.text == question && known.catalog == scope.catalog; });
  }

  const std::size_t questions_max_;
  Mutex mutex_;
  std::list<Question> questions_ SJ_GUARDED_BY(mutex_);  ///< asked last in front
};

}  // namespace sj::store
