#include "journey/sentence.hpp"

#include <fmt/format.h>

#include "journey/caveats.hpp"
#include "journey/phrases.hpp"

namespace sj::journey {
namespace {

// Puts the phrases together; one function for each kind of headline.
class Writer {
 public:
  Writer(const Diagnosis& diagnosis, const Fold& fold, const EventLog& log)
      : diagnosis_(diagnosis),
        facts_(fold.facts()),
        catalog_(fold.catalog()),
        log_(log),
        causes_(asked_of(facts_, diagnosis.causes)),
        records_(records_phrase(causes_, log)) {}

  LocalText sentence() const {
    if (const DecisionFact* decision = facts_.decision()) return about_decision(*decision);
    if (diagnosis_.headline <= Headline::error_page_only) return about_stop();
    if (diagnosis_.headline <= Headline::dropped_on_screen) return about_leaving();
    return about_progress();
  }

 private:
  LocalText about_decision(const DecisionFact& decision) const {
    const Caveats caveats = caveats_of(facts_);
    LocalText out = decision.outcome == Impact::approved   ? approved(caveats)
                    : decision.outcome == Impact::rejected ? rejected(decision)
                                                           : pending(decision);
    if (!caveats.blocked_after.empty()) {
      const LocalText place = blockers_phrase(caveats.blocked_after),
                      what = records_phrase(caveats.blocked_after, log_);
      out.en += fmt::format("; blocked {} after the decision: {}", place.en, what.en);
      out.ko += fmt::format("(결정 이후 {}에서 서버가 차단: {})", place.ko, what.ko);
    }
    return {out.en + ".", out.ko + "."};
  }

  LocalText approved(const Caveats& caveats) const {
    const LocalText on_way = on_the_way();
    LocalText out{"Approved" + by_review().en + on_way.en, by_review().ko};
    if (!caveats.approved_over.empty()) {
      const LocalText what = records_phrase(caveats.approved_over, log_),
                      late = late_note(caveats.approved_over, facts_);
      out.en += fmt::format(", despite a block or rejection by the server that nothing else resolves ({}{})", what.en,
                            late.en);
      out.ko += fmt::format("달리 해소되지 않은 서버의 차단·거절({}{})에도 불구하고 ", what.ko, late.ko);
    }
    if (caveats.without_checks) {
      out.en += ", with no check of the document, the account or the face on record";
      out.ko += "신분증·계좌·얼굴 검사 기록 없이 ";
    }
    return {out.en, out.ko + "승인되었습니다" + on_way.ko};
  }

  // Warnings or retakes of a journey that was approved.
  LocalText on_the_way() const {
    const Candidates candidates = candidates_of(facts_);
    if (diagnosis_.headline == Headline::approved_with_warnings) {
      const Candidates warnings = select(candidates, &Asked::warning);
      const LocalText what = records_phrase(warnings, log_);
      return {fmt::format(", with {} on record ({})", counted(warnings.size(), "warning", "warnings"), what.en),
              fmt::format("(경고 기록 {}건: {})", warnings.size(), what.ko)};
    }
    if (diagnosis_.headline != Headline::approved_after_retake) return {};
    const std::size_t retakes = retakes_among(candidates);
    return {fmt::format(", with {} on record", counted(retakes, "retake", "retakes")),
            fmt::format("(재시도 요구 기록 {}회)", retakes)};
  }

  LocalText rejected(const DecisionFact& decision) const {
    const LocalText reason = reason_phrase(decision, log_, catalog_);
    const std::string en = "Rejected" + by_review().en + reason.en;
    const auto ko = [&](std::string_view link) {
      return fmt::format("{}거절되었{}{}", by_review().ko, link, reason.ko);
    };
    const bool too_often = diagnosis_.headline == Headline::rejected_retry_limit;
    if (const std::size_t retakes = retakes_among(causes_); too_often && retakes > 0)
      return {fmt::format("{}, with {} on record{}", en, counted(retakes, "retake", "retakes"), because().en),
              fmt::format("{} 재시도 요구 기록이 {}회이고 {}", ko("으며"), retakes, because().ko)};
    if (!causes_.empty()) return {en + because().en, ko("으며") + " " + because().ko};
    if (too_often) return {en + ", but no retake is on record", ko("으나") + " 재시도 요구 기록이 없습니다"};
    return {en + "; no server check on record explains it", ko("으나") + " 이를 설명하는 서버 검사 기록이 없습니다"};
  }

  LocalText pending(const DecisionFact& decision) const {
    const LocalText reason = reason_phrase(decision, log_, catalog_);
    const std::string en = "Held for review" + reason.en;
    const auto ko = [&](std::string_view link) { return fmt::format("심사(review) 대기 중이{}{}", link, reason.ko); };
    if (!causes_.empty()) return {en + because().en, ko("며") + " " + because().ko};
    return {en + "; no server check on record explains it", ko("나") + " 이를 설명하는 서버 검사 기록이 없습니다"};
  }

  LocalText about_stop() const {
    const LocalText late = late_note(causes_, facts_), place = blockers_phrase(causes_);
    switch (diagnosis_.headline) {
      case Headline::blocked_pre_checks:
      case Headline::blocked_in_step:
        return {fmt::format("Blocked {}: {}{}.", place.en, records_.en, late.en),
                fmt::format("{}에서 서버가 차단했습니다({}{}).", place.ko, records_.ko, late.ko)};
      case Headline::completed_without_decision: {
        const bool seen = log_.at(facts_.first_final_page).source == Source::fe;
        return {fmt::format("{}, but the server has recorded no decision.",
                            seen ? "The user reached the result page" : "The result page is on record"),
                fmt::format("{} 서버의 결정 기록이 없습니다.",
                            seen ? "사용자가 결과 화면에 도달했으나" : "결과 화면 기록이 있으나")};
      }
      default: return about_error_page();
    }
  }

