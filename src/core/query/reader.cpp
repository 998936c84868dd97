#include "query/reader.hpp"

#include <algorithm>

namespace sj::query {
namespace {

constexpr std::size_t linked_max = 20;

std::vector<journey::Identity> shared_identities(const journey::Summary& a, const journey::Summary& b) {
  std::vector<journey::Identity> out;
  for (std::size_t i = 0; i < journey::identity_count; ++i) {
    const auto kind = static_cast<journey::Identity>(i);
    const bool shared = std::ranges::any_of(a.server_sent[i], [&](const std::string& value) {
      return std::ranges::any_of(
          b.server_sent[i], [&](const std::string& other) { return journey::is_same_identity(value, other, kind); });
    });
    if (shared) out.push_back(kind);
  }
  return out;
}

}  // namespace

Reader::Reader(store::Store& store, ingest::Ingest& ingest, ingest::RulesOf rules)
    : store_(store), ingest_(ingest), rules_(std::move(rules)) {}

store::Scope Reader::scope(const std::string& project_id, TimeMs as_of) const {
  ingest::Rules rules = rules_(project_id);
  return {project_id, rules.settings, std::move(rules.catalog), as_of};
}

Result<std::optional<ReadJourney>> Reader::journey(const std::string& project_id, std::string_view session_id,
                                                   TimeMs now, std::optional<TimeMs> as_of) const {
  auto log = ingest_.events(project_id, session_id);
  if (!log) return std::unexpected(log.error());
  if (!*log) return std::nullopt;
  ReadJourney read{std::make_unique<EventLog>(**std::move(log)), scope(project_id, as_of.value_or(now)), {}};
  const auto horizon = as_of ? journey::Horizon::until_as_of : journey::Horizon::everything;
  auto journey = journey::assemble(*read.log, read.log->size(), *read.scope.catalog, read.scope.settings,
                                   read.scope.as_of, horizon);
  if (!journey) return std::nullopt;
  read.journey = *std::move(journey);
  return read;
}

Result<std::vector<Linked>> Reader::linked(const ReadJourney& of) const {
  const journey::Summary& summary = of.journey.summary;
  auto others = store_.linked(of.scope.project_id, summary, linked_max);
  if (!others) return std::unexpected(others.error());
  std::vector<Linked> out;
  for (journey::Summary& other : *others) {
    auto shared = shared_identities(summary, other);
    out.push_back({std::move(other), std::move(shared)});
  }
  return out;
}

}  // namespace sj::query
