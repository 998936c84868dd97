#include "traffic/vocabulary.hpp"

#include <array>
#include <cstddef>

namespace sj::traffic {
namespace {

constexpr Source fe = Source::fe, be = Source::be;

constexpr std::array<Word, name_count> words{{
    {Name::session_created, "SESSION_CREATED", be, Shape::start, 0, "", ""},
    {Name::session_reused, "SESSION_REUSED", be, Shape::start, 0, "", ""},
    {Name::front_session_start, "FRONT_SESSION_START", fe, Shape::screen, 0, "", ""},
    {Name::front_session_resumed, "FRONT_SESSION_RESUMED", fe, Shape::screen, 0, "", ""},
    {Name::project_options_fetched, "PROJECT_OPTIONS_FETCHED", be, Shape::record, 0, "", ""},
    {Name::nationality_info_lookup, "NATIONALITY_INFO_LOOKUP", be, Shape::lookup, 0, "", ""},
    {Name::create_flow, "CREATE_FLOW", fe, Shape::screen, 0, "", ""},
    {Name::flow_id_issued, "FLOW_ID_ISSUED", be, Shape::start, 0, "", ""},
    {Name::liveform_hash_created, "LIVEFORM_HASH_CREATED", be, Shape::record, 0, "", ""},
    {Name::checkpoint_hash_check, "CHECKPOINT_HASH_CHECK", be, Shape::guard, 12, "checkpoint",
     "the hash does not belong to this step"},
    {Name::token_validation_check, "TOKEN_VALIDATION_CHECK", be, Shape::guard, 38, "token", "the link has expired"},
    {Name::private_token_usage_recorded, "PRIVATE_TOKEN_USAGE_RECORDED", be, Shape::record, 0, "", ""},
    {Name::period_check, "PERIOD_CHECK", be, Shape::guard, 9, "period", "outside the submission period"},
    {Name::packet_abuse_check, "PACKET_ABUSE_CHECK", be, Shape::guard, 7, "packet", "this flow id was used before"},
    {Name::turnstile_token_check, "TURNSTILE_TOKEN_CHECK", be, Shape::guard, 310, "turnstile",
     "bot protection did not accept the token"},
    {Name::ip_risk_check, "IP_RISK_CHECK", be, Shape::ip_risk, 480, "ip-intel", "proxy or VPN of a refused category"},
    {Name::rate_limit_check, "RATE_LIMIT_CHECK", be, Shape::guard, 4, "rate", "too many submissions from here"},
    {Name::device_static_check, "DEVICE_STATIC_CHECK", be, Shape::guard, 60, "device",
     "browser, graphics and screen do not fit together"},
    {Name::device_fingerprint_check, "DEVICE_FINGERPRINT_CHECK", be, Shape::guard, 210, "device", "virtual machine"},
    {Name::device_duplicate_check, "DEVICE_DUPLICATE_CHECK", be, Shape::guard, 35, "device",
     "three approvals on this device already"},
    {Name::link_validity_check, "LINK_VALIDITY_CHECK", be, Shape::guard, 5, "link", "the link is not valid yet"},
    {Name::project_status_check, "PROJECT_STATUS_CHECK", be, Shape::guard, 6, "project", "the project is closed"},
    {Name::id_captured, "ID_CAPTURED", fe, Shape::capture, 0, "", ""},
    {Name::id_uploaded, "ID_UPLOADED", fe, Shape::capture, 0, "", ""},
    {Name::id_quality_check, "ID_QUALITY_CHECK", be, Shape::document, 420, "quality-3.2",
     "glare covers the document number"},
    {Name::id_ocr_check, "ID_OCR_CHECK", be, Shape::document, 1450, "ocr-5.1", "신분증을 인식하지 못했습니다"},
    {Name::id_liveness_check, "ID_LIVENESS_CHECK", be, Shape::document, 1250, "id-liveness-2.7",
     "photographed from a screen"},
    {Name::id_type_check, "ID_TYPE_CHECK", be, Shape::document, 14, "rules", "this document type is not accepted"},
    {Name::id_data_match_check, "ID_DATA_MATCH_CHECK", be, Shape::document, 22, "rules",
     "birth date differs from what was typed"},
    {Name::age_limit_check, "AGE_LIMIT_CHECK", be, Shape::rule, 5, "rules", "below the minimum age"},
    {Name::id_expiry_check, "ID_EXPIRY_CHECK", be, Shape::rule, 4, "rules", "the document has expired"},
    {Name::country_blacklist_check, "COUNTRY_BLACKLIST_CHECK", be, Shape::rule, 6, "rules",
     "issuing country is not accepted"},
    {Name::duplicate_user_check, "DUPLICATE_USER_CHECK", be, Shape::rule, 85, "identity-index",
     "this person has a submission already"},
    {Name::submission_created, "SUBMISSION_CREATED", be, Shape::start, 0, "", ""},
    {Name::account_transfer_sent, "ACCOUNT_TRANSFER_SENT", be, Shape::record, 0, "", ""},
    {Name::account_code_check, "ACCOUNT_CODE_CHECK", be, Shape::guard, 30, "account", "입금자명의 숫자가 다릅니다"},
    {Name::account_holder_check, "ACCOUNT_HOLDER_CHECK", be, Shape::guard, 640, "account", "예금주가 다릅니다"},
    {Name::account_verified, "ACCOUNT_VERIFIED", be, Shape::record, 0, "", ""},
    {Name::selfie_captured, "SELFIE_CAPTURED", fe, Shape::capture, 0, "", ""},
    {Name::selfie_liveness_check, "SELFIE_LIVENESS_CHECK", be, Shape::face, 900, "liveness-4.0", "no live face found"},
    {Name::face_compare_check, "FACE_COMPARE_CHECK", be, Shape::face, 1080, "face-6.3",
     "face does not match the document"},
    {Name::face_duplicate_check, "FACE_DUPLICATE_CHECK", be, Shape::face, 720, "face-index-1.9",
     "the same face is known under another name"},
    {Name::face_age_check, "FACE_AGE_CHECK", be, Shape::face, 260, "face-age-1.1", "looks younger than the limit"},
    {Name::government_check, "GOVERNMENT_CHECK", be, Shape::rule, 1900, "government-gateway",
     "발급기관 정보와 일치하지 않습니다"},
    {Name::address_proof_check, "ADDRESS_PROOF_CHECK", be, Shape::document, 1300, "address-1.4",
     "no address found on the document"},
    {Name::aml_screening_check, "AML_SCREENING_CHECK", be, Shape::rule, 1700, "aml", "possible match on a watch list"},
    {Name::custom_policy_check, "CUSTOM_POLICY_CHECK", be, Shape::rule, 18, "policy",
     "score below the customer's limit"},
    {Name::retry_limit_check, "RETRY_LIMIT_CHECK", be, Shape::rule, 3, "rules", "third failed attempt"},
    {Name::step2_completed, "STEP2_COMPLETED", be, Shape::record, 0, "", ""},
    {Name::approved, "APPROVED", be, Shape::decision, 0, "", ""},
    {Name::rejected, "REJECTED", be, Shape::decision, 0, "", ""},
    {Name::pending, "PENDING", be, Shape::decision, 0, "", ""},
    {Name::webhook_sent, "WEBHOOK_SENT", be, Shape::webhook, 0, "", ""},
    {Name::webhook_failed, "WEBHOOK_FAILED", be, Shape::webhook, 0, "", "HTTP 503 from the receiver"},
    {Name::email_sent, "EMAIL_SENT", be, Shape::email, 0, "", ""},
    {Name::email_failed, "EMAIL_FAILED", be, Shape::email, 0, "", "mailbox does not exist"},
    {Name::final_page_view, "FINAL_PAGE_VIEW", fe, Shape::screen, 0, "", ""},
    {Name::return_url_redirected, "RETURN_URL_REDIRECTED", fe, Shape::screen, 0, "", ""},
    {Name::step_view, "STEP_VIEW", fe, Shape::screen, 0, "", ""},
    {Name::error_page_viewed, "ERROR_PAGE_VIEWED", fe, Shape::screen, 0, "", ""},
    {Name::camera_activated, "CAMERA_ACTIVATED", fe, Shape::camera, 0, "", ""},
    {Name::camera_denied, "CAMERA_DENIED", fe, Shape::denied, 0, "", ""},
    {Name::page_hidden, "PAGE_HIDDEN", fe, Shape::screen, 0, "", ""},
    {Name::page_visible, "PAGE_VISIBLE", fe, Shape::screen, 0, "", ""},
    {Name::page_exited, "PAGE_EXITED", fe, Shape::screen, 0, "", ""},
    {Name::network_offline, "NETWORK_OFFLINE", fe, Shape::screen, 0, "", ""},
    {Name::network_online, "NETWORK_ONLINE", fe, Shape::screen, 0, "", ""},
    {Name::client_error, "CLIENT_ERROR", fe, Shape::screen, 0, "",
     "TypeError: Cannot read properties of null (reading 'getTracks')"},
    {Name::vendor_score_pushed, "VENDOR_SCORE_PUSHED", be, Shape::vendor, 0, "", ""},
    {Name::vendor_sdk_hint, "VENDOR_SDK_HINT", fe, Shape::screen, 0, "", ""},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (static_cast<std::size_t>(words[i].name) != i) return false;
  return true;
}
static_assert(in_order(), "a name is its own index into the table");

constexpr std::array<std::string_view, 14> screen_texts{
    "",          "/start",        "/terms",        "/guide",      "/id/guide",     "/id/capture",
    "/id/retry", "/account/bank", "/account/code", "/face/guide", "/face/capture", "/face/retry",
    "/result",   "/error-page"};

constexpr std::array<std::string_view, 31> code_texts{
    "",         "NF-10000", "QS-10001",        "QE-20001",     "ER-00001",
    "ER-00007", "PV-40018", "PV-40002",        "SE-50020",     "SE-50021",
    "SE-50022", "SE-50030", "SE-50031",        "SE-50032",     "RT-60001",
    "TK-10001", "TK-10003", "DE-20000",        "DE-30000",     "DE-40000",
    "LO-30001", "LO-30002", "LO-30005",        "LO-99999",     "service-blocked",
    "bad-path", "refresh",  "invalid-browser", "hash_problem", "project-closed",
    "period"};

constexpr std::array<std::string_view, 30> reason_texts{"",
                                                        "id_image_invalidImage",
                                                        "id_image_invalidId",
                                                        "id_image_error",
                                                        "id_image_badImage",
                                                        "id_info_dataMismatch",
                                                        "id_info_blacklist",
                                                        "blacklistCountry",
                                                        "id_info_notOfAge",
                                                        "under_ageLimit",
                                                        "duplicate_user",
                                                        "duplicated_user_PII_exact",
                                                        "duplicated_face",
                                                        "invalid_acceptedID",
                                                        "no-date-of-birth",
                                                        "expired_id",
                                                        "address_image_invalidImage",
                                                        "address_image_badImage",
                                                        "ipRisk_failCategory",
                                                        "face_compare_underscore",
                                                        "liveness_error",
                                                        "too_many_retry",
                                                        "automatic_verification_fail",
                                                        "manual_review_required",
                                                        "score_below_threshold",
                                                        "custom_policy",
                                                        "aml_match",
                                                        "government_unavailable",
                                                        "warning_occurred",
                                                        "customer_rule_17"};

// The three lists above are in the order of their enums; these catch a line that is missing or too many.
static_assert(screen_texts[static_cast<std::size_t>(Screen::error)] == "/error-page");
static_assert(code_texts[static_cast<std::size_t>(Code::period)] == "period");
static_assert(code_texts[static_cast<std::size_t>(Code::se_50020)] == "SE-50020");
static_assert(reason_texts[static_cast<std::size_t>(Reason::customer_rule_17)] == "customer_rule_17");
static_assert(reason_texts[static_cast<std::size_t>(Reason::expired_id)] == "expired_id");

}  // namespace

const Word& word(Name name) {
  return words[static_cast<std::size_t>(name)];
}
std::string_view to_text(Screen screen) {
  return screen_texts[static_cast<std::size_t>(screen)];
}
std::string_view to_text(Code code) {
  return code_texts[static_cast<std::size_t>(code)];
}
std::string_view to_text(Reason reason) {
  return reason_texts[static_cast<std::size_t>(reason)];
}

}  // namespace sj::traffic