  LocalText about_error_page() const {
    const bool seen = log_.at(facts_.last_screen).source == Source::fe;
    const LocalText code = error_phrase(facts_, log_, catalog_);
    const std::string en =
        fmt::format("{} ({})", seen ? "The user saw an error page" : "An error page is on record", code.en);
    const auto ko = [&](std::string_view link) {
      return fmt::format("{}{}({})", seen ? "사용자에게 오류 화면이 표시되었" : "오류 화면 기록이 있", link, code.ko);
    };
    if (diagnosis_.headline == Headline::error_page_only)
      return {en + "; no server record confirms a cause.", ko("으나") + " 원인을 확인하는 서버 기록이 없습니다."};
    const std::size_t retakes = causes_.size();
    if (retakes == 0) return {en + "; no retake is on record.", ko("으나") + " 재시도 요구 기록이 없습니다."};
    if (retakes == 1)
      return {fmt::format("{} with 1 retake on record: {}.", en, records_.en),
              fmt::format("{} 재시도 요구 기록이 1회 있습니다({}).", ko("으며"), records_.ko)};
    return {fmt::format("{} with repeated retakes on record ({}): {}.", en, retakes, records_.en),
            fmt::format("{} 반복된 재시도 요구 기록이 {}회 있습니다({}).", ko("으며"), retakes, records_.ko)};
  }

  LocalText about_leaving() const {
    if (diagnosis_.headline == Headline::dropped_never_opened)
      return {"Nothing on record shows that the user opened the verification.",
              "사용자가 인증 화면을 열었다는 기록이 없습니다."};
    const LocalText place = place_phrase(facts_, log_);
    if (diagnosis_.headline == Headline::dropped_on_server)
      return {fmt::format("The server's events stopped {}; no screen event is on record.", place.en),
              fmt::format("서버 이벤트가 {}에서 멈췄으며 화면 기록은 없습니다.", place.ko)};
    const LocalText capture = capture_phrase(facts_, log_, catalog_);
    const std::string en = fmt::format("The user left {}{}", place.en, capture.en);
    const std::string ko = fmt::format("사용자가 {}에서{} 이탈했", place.ko, capture.ko);
    switch (diagnosis_.headline) {
      case Headline::dropped_camera_denied:
        return {en + "; the camera was refused or missing, and nothing was captured afterwards.",
                ko + "으며, 카메라가 거부되었거나 없었고 이후 촬영 기록이 없습니다."};
      case Headline::dropped_after_retake:
        return {fmt::format("{}, with {} not completed: {}.", en,
                            counted(causes_.size(), "requested retake", "requested retakes"), records_.en),
                fmt::format("{}으며, 완료하지 않은 재시도 요구가 {}회 있습니다({}).", ko, causes_.size(), records_.ko)};
      case Headline::dropped_offline:
        return {en + ", with the connection lost; no event says that it came back.",
                ko + "으며, 연결이 끊긴 뒤 복구되었다는 기록이 없습니다."};
      case Headline::dropped_in_background:
        return {en + ", with the page in the background; no further event came from the screen.",
                ko + "으며, 화면이 백그라운드로 전환된 뒤 화면 이벤트가 더 오지 않았습니다."};
      default: return {en + ".", ko + "습니다."};
    }
  }

  LocalText about_progress() const {
    const LocalText place = place_phrase(facts_, log_);
    if (diagnosis_.headline == Headline::in_progress)
      return {fmt::format("In progress {}.", place.en), fmt::format("{}에서 진행 중입니다.", place.ko)};
    return {fmt::format("In progress {}, with {} open: {}.", place.en,
                        counted(causes_.size(), "requested retake", "requested retakes"), records_.en),
            fmt::format("{}에서 진행 중이며, 완료하지 않은 재시도 요구가 {}회 있습니다({}).", place.ko, causes_.size(),
                        records_.ko)};
  }

  // The causes in words that are as sure as the confidence is.
  LocalText because() const {
    const LocalText late = late_note(causes_, facts_);
    const LocalText how = diagnosis_.confidence == Confidence::confirmed
                              ? LocalText{"cause named by the server", "서버가 지목한"}
                          : diagnosis_.confidence == Confidence::likely ? LocalText{"likely cause", "유력한"}
                                                                        : LocalText{"possible cause", "가능한"};
    return {fmt::format("; {}: {}{}", how.en, records_.en, late.en),
            fmt::format("{} 원인은 {}{}입니다", how.ko, records_.ko, late.ko)};
  }

  // A person decided.
  LocalText by_review() const {
    const bool reviewed = facts_.decisions.size() > 1 && facts_.decision()->outcome != Impact::pending;
    return reviewed ? LocalText{" after manual review", "수동 심사(review) 후 "} : LocalText{};
  }

  static std::size_t retakes_among(const Candidates& records) {
    return select(records, [](const Asked& asked) { return asked.impact == Impact::retake; }).size();
  }

  const Diagnosis& diagnosis_;
  const Facts& facts_;
  const Catalog& catalog_;
  const EventLog& log_;
  Candidates causes_;
  LocalText records_;  ///< what the causes say
};

}  // namespace

LocalText sentence_of(const Diagnosis& diagnosis, const Fold& fold, const EventLog& log) {
  return Writer(diagnosis, fold, log).sentence();
}

}  // namespace sj::journey
