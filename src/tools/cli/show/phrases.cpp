#include "cli/show/phrases.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <ctime>
#include <span>

namespace sj::cli {
namespace {

struct Entry {
  std::string_view code;
  Phrase phrase;
};

constexpr std::array<Phrase, 4> status_rules{{
    {"the journey reached its end", "여정이 끝까지 진행됨"},
    {"stopped, and the user has not got past it", "중단되었고 아직 풀리지 않음"},
    {"no activity for too long", "오랫동안 활동이 없음"},
    {"the user was active recently", "최근까지 활동함"},
}};

constexpr std::array<Entry, 5> confidences{{
    {"confirmed", {"confirmed: the server recorded it", "확인됨: 서버 기록에 있음"}},
    {"likely", {"likely: it follows from what the server recorded", "유력함: 서버 기록에서 추정됨"}},
    {"possible",
     {"possible: the server recorded it, but nothing ties it to the outcome",
      "가능성 있음: 서버 기록에 있으나 결과와 직접 연결되지 않음"}},
    {"observed",
     {"observed: seen from outside, no server record says why", "관찰됨: 겉으로 본 것이며 서버 기록에는 이유가 없음"}},
    {"inferred",
     {"inferred: nothing more came, and that is all there is", "추정됨: 이후 이벤트가 오지 않은 것만이 근거임"}},
}};

constexpr std::array<Entry, 11> stage_states{{
    {"blocked", {"blocked", "차단됨"}},
    {"rejected", {"rejected", "거절됨"}},
    {"pending", {"held for review", "심사 대기"}},
    {"retake", {"to be retaken", "재시도 필요"}},
    {"passed", {"passed", "통과"}},
    {"active", {"under way", "진행 중"}},
    {"stopped", {"stopped here", "여기서 중단"}},
    {"entered", {"entered", "진입"}},
    {"skipped", {"skipped", "건너뜀"}},
    {"no_record", {"nothing on record", "기록 없음"}},
    {"not_reached", {"not reached", "도달 전"}},
}};

constexpr std::array<Entry, 4> roles{{
    {"decision", {"decision", "결정"}},
    {"cause", {"cause", "원인"}},
    {"contributing", {"also on record", "함께 기록됨"}},
    {"observation", {"seen on the screen", "화면에서 확인됨"}},
}};

constexpr std::array<Entry, 14> findings{{
    {"REASON_MISSING", {"a rejection or a hold was sent without its reason", "거절 또는 보류가 사유 없이 전송됨"}},
    {"REASON_OUTCOME_MISMATCH",
     {"the reason belongs to another outcome than the one decided", "사유가 결정된 결과와 맞지 않음"}},
    {"PAIR_BROKEN",
     {"screen and server should both have recorded this, but one did not",
      "화면과 서버에 모두 있어야 할 기록이 한쪽에만 있음"}},
    {"FINAL_PAGE_WITHOUT_DECISION",
     {"the user saw the final page, but there is no decision", "사용자가 완료 화면을 보았으나 결정이 없음"}},
    {"RESULT_NOT_SEEN",
     {"there is a decision, but the user left before seeing it", "결정이 있으나 사용자가 결과를 보지 못하고 나감"}},
    {"ERROR_PAGE_WITHOUT_BLOCK",
     {"the user saw an error page, but the server recorded nothing that stops",
      "오류 화면이 표시되었으나 서버에는 중단 기록이 없음"}},
    {"BLOCKED_AFTER_DECISION", {"the user was blocked after the decision", "결정 이후에 차단됨"}},
    {"APPROVED_OVER_BLOCK",
     {"approved although a block or a rejecting check was not put right",
      "해소되지 않은 차단·거절 기록이 있는데 승인됨"}},
    {"APPROVED_WITHOUT_CHECKS",
     {"approved with no check of the document, the account or the face on record",
      "신분증·계좌·얼굴 검사 기록 없이 승인됨"}},
    {"DECISION_CHANGED", {"both approved and rejected at some time", "승인과 거절이 모두 기록됨"}},
    {"CLOCK_SKEW",
     {"the device's clock was wrong; its times were corrected or say nothing about the start",
      "기기 시계가 맞지 않아 시각을 보정했거나 시작 시각에서 제외함"}},
    {"UNKNOWN_EVENT", {"names that the catalog does not know", "카탈로그에 없는 이벤트 이름"}},
    {"IDENTITY_CHANGED",
     {"email, user id or submission id changed during the session", "세션 중에 이메일, 사용자 ID 또는 제출 ID가 바뀜"}},
    {"NO_SESSION_START", {"the beginning of the session was never received", "세션 시작 기록이 수신되지 않음"}},
}};

constexpr std::array<Entry, 3> identities{{
    {"email", {"email", "이메일"}},
    {"user_id", {"user id", "사용자 ID"}},
    {"submission_id", {"submission id", "제출 ID"}},
}};

Phrase find(std::span<const Entry> entries, std::string_view code) {
  for (const Entry& entry : entries)
    if (entry.code == code) return entry.phrase;
  return {};
}

constexpr Phrase units_of_ms{"{} ms", "{}ms"}, units_of_seconds{"{}.{} s", "{}.{}초"},
    units_of_minutes{"{} min {} s", "{}분 {}초"}, units_of_hours{"{} h {} min", "{}시간 {}분"},
    units_of_days{"{} d {} h", "{}일 {}시간"};

}  // namespace

Phrase phrase_of_status_rule(std::int64_t rule) {
  return rule >= 1 && rule <= 4 ? status_rules[static_cast<std::size_t>(rule - 1)] : Phrase{};
}
Phrase phrase_of_confidence(std::string_view confidence) {
  return find(confidences, confidence);
}
Phrase phrase_of_stage_state(std::string_view state) {
  return find(stage_states, state);
}
Phrase phrase_of_role(std::string_view role) {
  return find(roles, role);
}
Phrase phrase_of_finding(std::string_view code) {
  return find(findings, code);
}
Phrase phrase_of_identity(std::string_view kind) {
  return find(identities, kind);
}

std::string duration_text(DurationMs duration, Language language) {
  const auto say = [&](const Phrase& phrase, DurationMs large, DurationMs small) {
    return fmt::format(fmt::runtime(phrase.in(language)), large, small);
  };
  if (duration < second_ms) return say(units_of_ms, duration, 0);
  if (duration < minute_ms) return say(units_of_seconds, duration / second_ms, duration % second_ms / 100);
  if (duration < hour_ms) return say(units_of_minutes, duration / minute_ms, duration % minute_ms / second_ms);
  if (duration < day_ms) return say(units_of_hours, duration / hour_ms, duration % hour_ms / minute_ms);
  return say(units_of_days, duration / day_ms, duration % day_ms / hour_ms);
}

std::string offset_text(DurationMs offset) {
  const DurationMs size = std::abs(offset);
  const char* sign = offset < 0 ? "-" : "+";
  const DurationMs hours = size % day_ms / hour_ms, minutes = size % hour_ms / minute_ms;
  const DurationMs seconds = size % minute_ms / second_ms, rest = size % second_ms;
  if (size >= day_ms)
    return fmt::format("{}{}d {:02}:{:02}:{:02}.{:03}", sign, size / day_ms, hours, minutes, seconds, rest);
  if (size >= hour_ms) return fmt::format("{}{}:{:02}:{:02}.{:03}", sign, hours, minutes, seconds, rest);
  return fmt::format("{}{}:{:02}.{:03}", sign, minutes, seconds, rest);
}

std::string clock_text(TimeMs time) {
  const std::time_t seconds = time / second_ms;
  std::tm local{};
  ::localtime_r(&seconds, &local);
  const long offset = local.tm_gmtoff / 60, size = std::abs(offset);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} {}{:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1,
                     local.tm_mday, local.tm_hour, local.tm_min, local.tm_sec, offset < 0 ? '-' : '+', size / 60,
                     size % 60);
}

}  // namespace sj::cli
