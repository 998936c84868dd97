#include "liveform/plan.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sj::liveform {
namespace {

constexpr std::array<std::pair<std::string_view, Fate>, 8> fates{{
    {"good", Fate::good},
    {"blocked_ip", Fate::blocked_ip},
    {"link_expired", Fate::link_expired},
    {"expired_document", Fate::expired_document},
    {"engine_error", Fate::engine_error},
    {"aml_match", Fate::aml_match},
    {"warning", Fate::warning},
    {"webhook_down", Fate::webhook_down},
}};

/// A check that can stop the visitor before the start.
PlannedCheck guard(std::string_view name, int lasts_ms, bool passes, std::string_view reason,
                   std::string_view error_code) {
  if (passes) return {.name = name, .lasts_ms = lasts_ms};
  return {.name = name,
          .lasts_ms = lasts_ms,
          .result = "FAIL",
          .consequence = Consequence::block,
          .reason = reason,
          .error_code = error_code};
}

/// A check of the photo itself, which has been looked at already.
PlannedCheck quality(std::string_view name, Fault fault) {
  if (fault == Fault::none) return {.name = name, .measured = true};
  return {
      .name = name, .result = "FAIL", .consequence = Consequence::retake, .reason = name_of(fault), .measured = true};
}

/// For checks that had nothing usable to look at.
void skip(Plan& plan, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) plan.push_back({.name = name, .result = "SKIPPED"});
}

PlannedCheck expiry(bool expired) {
  if (!expired) return {.name = "ID_EXPIRY_CHECK", .lasts_ms = 60};
  return {.name = "ID_EXPIRY_CHECK",
          .lasts_ms = 60,
          .result = "FAIL",
          .consequence = Consequence::reject,
          .reason = "expired",
          .decision_reason = "expired_id"};
}

PlannedCheck screening(bool match) {
  if (!match) return {.name = "AML_SCREENING_CHECK", .lasts_ms = 850};
  return {.name = "AML_SCREENING_CHECK",
          .lasts_ms = 850,
          .result = "FAIL",
          .consequence = Consequence::pend,
          .reason = "possible_match",
          .decision_reason = "aml_match"};
}

PlannedCheck registry(bool answers_in_part) {
  if (!answers_in_part) return {.name = "GOVERNMENT_CHECK", .lasts_ms = 1'300};
  return {.name = "GOVERNMENT_CHECK", .lasts_ms = 1'300, .result = "WARN", .reason = "issue_date_not_confirmed"};
}

PlannedCheck liveness(bool engine_fails) {
  if (!engine_fails) return {.name = "SELFIE_LIVENESS_CHECK", .lasts_ms = 1'100};
  return {.name = "SELFIE_LIVENESS_CHECK",
          .lasts_ms = 1'100,
          .result = "ERROR",
          .consequence = Consequence::error_page,
          .reason = "engine_timeout",
          .error_code = "SE-50021"};
}

}  // namespace

std::optional<Fate> fate_named(std::string_view name) {
  const auto found = std::ranges::find(fates, name, &std::pair<std::string_view, Fate>::first);
  return found == fates.end() ? std::nullopt : std::optional(found->second);
}

Plan guards(Fate fate, bool within_rate) {
  return {
      guard("LINK_VALIDITY_CHECK", 15, fate != Fate::link_expired, "link_expired", "expired-start-valid-until"),
      guard("TOKEN_VALIDATION_CHECK", 10, true, {}, {}),
      guard("RATE_LIMIT_CHECK", 5, within_rate, "too_many_submissions", "ER-20001"),
      guard("DEVICE_STATIC_CHECK", 240, true, {}, {}),
      guard("IP_RISK_CHECK", 520, fate != Fate::blocked_ip, "listed_address", "service-blocked"),
  };
}

Plan document_image_checks(Fault fault) {
  Plan plan{quality("ID_QUALITY_CHECK", fault)};
  if (fault != Fault::none) {
    skip(plan, {"ID_TYPE_CHECK", "ID_OCR_CHECK", "ID_LIVENESS_CHECK"});
    return plan;
  }
  plan.push_back({.name = "ID_TYPE_CHECK", .lasts_ms = 380});
  plan.push_back({.name = "ID_OCR_CHECK", .lasts_ms = 900});
  plan.push_back({.name = "ID_LIVENESS_CHECK", .lasts_ms = 1'150});
  return plan;
}

Plan document_data_checks(Fate fate) {
  return {
      {.name = "COUNTRY_BLACKLIST_CHECK", .lasts_ms = 20},
      {.name = "AGE_LIMIT_CHECK", .lasts_ms = 25},
      expiry(fate == Fate::expired_document),
      {.name = "DUPLICATE_USER_CHECK", .lasts_ms = 310},
  };
}

Plan account_checks(bool code_is_right) {
  PlannedCheck code{.name = "ACCOUNT_CODE_CHECK"};
  if (!code_is_right) {
    code = {.name = "ACCOUNT_CODE_CHECK", .result = "FAIL", .consequence = Consequence::retake, .reason = "wrong_code"};
  }
  return {code, {.name = "ACCOUNT_HOLDER_CHECK", .lasts_ms = 450}};
}

Plan selfie_checks(Fate fate, Fault fault) {
  if (fault != Fault::none) {
    Plan plan{quality("SELFIE_LIVENESS_CHECK", fault)};
    skip(plan, {"FACE_COMPARE_CHECK", "FACE_DUPLICATE_CHECK"});
    return plan;
  }
  return {
      {.name = "FACE_AGE_CHECK", .lasts_ms = 420}, {.name = "FACE_DUPLICATE_CHECK", .lasts_ms = 640},
      screening(fate == Fate::aml_match),          {.name = "FACE_COMPARE_CHECK", .lasts_ms = 930},
      liveness(fate == Fate::engine_error),        registry(fate == Fate::warning),
  };
}

const PlannedCheck* gravest(std::span<const PlannedCheck> plan) {
  const auto found = std::ranges::max_element(plan, {}, &PlannedCheck::consequence);
  return found == plan.end() || found->consequence == Consequence::none ? nullptr : &*found;
}

}  // namespace sj::liveform
