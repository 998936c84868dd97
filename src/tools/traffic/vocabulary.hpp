#pragma once
// The words that generated traffic speaks: event names, screens, error codes and decision reasons of the catalog, each
// with what a realistic event of that name looks like. Numbers instead of texts, so that a planned event stays small.
#include <cstdint>
#include <string_view>

#include "event/event.hpp"

namespace sj::traffic {

/// Catalog order; the last two are deliberately unknown to it.
enum class Name : std::uint8_t {
  session_created,
  session_reused,
  front_session_start,
  front_session_resumed,
  project_options_fetched,
  nationality_info_lookup,
  create_flow,
  flow_id_issued,
  liveform_hash_created,
  checkpoint_hash_check,
  token_validation_check,
  private_token_usage_recorded,
  period_check,
  packet_abuse_check,
  turnstile_token_check,
  ip_risk_check,
  rate_limit_check,
  device_static_check,
  device_fingerprint_check,
  device_duplicate_check,
  link_validity_check,
  project_status_check,
  id_captured,
  id_uploaded,
  id_quality_check,
  id_ocr_check,
  id_liveness_check,
  id_type_check,
  id_data_match_check,
  age_limit_check,
  id_expiry_check,
  country_blacklist_check,
  duplicate_user_check,
  submission_created,
  account_transfer_sent,
  account_code_check,
  account_holder_check,
  account_verified,
  selfie_captured,
  selfie_liveness_check,
  face_compare_check,
  face_duplicate_check,
  face_age_check,
  government_check,
  address_proof_check,
  aml_screening_check,
  custom_policy_check,
  retry_limit_check,
  step2_completed,
  approved,
  rejected,
  pending,
  webhook_sent,
  webhook_failed,
  email_sent,
  email_failed,
  final_page_view,
  return_url_redirected,
  step_view,
  error_page_viewed,
  camera_activated,
  camera_denied,
  page_hidden,
  page_visible,
  page_exited,
  network_offline,
  network_online,
  client_error,
  vendor_score_pushed,
  vendor_sdk_hint,
  none,
};
inline constexpr std::size_t name_count = static_cast<std::size_t>(Name::none);

/// Which attributes an event carries.
enum class Shape : std::uint8_t {
  screen,    ///< FE: path and device
  camera,    ///< FE: and the camera's resolution
  denied,    ///< FE: and why the camera would not start
  capture,   ///< FE: and the picture's size and sharpness
  start,     ///< BE: form and region
  lookup,    ///< BE: country by address
  guard,     ///< BE: policy
  ip_risk,   ///< BE: address and its risk
  document,  ///< BE: document type, engine and score
  face,      ///< BE: engine and score
  rule,      ///< BE: which rule was applied
  decision,  ///< BE: score, and the reviewer where there was one
  webhook,   ///< BE: address and HTTP status
  email,     ///< BE: template
  record,    ///< BE: region
  vendor,    ///< either: a vendor's own
};

struct Word {
  Name name;
  std::string_view text;
  Source source;
  Shape shape;
  std::uint16_t typical_ms;    ///< median of duration_ms; 0 where the event is a moment
  std::string_view engine;     ///< of checks: who decides
  std::string_view complaint;  ///< `message` when it fails
};

[[nodiscard]] const Word& word(Name name);

enum class Screen : std::uint8_t {
  none,
  start,
  terms,
  guide,
  id_guide,
  id_capture,
  id_retry,
  account_bank,
  account_code,
  face_guide,
  face_capture,
  face_retry,
  result,
  error,  ///< `/error-page/` and the code
};

[[nodiscard]] std::string_view to_text(Screen screen);

enum class Code : std::uint8_t {
  none,
  nf_10000,
  qs_10001,
  qe_20001,
  er_00001,
  er_00007,
  pv_40018,
  pv_40002,
  se_50020,
  se_50021,
  se_50022,
  se_50030,
  se_50031,
  se_50032,
  rt_60001,
  tk_10001,
  tk_10003,
  de_20000,
  de_30000,
  de_40000,
  lo_30001,
  lo_30002,
  lo_30005,
  lo_99999,
  service_blocked,
  bad_path,
  refresh,
  invalid_browser,
  hash_problem,
  project_closed,
  period,
};

[[nodiscard]] std::string_view to_text(Code code);

enum class Reason : std::uint8_t {
  none,
  id_image_invalid_image,
  id_image_invalid_id,
  id_image_error,
  id_image_bad_image,
  id_info_data_mismatch,
  id_info_blacklist,
  blacklist_country,
  id_info_not_of_age,
  under_age_limit,
  duplicate_user,
  duplicated_user_pii_exact,
  duplicated_face,
  invalid_accepted_id,
  no_date_of_birth,
  expired_id,
  address_image_invalid_image,
  address_image_bad_image,
  ip_risk_fail_category,
  face_compare_underscore,
  liveness_error,
  too_many_retry,
  automatic_verification_fail,
  manual_review_required,
  score_below_threshold,
  custom_policy,
  aml_match,
  government_unavailable,
  warning_occurred,
  customer_rule_17,  ///< a customer's own: no catalog knows it
};

[[nodiscard]] std::string_view to_text(Reason reason);

}  // namespace sj::traffic
