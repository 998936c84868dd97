#include "journey/phrases.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace sj::journey {
namespace {

constexpr std::size_t titles_max = 3;

constexpr std::array<std::string_view, stage_count> stages_en{"the pre-checks",    "the ID document step",
                                                              "the account step",  "the face step",
                                                              "the decision step", "the result step"};
constexpr std::array<std::string_view, stage_count> stages_ko{"사전 점검",      "신분증 단계",    "계좌 인증 단계",
                                                              "얼굴 인증 단계", "최종 결정 단계", "결과 단계"};

std::string_view en_of(Stage stage) {
  return stages_en[static_cast<std::size_t>(stage)];
}
std::string_view ko_of(Stage stage) {
  return stages_ko[static_cast<std::size_t>(stage)];
}

// Titles of records that say the same thing, each once, with how often it occurred.
class Titles {
 public:
  void add(const Asked& record, const EventLog& log) {
    const auto [at, is_new] = positions_.try_emplace(record.name_hash, counts_.size());
    if (is_new) counts_.push_back(0);
    ++counts_[at->second];
    if (is_new && shown_.size() < titles_max) shown_.push_back(title_of(log.at(record.index), *record.type));
  }
  [[nodiscard]] bool empty() const { return counts_.empty(); }

  [[nodiscard]] std::string en() const {
    std::vector<std::string> items;
    for (std::size_t i = 0; i < shown_.size(); ++i)
      items.push_back(counts_[i] > 1 ? fmt::format("{} ({} times)", shown_[i].en, counts_[i]) : shown_[i].en);
    if (hidden() > 0) items.push_back(fmt::format("{} more", hidden()));
    if (items.size() == 1) return items[0];
    const std::string last = std::move(items.back());
    items.pop_back();
    return fmt::format("{} and {}", fmt::join(items, ", "), last);
  }
  [[nodiscard]] std::string ko() const {
    std::vector<std::string> items;
    for (std::size_t i = 0; i < shown_.size(); ++i)
      items.push_back(counts_[i] > 1 ? fmt::format("{}({}회)", shown_[i].ko, counts_[i]) : shown_[i].ko);
    return fmt::format("{}{}", fmt::join(items, ", "), hidden() ? fmt::format(" 외 {}건", hidden()) : "");
  }

 private:
  [[nodiscard]] std::size_t hidden() const { return counts_.size() - shown_.size(); }

  std::unordered_map<std::uint64_t, std::size_t> positions_;
  std::vector<std::uint32_t> counts_;
  std::vector<LocalText> shown_;  ///< the first of them
};

// A block that is later than `moment`, of all blocks or of some.
enum class Late : std::uint8_t { none, some, all };
Late later_than(const Candidates& records, TimeMs moment) {
  std::size_t blocks = 0, late = 0;
  for (const Asked* record : records) {
    if (record->impact != Impact::blocked) continue;
    ++blocks;
    if (record->time > moment) ++late;
  }
  if (late == 0) return Late::none;
  return late == blocks && blocks == records.size() ? Late::all : Late::some;
}

LocalText late_words(Late late, const LocalText& moment) {
  if (late == Late::none) return {};
  const bool all = late == Late::all;
  return {fmt::format(", {}recorded after {}", all ? "" : "in part ", moment.en),
          fmt::format(", {}{} 이후 기록", all ? "" : "일부는 ", moment.ko)};
}

}  // namespace

LocalText title_of(const Event& event, const EventType& type) {
  const std::string name(event.name);
  return {type.title.en.empty() ? name : type.title.en, type.title.ko.empty() ? name : type.title.ko};
}

LocalText records_phrase(const Candidates& records, const EventLog& log) {
  Titles failed, broken, warned, other;
  for (const Asked* record : records) {
    const auto result = log.at(record->index).result;
    Titles& of_kind = result == CheckResult::fail    ? failed
                      : result == CheckResult::error ? broken
                      : result == CheckResult::warn  ? warned
                                                     : other;
    of_kind.add(*record, log);
  }
  std::vector<std::string> en, ko;
  const auto say = [&](const Titles& titles, std::string_view form_en, std::string_view form_ko) {
    if (titles.empty()) return;
    en.push_back(fmt::format(fmt::runtime(form_en), titles.en()));
    ko.push_back(fmt::format(fmt::runtime(form_ko), titles.ko()));
  };
  say(failed, "{} not passed by the user", "사용자가 통과하지 못한 {}");
  say(broken, "engine error in {}", "엔진 오류가 발생한 {}");
  say(warned, "warning from {}", "경고가 나온 {}");
  say(other, "{}", "{}");
  return {fmt::format("{}", fmt::join(en, "; ")), fmt::format("{}", fmt::join(ko, ", "))};
}

