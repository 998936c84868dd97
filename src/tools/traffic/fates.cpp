#include "traffic/fates.hpp"

#include <algorithm>

namespace sj::traffic {
namespace {

using N = Name;
using C = Code;
using R = Reason;
using S = Screen;
constexpr CheckResult failed = CheckResult::fail, warned = CheckResult::warn, error = CheckResult::error;

// What a row may be about, beside the trouble; the tables below name only what matters.
struct About {
  Reason reason = Reason::none;
  Code page = Code::none;
  Screen where = Screen::none;
  std::uint8_t times = 1;
  Name decision = Name::none;
};

using Play = void (*)(Script&, const Fate&);

constexpr Fate row(std::string_view name, std::string_view headline, InMyriad weight, Play play, const Trouble& trouble,
                   const About& about = {}) {
  return {name, headline, weight, play, trouble, about.reason, about.page, about.where, about.times, about.decision};
}

// The families of rows that differ only in their check, reason, code or screen.
constexpr Fate retaken(Name check, InMyriad weight) {
  return row("approved after a retake", "APPROVED_AFTER_RETAKE", weight, approve_after_retake, {check});
}
constexpr Fate rejected(Name check, Reason reason, InMyriad weight, std::uint8_t times = 1) {
  return row("rejected by a check", "REJECTED_BY_CHECK", weight, reject, {check}, {.reason = reason, .times = times});
}
constexpr Fate blocked(Name check, Code code, InMyriad weight) {
  return row("blocked by a guard", "BLOCKED_PRE_CHECKS", weight, block_at_guard, {check, failed, code}, {.page = code});
}
constexpr Fate looped(const Trouble& trouble, Code page, InMyriad weight) {
  return row("the same error three times", "ERROR_RETRY_LOOP", weight, loop_in_errors, trouble,
             {.page = page, .times = 3});
}
constexpr Fate error_page(Code page, Screen where, InMyriad weight) {
  return row("error page", "ERROR_PAGE_ONLY", weight, end_on_error_page, {}, {.page = page, .where = where});
}
constexpr Fate gave_up(Name check, InMyriad weight) {
  return row("gave up after retakes", "DROPPED_AFTER_RETAKE", weight, drop_after_retake, {check}, {.times = 3});
}
constexpr Fate offline(Screen where, InMyriad weight) {
  return row("connection lost", "DROPPED_OFFLINE", weight, drop_offline, {}, {.where = where});
}
constexpr Fate another_app(Screen where, InMyriad weight) {
  return row("went to another app", "DROPPED_IN_BACKGROUND", weight, drop_in_background, {}, {.where = where});
}
constexpr Fate left(Screen where, InMyriad weight) {
  return row("left", "DROPPED_ON_SCREEN", weight, drop_on_screen, {}, {.where = where});
}
constexpr Fate no_camera(Screen where, InMyriad weight) {
  return row("no camera", "DROPPED_CAMERA_DENIED", weight, drop_at_denied_camera, {}, {.where = where});
}

// Rows of one headline stand together: the deck deals neighbours evenly, so even a headline of 0.4 per cent is in every
// thousand sessions. The shares are told in docs/formats/generate.md.
// clang-format off
constexpr auto table = std::to_array<Fate>({
    row("approved", "APPROVED", 3780, approve, {}),
    row("result not seen", "APPROVED", 180, approve_unseen, {}),
    row("came back with a fresh token", "APPROVED", 80, approve_after_guard, {N::token_validation_check, failed, C::tk_10001},
        {.page = C::tk_10001}),
    row("came back after a rate limit", "APPROVED", 35, approve_after_guard, {N::rate_limit_check, failed, C::er_00001},
        {.page = C::er_00001}),
    row("came back after an error page", "APPROVED", 80, approve_after_error_page, {}, {.page = C::rt_60001}),
    row("allowed the camera after all", "APPROVED", 100, approve_after_denied_camera, {}),
    row("took a break", "APPROVED", 140, approve_after_break, {}),
    row("approved by API", "APPROVED", 220, decide_by_api, {}, {.decision = N::approved}),
    row("opened the used link again", "APPROVED", 50, approve_then_reopen, {N::packet_abuse_check, failed, C::tk_10003},
        {.page = C::tk_10003}),
    row("rejected, approved on appeal", "APPROVED", 20, reject_then_appeal, {N::id_expiry_check}, {.reason = R::expired_id}),
    row("held for AML, approved", "APPROVED", 90, hold_then_approve, {N::aml_screening_check}, {.reason = R::aml_match}),
    row("held for score, approved", "APPROVED", 70, hold_then_approve, {N::custom_policy_check}, {.reason = R::score_below_threshold}),

    row("screen replay suspected", "APPROVED_WITH_WARNINGS", 150, approve_with_trouble, {N::id_liveness_check, warned}),
    row("blurred picture", "APPROVED_WITH_WARNINGS", 90, approve_with_trouble, {N::id_quality_check, warned}),
    row("low face score", "APPROVED_WITH_WARNINGS", 70, approve_with_trouble, {N::face_compare_check, warned}),
    row("odd device", "APPROVED_WITH_WARNINGS", 60, approve_with_trouble, {N::device_fingerprint_check, warned}),
    row("AML out of reach", "APPROVED_WITH_WARNINGS", 45, approve_with_trouble, {N::aml_screening_check, error}),
    row("policy noted", "APPROVED_WITH_WARNINGS", 55, approve_with_trouble, {N::custom_policy_check, failed, C::none, Impact::none}),
    row("held for a warning, approved", "APPROVED_WITH_WARNINGS", 40, hold_then_approve, {N::id_liveness_check, warned},
        {.reason = R::warning_occurred}),

    retaken(N::id_quality_check, 260), retaken(N::id_ocr_check, 230), retaken(N::id_liveness_check, 130),
    retaken(N::id_data_match_check, 40), retaken(N::account_code_check, 70), retaken(N::selfie_liveness_check, 160),
    retaken(N::face_compare_check, 140), retaken(N::government_check, 35),
    row("approved after an engine error", "APPROVED_AFTER_RETAKE", 45, approve_after_retake, {N::face_compare_check, error, C::se_50022}),

    rejected(N::age_limit_check, R::under_age_limit, 70), rejected(N::age_limit_check, R::id_info_not_of_age, 15),
    rejected(N::face_age_check, R::under_age_limit, 15), rejected(N::id_expiry_check, R::expired_id, 105),
    rejected(N::country_blacklist_check, R::blacklist_country, 40), rejected(N::country_blacklist_check, R::id_info_blacklist, 15),
    rejected(N::duplicate_user_check, R::duplicate_user, 85), rejected(N::duplicate_user_check, R::duplicated_user_pii_exact, 25),
    rejected(N::face_duplicate_check, R::duplicated_face, 40), rejected(N::id_type_check, R::invalid_accepted_id, 25, 2),
    rejected(N::id_ocr_check, R::no_date_of_birth, 10, 2), rejected(N::id_ocr_check, R::id_image_error, 10, 2),
    rejected(N::id_quality_check, R::id_image_bad_image, 25, 3), rejected(N::id_quality_check, R::id_image_invalid_image, 15, 2),
    rejected(N::id_liveness_check, R::id_image_invalid_id, 20, 2), rejected(N::id_data_match_check, R::id_info_data_mismatch, 20, 2),
    rejected(N::face_compare_check, R::face_compare_underscore, 30, 3), rejected(N::selfie_liveness_check, R::liveness_error, 20, 3),
    rejected(N::address_proof_check, R::address_image_bad_image, 12, 2),
    rejected(N::address_proof_check, R::address_image_invalid_image, 8),
    row("risky address noted, rejected", "REJECTED_BY_CHECK", 20, reject, {N::ip_risk_check, failed, C::none, Impact::none},
        {.reason = R::ip_risk_fail_category}),
    row("a customer's own rule", "REJECTED_BY_CHECK", 10, reject, {N::custom_policy_check, failed, C::none, Impact::rejected},
        {.reason = R::customer_rule_17}),
    row("recorded after the decision", "REJECTED_BY_CHECK", 12, reject_before_record, {N::face_duplicate_check},
        {.reason = R::duplicated_face}),
    row("rejected by API", "REJECTED_BY_CHECK", 40, decide_by_api, {N::id_expiry_check},
        {.reason = R::expired_id, .decision = N::rejected}),
    row("approved, overturned later", "REJECTED_BY_CHECK", 20, approve_then_overturn, {N::face_duplicate_check},
        {.reason = R::duplicated_face}),
    row("held for AML, rejected", "REJECTED_BY_CHECK", 25, hold_then_reject, {N::aml_screening_check}, {.reason = R::aml_match}),
    row("held for a known face, rejected", "REJECTED_BY_CHECK", 25, hold_then_reject,
        {N::face_duplicate_check, failed, C::none, Impact::pending}, {.reason = R::duplicated_face}),

    row("retry limit at the document", "REJECTED_RETRY_LIMIT", 50, reject_by_retry_limit, {N::id_quality_check},
        {.reason = R::too_many_retry, .times = 3}),
    row("retry limit at the face", "REJECTED_RETRY_LIMIT", 55, reject_by_retry_limit, {N::face_compare_check},
        {.reason = R::too_many_retry, .times = 3}),

    row("rejected by the quality bar", "REJECTED_UNEXPLAINED", 25, reject_silently, {}, {.reason = R::automatic_verification_fail}),
    row("rejected without a reason", "REJECTED_UNEXPLAINED", 12, reject_silently, {}),
    row("rejected by API without a reason", "REJECTED_UNEXPLAINED", 10, decide_by_api, {}, {.decision = N::rejected}),

    row("held for AML", "PENDING_REVIEW", 60, hold, {N::aml_screening_check}, {.reason = R::aml_match}),
    row("held for a policy noted", "PENDING_REVIEW", 40, hold, {N::custom_policy_check, failed, C::none, Impact::none},
        {.reason = R::custom_policy}),
    row("held for score", "PENDING_REVIEW", 45, hold, {N::custom_policy_check}, {.reason = R::score_below_threshold}),
    row("government out of reach", "PENDING_REVIEW", 20, hold, {N::government_check, error, C::se_50030},
        {.reason = R::government_unavailable}),
    row("held for a warning", "PENDING_REVIEW", 30, hold, {N::id_liveness_check, warned}, {.reason = R::warning_occurred}),
    row("held for a person to look", "PENDING_REVIEW", 20, hold, {N::custom_policy_check}, {.reason = R::manual_review_required}),
    row("held without a visible cause", "PENDING_UNEXPLAINED", 25, hold, {}, {.reason = R::manual_review_required}),
    row("held without a reason", "PENDING_UNEXPLAINED", 15, hold, {}),

    blocked(N::token_validation_check, C::tk_10001, 70), blocked(N::token_validation_check, C::tk_10003, 25),
    blocked(N::period_check, C::period, 25), blocked(N::turnstile_token_check, C::er_00007, 25),
    blocked(N::ip_risk_check, C::er_00001, 55), blocked(N::device_static_check, C::de_20000, 30),
    blocked(N::device_fingerprint_check, C::de_30000, 40), blocked(N::device_duplicate_check, C::de_40000, 25),
    blocked(N::packet_abuse_check, C::bad_path, 12), blocked(N::checkpoint_hash_check, C::hash_problem, 12),
    blocked(N::link_validity_check, C::pv_40018, 20), blocked(N::project_status_check, C::project_closed, 12),
    blocked(N::project_status_check, C::service_blocked, 5),
    row("blocked at the document", "BLOCKED_PRE_CHECKS", 22, block_in_step, {N::rate_limit_check, failed, C::er_00001},
        {.page = C::er_00001, .where = S::id_capture, .times = 0}),
    row("government check down", "BLOCKED_IN_STEP", 20, block_in_step, {N::government_check, error, C::se_50031, Impact::blocked},
        {.page = C::se_50031, .where = S::face_capture, .times = 2}),
    row("document liveness down", "BLOCKED_IN_STEP", 15, block_in_step, {N::id_liveness_check, error, C::se_50020, Impact::blocked},
        {.page = C::se_50020, .where = S::id_capture, .times = 2}),
    row("rate limit at the face", "BLOCKED_IN_STEP", 10, block_in_step, {N::rate_limit_check, failed, C::er_00007, {}, Stage::step2},
        {.page = C::er_00007, .where = S::face_capture, .times = 0}),

    row("finished, never decided", "COMPLETED_WITHOUT_DECISION", 45, finish_undecided, {}),

    looped({N::id_ocr_check}, C::lo_30001, 30), looped({N::id_ocr_check, error, C::se_50020}, C::lo_30002, 10),
    looped({N::id_quality_check}, C::lo_30005, 20), looped({N::id_liveness_check, error, C::se_50020}, C::se_50020, 20),
    looped({N::face_compare_check, error, C::se_50022}, C::se_50022, 20),
    looped({N::selfie_liveness_check, error, C::se_50021}, C::lo_99999, 10),

    error_page(C::rt_60001, S::id_capture, 40), error_page(C::rt_60001, S::face_capture, 15), error_page(C::nf_10000, S::start, 10),
    error_page(C::pv_40002, S::start, 15), error_page(C::qs_10001, S::start, 10), error_page(C::qe_20001, S::id_capture, 10),
    error_page(C::bad_path, S::terms, 8), error_page(C::refresh, S::id_capture, 12), error_page(C::invalid_browser, S::start, 20),
    error_page(C::hash_problem, S::face_capture, 8),

    row("link never opened", "DROPPED_NEVER_OPENED", 120, never_open, {}),
    row("API submission given up", "DROPPED_ON_SERVER", 50, drop_on_server, {}),
    no_camera(S::id_capture, 110), no_camera(S::face_capture, 30),
    gave_up(N::id_quality_check, 85), gave_up(N::id_ocr_check, 70), gave_up(N::id_liveness_check, 30),
    gave_up(N::face_compare_check, 35), gave_up(N::selfie_liveness_check, 35),
    offline(S::id_capture, 30), offline(S::face_capture, 15),
    another_app(S::terms, 40), another_app(S::id_capture, 140), another_app(S::account_bank, 35), another_app(S::face_capture, 60),
    left(S::start, 130), left(S::terms, 150), left(S::id_guide, 140), left(S::id_capture, 175), left(S::account_bank, 60),
    left(S::face_capture, 105),

    row("still retaking", "IN_PROGRESS_RETAKE", 0, linger_after_retake, {N::id_quality_check}),
    row("still on a screen", "IN_PROGRESS", 0, linger_on_screen, {}, {.where = S::id_capture}),
});
// clang-format on

constexpr std::uint32_t total_weight() {
  std::uint32_t total = 0;
  for (const Fate& fate : table) total += fate.weight;
  return total;
}
static_assert(total_weight() == myriad);
static_assert(table[table.size() - 2].weight == 0 && table[table.size() - 1].weight == 0);

// Which row a ticket of 0 to 9 999 draws.
constexpr std::array<std::uint8_t, myriad> rows_by_ticket = [] {
  std::array<std::uint8_t, myriad> rows{};
  std::size_t ticket = 0;
  for (std::size_t row = 0; row < table.size(); ++row)
    for (std::uint32_t i = 0; i < table[row].weight; ++i) rows[ticket++] = static_cast<std::uint8_t>(row);
  return rows;
}();

}  // namespace

std::span<const Fate> fates() {
  return table;
}

bool happens_in_korea_only(const Fate& fate) {
  const Name check = fate.trouble.name;
  return check == Name::account_code_check || check == Name::account_holder_check || check == Name::government_check ||
         fate.where == Screen::account_bank || fate.where == Screen::account_code;
}

std::uint8_t lingering_after_retake() {
  return static_cast<std::uint8_t>(table.size() - 2);
}
std::uint8_t lingering_on_screen() {
  return static_cast<std::uint8_t>(table.size() - 1);
}

std::uint8_t selfie_engine_outage() {
  const auto is_outage = [](const Fate& fate) {
    return fate.play == loop_in_errors && fate.trouble.name == Name::selfie_liveness_check;
  };
  return static_cast<std::uint8_t>(std::ranges::find_if(table, is_outage) - std::ranges::begin(table));
}

void FateDeck::shuffle(std::uint64_t round) {
  round_ = round;
  for (std::uint32_t i = 0; i < cards; ++i) deck_[i] = static_cast<std::uint16_t>(i);
  Random random(chain(chain(seed_, 0x4445'434b), round));
  for (std::uint32_t i = cards - 1; i > 0; --i) std::swap(deck_[i], deck_[random.below(i + 1)]);
}

std::uint8_t FateDeck::deal(std::uint64_t session) {
  if (session / cards != round_) shuffle(session / cards);
  constexpr std::uint32_t tickets_a_card = myriad / cards;
  const std::uint32_t card = deck_[session % cards];
  const std::uint32_t within = Random(chain(chain(seed_, 0x5449'434b), session)).below(tickets_a_card);
  return rows_by_ticket[card * tickets_a_card + within];
}

}  // namespace sj::traffic
