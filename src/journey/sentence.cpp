#include "journey/sentence.hpp"

#include <fmt/format.h>

#include <unordered_set>

#include "base/hash.hpp"
#include "journey/causes.hpp"

namespace sj::journey {
namespace {

constexpr std::size_t titles_max = 3;

constexpr std::array<std::string_view, stage_count> stages_en{"the pre-checks",     "the ID document step",
                                                              "the account step",   "the face step",
                                                              "the final decision", "the result page"};
constexpr std::array<std::string_view, stage_count> stages_ko{"사전 점검",      "신분증 단계", "계좌 인증 단계",
                                                              "얼굴 인증 단계", "최종 결정",   "결과 화면"};

// The words that the templates below are filled with, in both languages.
struct Words {
  LocalText reason;      // " for REASON (code)" or empty
  LocalText causes;      // "TITLE, TITLE and 2 more"
  LocalText stage;       // where the user is
  LocalText screen;      // the last screen's path, quoted, or the stage
  LocalText by_review;   // " after manual review" where a person decided
  LocalText error_code;  // of the last error page, with its meaning
  std::uint32_t retakes = 0, warnings = 0;
};

std::string join_titles(const std::vector<std::string>& titles, std::string_view more) {
  std::unordered_set<std::string_view, KeyedHash> distinct;
  std::vector<std::string_view> shown;  // the first of them
  for (const std::string& title : titles)
    if (distinct.insert(title).second && shown.size() < titles_max) shown.push_back(title);
  const std::size_t hidden = distinct.size() - shown.size();
  std::string out = fmt::format("{}", fmt::join(shown, ", "));
  return hidden ? out + fmt::format(fmt::runtime(more), hidden) : out;
}

LocalText cause_titles(const Diagnosis& diagnosis, const Fold& fold, const EventLog& log) {
  std::vector<std::string> en, ko;
  for (const EventIndex index : diagnosis.causes) {
    const Event event = log.at(index);
    const EventType& type = fold.catalog().type_of(event.name, event.source);
    en.push_back(type.title.en.empty() ? std::string(event.name) : type.title.en);
    ko.push_back(type.title.ko.empty() ? std::string(event.name) : type.title.ko);
  }
  return {join_titles(en, " and {} more"), join_titles(ko, " 외 {}건")};
}

LocalText reason_words(const Fold& fold, const EventLog& log) {
  const DecisionFact* decision = fold.facts().decision();
  if (!decision || !decision->has_reason) return {" without a reason", " (사유 없음)"};
  const std::string code(log.at(decision->index).reason);
  const Reason* reason = fold.catalog().reason(code);
  if (!reason || reason->title.en.empty()) return {fmt::format(" for {}", code), fmt::format(" (사유: {})", code)};
  return {fmt::format(" for {} ({})", code, reason->title.en), fmt::format(" (사유: {}, {})", code, reason->title.ko)};
}

LocalText screen_words(const Facts& facts, const EventLog& log, const LocalText& stage) {
  const std::string path = facts.last_screen == no_event ? "" : std::string(log.at(facts.last_screen).path);
  if (path.empty()) return stage;
  return {fmt::format("screen {} ({})", path, stage.en), fmt::format("{} 화면({})", path, stage.ko)};
}

LocalText error_words(const Fold& fold, const EventLog& log) {
  const Facts& facts = fold.facts();
  if (facts.last_screen == no_event) return {};
  const std::string code(log.at(facts.last_screen).error_code);
  if (code.empty()) return {"without an error code", "오류 코드 없음"};
  const LocalText* title = fold.catalog().error_title(code);
  if (!title || title->en.empty()) return {code, code};
  return {fmt::format("{}, {}", code, title->en), fmt::format("{}, {}", code, title->ko)};
}

Words words_of(const Diagnosis& diagnosis, const Fold& fold, const EventLog& log) {
  const Facts& facts = fold.facts();
  const auto rank = static_cast<std::size_t>(facts.current_stage());
  const DecisionFact* decision = facts.decision();
  const bool reviewed = decision && facts.decisions.size() > 1 && decision->outcome != Impact::pending;
  Words words;
  words.reason = reason_words(fold, log);
  words.causes = cause_titles(diagnosis, fold, log);
  words.stage = {std::string(stages_en[rank]), std::string(stages_ko[rank])};
  words.screen = screen_words(facts, log, words.stage);
  if (reviewed) words.by_review = {" after manual review", "수동 심사(review) 후 "};
  words.error_code = error_words(fold, log);
  words.retakes = facts.retakes;
  words.warnings = facts.warnings;
  return words;
}

// A cause in words that are as sure as the confidence is.
LocalText because(const Words& words, Confidence confidence) {
  switch (confidence) {
    case Confidence::confirmed:
      return {fmt::format("; the server names the cause: {}", words.causes.en),
              fmt::format(" 서버가 확인한 원인: {}.", words.causes.ko)};
    case Confidence::likely:
      return {fmt::format("; the likely cause is: {}", words.causes.en),
              fmt::format(" 유력한 원인: {}.", words.causes.ko)};
    case Confidence::possible:
      return {fmt::format("; a possible cause is: {}", words.causes.en),
              fmt::format(" 가능한 원인: {}.", words.causes.ko)};
    case Confidence::observed:
    case Confidence::none: return {};
  }
  return {};
}

std::string counted(std::uint32_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

LocalText about_decision(Headline headline, const Words& w, Confidence confidence) {
  const LocalText cause = because(w, confidence);
  switch (headline) {
    case Headline::approved:
      return {fmt::format("Approved{}.", w.by_review.en), fmt::format("{}승인되었습니다.", w.by_review.ko)};
    case Headline::approved_after_retake:
      return {fmt::format("Approved{}, with {} on the way.", w.by_review.en, counted(w.retakes, "retake", "retakes")),
              fmt::format("{}승인되었습니다. 진행 중 재촬영·재시도 {}회.", w.by_review.ko, w.retakes)};
    case Headline::approved_with_warnings:
      return {fmt::format("Approved{}, with {} from the server's checks.", w.by_review.en,
                          counted(w.warnings, "warning", "warnings")),
              fmt::format("{}승인되었습니다. 서버 검사 경고 {}건.", w.by_review.ko, w.warnings)};
    case Headline::rejected_retry_limit:
      return {fmt::format("Rejected{}{}: {} used up the tries.", w.by_review.en, w.reason.en,
                          counted(w.retakes, "retake", "retakes")),
              fmt::format("{}거절되었습니다{}. 재시도 {}회로 허용 횟수를 넘었습니다.", w.by_review.ko, w.reason.ko,
                          w.retakes)};
    case Headline::rejected_by_check:
      return {fmt::format("Rejected{}{}{}.", w.by_review.en, w.reason.en, cause.en),
              fmt::format("{}거절되었습니다{}.{}", w.by_review.ko, w.reason.ko, cause.ko)};
    case Headline::rejected_unexplained:
      return {fmt::format("Rejected{}{}; no server check on record explains it.", w.by_review.en, w.reason.en),
              fmt::format("{}거절되었습니다{}. 이를 설명하는 서버 검사 기록이 없습니다.", w.by_review.ko, w.reason.ko)};
    case Headline::pending_review:
      return {fmt::format("Held for review{}{}.", w.reason.en, cause.en),
              fmt::format("심사(review) 대기 중입니다{}.{}", w.reason.ko, cause.ko)};
    default:
      return {fmt::format("Held for review{}; no server check on record explains it.", w.reason.en),
              fmt::format("심사(review) 대기 중입니다{}. 이를 설명하는 서버 검사 기록이 없습니다.", w.reason.ko)};
  }
}

LocalText about_stop(Headline headline, const Words& w) {
  switch (headline) {
    case Headline::blocked_pre_checks:
      return {fmt::format("Blocked before the start by the server: {}.", w.causes.en),
              fmt::format("시작 전 서버에서 차단되었습니다: {}.", w.causes.ko)};
    case Headline::blocked_in_step:
      return {fmt::format("Blocked by the server in {}: {}.", w.stage.en, w.causes.en),
              fmt::format("{}에서 서버가 차단했습니다: {}.", w.stage.ko, w.causes.ko)};
    case Headline::completed_without_decision:
      return {"The user reached the end, but the server has recorded no decision.",
              "사용자는 끝까지 마쳤으나 서버의 결정 기록이 없습니다."};
    case Headline::error_retry_loop:
      return {w.causes.en.empty() ? fmt::format("Error page after repeated tries ({}).", w.error_code.en)
                                  : fmt::format("Error page after repeated tries ({}); retakes asked for by: {}.",
                                                w.error_code.en, w.causes.en),
              w.causes.ko.empty()
                  ? fmt::format("반복 시도 끝에 오류 화면에 도달했습니다({}).", w.error_code.ko)
                  : fmt::format("반복 시도 끝에 오류 화면에 도달했습니다({}). 재시도를 요구한 검사: {}.",
                                w.error_code.ko, w.causes.ko)};
    default:
      return {fmt::format("The user saw an error page ({}); the server confirms no cause.", w.error_code.en),
              fmt::format("사용자가 오류 화면을 보았습니다({}). 서버가 확인한 원인은 없습니다.", w.error_code.ko)};
  }
}

LocalText about_leaving(Headline headline, const Words& w) {
  switch (headline) {
    case Headline::dropped_never_opened: return {"The link was never opened.", "링크를 열지 않았습니다."};
    case Headline::dropped_on_server:
      return {fmt::format("The submission by API went quiet in {}; no screen took part.", w.stage.en),
              fmt::format("API 제출이 {}에서 멈췄습니다. 화면 기록은 없습니다.", w.stage.ko)};
    case Headline::dropped_camera_denied:
      return {fmt::format("The user left at {}: the camera was refused or missing.", w.screen.en),
              fmt::format("{}에서 이탈했습니다. 카메라가 거부되었거나 없습니다.", w.screen.ko)};
    case Headline::dropped_after_retake:
      return {fmt::format("The user left at {} when asked to try again by: {}.", w.screen.en, w.causes.en),
              fmt::format("{}에서 재시도 요구 후 이탈했습니다: {}.", w.screen.ko, w.causes.ko)};
    case Headline::dropped_offline:
      return {fmt::format("The connection was lost at {} and did not come back.", w.screen.en),
              fmt::format("{}에서 연결이 끊긴 뒤 돌아오지 않았습니다.", w.screen.ko)};
    case Headline::dropped_in_background:
      return {fmt::format("The user put the page in the background at {} and did not return.", w.screen.en),
              fmt::format("{}에서 화면을 백그라운드로 보낸 뒤 돌아오지 않았습니다.", w.screen.ko)};
    case Headline::dropped_on_screen:
      return {fmt::format("The user left at {}.", w.screen.en), fmt::format("{}에서 이탈했습니다.", w.screen.ko)};
    case Headline::in_progress_retake:
      return {fmt::format("In progress at {}; asked to try again by: {}.", w.screen.en, w.causes.en),
              fmt::format("{}에서 진행 중입니다. 재시도를 요구한 검사: {}.", w.screen.ko, w.causes.ko)};
    default: return {fmt::format("In progress at {}.", w.screen.en), fmt::format("{}에서 진행 중입니다.", w.screen.ko)};
  }
}

}  // namespace

LocalText sentence_of(const Diagnosis& diagnosis, const Fold& fold, const EventLog& log) {
  const Words words = words_of(diagnosis, fold, log);
  if (diagnosis.headline <= Headline::pending_unexplained)
    return about_decision(diagnosis.headline, words, diagnosis.confidence);
  if (diagnosis.headline <= Headline::error_page_only) return about_stop(diagnosis.headline, words);
  return about_leaving(diagnosis.headline, words);
}

}  // namespace sj::journey