LocalText blockers_phrase(const Candidates& blocks) {
  std::array<bool, stage_count> in{};
  for (const Asked* block : blocks) in[static_cast<std::size_t>(block->stage)] = true;
  std::vector<std::string> en, ko;
  for (std::size_t i = 0; i < stage_count; ++i) {
    if (!in[i]) continue;
    en.push_back(i == 0 ? "by an entry check" : fmt::format("by the server in {}", stages_en[i]));
    ko.emplace_back(stages_ko[i]);
  }
  return {fmt::format("{}", fmt::join(en, " and ")), fmt::format("{}", fmt::join(ko, "·"))};
}

LocalText late_note(const Candidates& records, const Facts& facts) {
  LocalText out;
  const auto add = [&](Late late, const LocalText& moment) {
    const LocalText words = late_words(late, moment);
    out.en += words.en;
    out.ko += words.ko;
  };
  if (facts.first_final_page != no_event)
    add(later_than(records, facts.first_final_page_time), {"the result page was reached", "결과 화면 도달"});
  if (const DecisionFact* decision = facts.decision())
    add(later_than(records, decision->time), {"the decision", "결정"});
  return out;
}

LocalText stage_phrase(Stage stage) {
  return {fmt::format("in {}", en_of(stage)), std::string(ko_of(stage))};
}

LocalText place_phrase(const Facts& facts, const EventLog& log) {
  if (facts.fe == 0) return stage_phrase(facts.current_stage());
  const Stage stage = facts.last_fe_stage;
  const bool on_screen = facts.last_screen != no_event && !facts.left_last_screen;
  const std::string path = on_screen ? std::string(log.at(facts.last_screen).path) : "";
  const Stage server = facts.current_stage();
  const std::string further_en = server == stage ? "" : fmt::format("the server was last active in {}", en_of(server));
  const std::string further_ko = server == stage ? "" : fmt::format("서버의 마지막 활동: {}", ko_of(server));
  if (path.empty()) {
    LocalText plain = stage_phrase(stage);
    if (server == stage) return plain;
    return {fmt::format("{} ({})", plain.en, further_en), fmt::format("{}({})", plain.ko, further_ko)};
  }
  const std::string_view link = server == stage ? "" : "; ";
  return {fmt::format("at screen {} ({}{}{})", path, en_of(stage), link, further_en),
          fmt::format("{} 화면({}{}{})", path, ko_of(stage), link, further_ko)};
}

LocalText capture_phrase(const Facts& facts, const EventLog& log, const Catalog& catalog) {
  if (facts.last_capture_event == no_event || facts.last_capture_stage != facts.last_fe_stage) return {};
  const Event event = log.at(facts.last_capture_event);
  const LocalText title = title_of(event, catalog.type_of(event.name, event.source));
  return {fmt::format(" after the {}", title.en), fmt::format(" {} 후", title.ko)};
}

LocalText reason_phrase(const DecisionFact& decision, const EventLog& log, const Catalog& catalog) {
  if (!decision.has_reason) return {" without a reason", "(사유 없음)"};
  const std::string_view link = decision.outcome == Impact::pending ? " with reason" : " for";
  const std::string code(log.at(decision.index).reason);
  const Reason* reason = catalog.reason(code);
  if (!reason || reason->title.en.empty()) return {fmt::format("{} {}", link, code), fmt::format("(사유: {})", code)};
  return {fmt::format("{} {} ({})", link, code, reason->title.en),
          fmt::format("(사유: {}, {})", code, reason->title.ko)};
}

LocalText error_phrase(const Facts& facts, const EventLog& log, const Catalog& catalog) {
  const std::string code(log.at(facts.last_screen).error_code);
  if (code.empty()) return {"without an error code", "오류 코드 없음"};
  const LocalText* title = catalog.error_title(code);
  if (!title || title->en.empty()) return {code, code};
  return {fmt::format("{}, {}", code, title->en), fmt::format("{}, {}", code, title->ko)};
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace sj::journey
