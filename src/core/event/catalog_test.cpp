#include "event/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace sj {
namespace {

using testing::ElementsAre;

// The tables of the specification, typed over: columns apart by a space, `-` for none.
// name, provenance, source, stage, kind, impact, flags, pair
constexpr std::string_view event_table = R"(
SESSION_CREATED A BE PRE_CHECKS milestone NONE start FRONT_SESSION_START
SESSION_REUSED A BE PRE_CHECKS milestone NONE resume FRONT_SESSION_RESUMED
FRONT_SESSION_START A FE PRE_CHECKS signal NONE start SESSION_CREATED
FRONT_SESSION_RESUMED A FE PRE_CHECKS signal NONE resume SESSION_REUSED
PROJECT_OPTIONS_FETCHED A BE PRE_CHECKS record NONE - -
NATIONALITY_INFO_LOOKUP A BE PRE_CHECKS record NONE - -
CREATE_FLOW A FE PRE_CHECKS signal NONE - FLOW_ID_ISSUED
FLOW_ID_ISSUED A BE PRE_CHECKS milestone NONE - CREATE_FLOW
LIVEFORM_HASH_CREATED A BE PRE_CHECKS record NONE - -
CHECKPOINT_HASH_CHECK A BE PRE_CHECKS check BLOCKED - -
TOKEN_VALIDATION_CHECK A BE PRE_CHECKS check BLOCKED - -
PRIVATE_TOKEN_USAGE_RECORDED A BE PRE_CHECKS record NONE - -
PERIOD_CHECK A BE PRE_CHECKS check BLOCKED - -
PACKET_ABUSE_CHECK A BE PRE_CHECKS check BLOCKED - -
TURNSTILE_TOKEN_CHECK A BE PRE_CHECKS check BLOCKED - -
IP_RISK_CHECK A BE PRE_CHECKS check BLOCKED - -
RATE_LIMIT_CHECK A BE PRE_CHECKS check BLOCKED - -
DEVICE_STATIC_CHECK J BE PRE_CHECKS check BLOCKED - -
DEVICE_FINGERPRINT_CHECK J BE PRE_CHECKS check BLOCKED - -
DEVICE_DUPLICATE_CHECK J BE PRE_CHECKS check BLOCKED - -
LINK_VALIDITY_CHECK J BE PRE_CHECKS check BLOCKED - -
PROJECT_STATUS_CHECK J BE PRE_CHECKS check BLOCKED - -
ID_CAPTURED J FE STEP1 signal NONE capture -
ID_UPLOADED J FE STEP1 signal NONE capture -
ID_QUALITY_CHECK J BE STEP1 check RETAKE - -
ID_OCR_CHECK J BE STEP1 check RETAKE - -
ID_LIVENESS_CHECK J BE STEP1 check RETAKE - -
ID_TYPE_CHECK J BE STEP1 check RETAKE - -
ID_DATA_MATCH_CHECK J BE STEP1 check RETAKE - -
AGE_LIMIT_CHECK J BE STEP1 check REJECTED - -
ID_EXPIRY_CHECK J BE STEP1 check REJECTED - -
COUNTRY_BLACKLIST_CHECK J BE STEP1 check REJECTED - -
DUPLICATE_USER_CHECK J BE STEP1 check REJECTED - -
SUBMISSION_CREATED A BE STEP1 milestone COMPLETED - -
ACCOUNT_TRANSFER_SENT J BE PRE_STEP2 milestone NONE - -
ACCOUNT_CODE_CHECK J BE PRE_STEP2 check RETAKE - -
ACCOUNT_HOLDER_CHECK J BE PRE_STEP2 check RETAKE - -
ACCOUNT_VERIFIED J BE PRE_STEP2 milestone COMPLETED - -
SELFIE_CAPTURED J FE STEP2 signal NONE capture -
SELFIE_LIVENESS_CHECK J BE STEP2 check RETAKE - -
FACE_COMPARE_CHECK J BE STEP2 check RETAKE - -
FACE_DUPLICATE_CHECK J BE STEP2 check REJECTED - -
FACE_AGE_CHECK J BE STEP2 check REJECTED - -
GOVERNMENT_CHECK J BE STEP2 check RETAKE - -
ADDRESS_PROOF_CHECK J BE STEP2 check RETAKE - -
AML_SCREENING_CHECK J BE STEP2 check PENDING - -
CUSTOM_POLICY_CHECK J BE STEP2 check PENDING - -
RETRY_LIMIT_CHECK J BE STEP2 check REJECTED - -
STEP2_COMPLETED J BE STEP2 milestone COMPLETED - -
APPROVED A BE FINAL decision APPROVED quiet -
REJECTED A BE FINAL decision REJECTED quiet -
PENDING A BE FINAL decision PENDING quiet -
WEBHOOK_SENT J BE FINAL record NONE quiet -
WEBHOOK_FAILED J BE FINAL record NONE quiet -
EMAIL_SENT J BE FINAL record NONE quiet -
EMAIL_FAILED J BE FINAL record NONE quiet -
FINAL_PAGE_VIEW A FE POST screen COMPLETED final_page -
RETURN_URL_REDIRECTED J FE POST signal NONE - -
STEP_VIEW A FE * screen NONE - -
ERROR_PAGE_VIEWED A FE * screen NONE error_page -
CAMERA_ACTIVATED J FE * signal NONE capture -
CAMERA_DENIED J FE * signal RETAKE camera_denied -
PAGE_HIDDEN A FE * signal NONE hidden -
PAGE_VISIBLE A FE * signal NONE - -
PAGE_EXITED J FE * signal NONE - -
NETWORK_OFFLINE J FE * signal NONE offline -
NETWORK_ONLINE J FE * signal NONE online -
CLIENT_ERROR J FE * signal NONE - -
)";

// code, outcome, stage, causes
constexpr std::string_view reason_table = R"(
id_image_invalidImage REJECTED STEP1 ID_QUALITY_CHECK,ID_OCR_CHECK
id_image_invalidId REJECTED STEP1 ID_TYPE_CHECK,ID_LIVENESS_CHECK
id_image_error REJECTED STEP1 ID_OCR_CHECK
id_image_badImage REJECTED STEP1 ID_QUALITY_CHECK,ID_OCR_CHECK
id_info_dataMismatch REJECTED STEP1 ID_DATA_MATCH_CHECK
id_info_blacklist REJECTED STEP1 COUNTRY_BLACKLIST_CHECK
blacklistCountry REJECTED STEP1 COUNTRY_BLACKLIST_CHECK
id_info_notOfAge REJECTED STEP1 AGE_LIMIT_CHECK,FACE_AGE_CHECK
under_ageLimit REJECTED STEP1 AGE_LIMIT_CHECK,FACE_AGE_CHECK
duplicate_user REJECTED STEP1 DUPLICATE_USER_CHECK
duplicated_user_PII_exact REJECTED STEP1 DUPLICATE_USER_CHECK
duplicated_face REJECTED STEP2 FACE_DUPLICATE_CHECK
invalid_acceptedID REJECTED STEP1 ID_TYPE_CHECK
no-date-of-birth REJECTED STEP1 ID_OCR_CHECK,AGE_LIMIT_CHECK
expired_id REJECTED STEP1 ID_EXPIRY_CHECK
address_image_invalidImage REJECTED STEP2 ADDRESS_PROOF_CHECK
address_image_error REJECTED STEP2 ADDRESS_PROOF_CHECK
address_image_badImage REJECTED STEP2 ADDRESS_PROOF_CHECK
ipRisk_failCategory REJECTED PRE_CHECKS IP_RISK_CHECK
face_compare_underscore REJECTED STEP2 FACE_COMPARE_CHECK
liveness_error REJECTED STEP2 SELFIE_LIVENESS_CHECK
too_many_retry REJECTED - retakes
automatic_verification_fail REJECTED - -
manual_review_required PENDING - CUSTOM_POLICY_CHECK
score_below_threshold PENDING STEP2 CUSTOM_POLICY_CHECK
custom_policy PENDING STEP2 CUSTOM_POLICY_CHECK
aml_match PENDING STEP2 AML_SCREENING_CHECK
government_unavailable PENDING STEP2 GOVERNMENT_CHECK
warning_occurred PENDING - warnings
)";

// prefix, class
constexpr std::string_view family_table = R"(
NF client
QS system
QE system
ER policy
PV integration
SE system
RT client
TK policy
DE policy
LO retry_loop
)";

std::vector<std::string> lines_of(std::string_view table) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(table)};
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

std::string or_dash(std::string text) {
  return text.empty() ? "-" : text;
}

std::string flags_text(const EventType& type) {
  std::string text;
  for (unsigned bit = 0; bit < 16; ++bit) {
    const auto flag = static_cast<Flag>(1U << bit);
    if (type.has(flag)) text += (text.empty() ? "" : ",") + std::string(to_text(flag));
  }
  return or_dash(text);
}

std::string line_of(const EventType& type) {
  std::ostringstream line;
  line << type.name << ' ' << type.provenance << ' ' << to_text(type.source) << ' '
       << (type.stage ? to_text(*type.stage) : "*") << ' ' << to_text(type.kind) << ' ' << to_text(type.impact) << ' '
       << flags_text(type) << ' ' << or_dash(type.pair);
  return line.str();
}

std::string causes_text(const Reason& reason) {
  switch (reason.causes) {
    case Reason::Causes::not_named: return "-";
    case Reason::Causes::retakes: return "retakes";
    case Reason::Causes::warnings: return "warnings";
    case Reason::Causes::checks: break;
  }
  std::string text;
  for (const std::string& check : reason.checks) text += (text.empty() ? "" : ",") + check;
  return text;
}

std::string line_of(const Reason& reason) {
  std::ostringstream line;
  line << reason.code << ' ' << to_text(reason.outcome) << ' ' << (reason.stage ? to_text(*reason.stage) : "-") << ' '
       << causes_text(reason);
  return line.str();
}

std::string line_of(const ErrorFamily& family) {
  return family.prefix + ' ' + std::string(to_text(family.error_class));
}

template <class Row>
std::vector<std::string> lines_of(const std::vector<Row>& rows) {
  std::vector<std::string> lines;
  for (const Row& row : rows) lines.push_back(line_of(row));
  return lines;
}

// A text that is there, in its own script.
void expect_both_languages(const LocalText& text) {
  EXPECT_NE(text.en, "");
  EXPECT_TRUE(std::ranges::all_of(text.en, [](char c) { return c > 0; })) << text.en;
  EXPECT_TRUE(std::ranges::any_of(text.ko, [](char c) { return c < 0; })) << text.ko;
}

class CatalogTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const auto loaded = Catalog::load();
    ASSERT_TRUE(loaded) << loaded.error().message;
    shared_ = *loaded;
  }
  static void TearDownTestSuite() { shared_.reset(); }

  const Catalog& catalog() const { return *shared_; }

 private:
  static inline std::shared_ptr<const Catalog> shared_;
};

TEST_F(CatalogTest, HasEveryEventOfTheSpecification) {
  EXPECT_EQ(lines_of(catalog().events()), lines_of(event_table));
}

TEST_F(CatalogTest, HasEveryReasonOfTheSpecification) {
  EXPECT_EQ(lines_of(catalog().reasons()), lines_of(reason_table));
}

TEST_F(CatalogTest, HasEveryErrorFamilyOfTheSpecification) {
  EXPECT_EQ(lines_of(catalog().families()), lines_of(family_table));
}

TEST_F(CatalogTest, SaysEverythingInBothLanguages) {
  for (const EventType& type : catalog().events()) {
    SCOPED_TRACE(type.name);
    expect_both_languages(type.title);
    expect_both_languages(type.meaning);
  }
  for (const Reason& reason : catalog().reasons()) expect_both_languages(reason.title);
  for (const ErrorFamily& family : catalog().families()) expect_both_languages(family.title);
}

TEST_F(CatalogTest, KnowsTheListedErrorCodesAndLegacyPages) {
  for (const std::string_view code : {"NF-10000",        "PV-40018",       "TK-10001", "DE-20000",
                                      "DE-30000",        "DE-40000",       "SE-50020", "SE-50021",
                                      "SE-50022",        "SE-50030",       "SE-50031", "SE-50032",
                                      "SE-50033",        "LO-30001",       "LO-30002", "LO-30003",
                                      "LO-30004",        "LO-30005",       "LO-99999", "page-not-found",
                                      "service-blocked", "bad-path",       "refresh",  "invalid-browser",
                                      "hash_problem",    "project-closed", "period",   "expired-start-valid-until"}) {
    SCOPED_TRACE(code);
    ASSERT_NE(catalog().error_title(code), nullptr);
    expect_both_languages(*catalog().error_title(code));
  }
  EXPECT_EQ(catalog().error_title("SE-50034"), nullptr);
  EXPECT_EQ(catalog().error_title(""), nullptr);
}

TEST_F(CatalogTest, ListsEachPairOnce) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& [fe, be] : catalog().pairs()) pairs.emplace_back(fe, be);
  EXPECT_THAT(pairs, ElementsAre(std::pair("FRONT_SESSION_START", "SESSION_CREATED"),
                                 std::pair("FRONT_SESSION_RESUMED", "SESSION_REUSED"),
                                 std::pair("CREATE_FLOW", "FLOW_ID_ISSUED")));
}

TEST_F(CatalogTest, GivesTheTypeOnlyToTheRightSource) {
  EXPECT_EQ(&catalog().type_of("IP_RISK_CHECK", Source::be), catalog().find("IP_RISK_CHECK"));
  EXPECT_FALSE(catalog().type_of("IP_RISK_CHECK", Source::fe).known);
  EXPECT_FALSE(catalog().type_of("STEP_VIEW", Source::be).known);
  EXPECT_EQ(catalog().find("ip_risk_check"), nullptr);
}

TEST_F(CatalogTest, TakesAnUnknownNameForARecordWithoutImpact) {
  for (const Source source : {Source::be, Source::fe}) {
    const EventType& type = catalog().type_of("NEVER_SEEN", source);
    EXPECT_FALSE(type.known);
    EXPECT_EQ(line_of(type), "  " + std::string(to_text(source)) + " * record NONE - -");
    EXPECT_EQ(type.title.en, "");  // a sentence then says the event's own name
  }
}

TEST_F(CatalogTest, NoScreenEventCanBeEvidence) {
  for (const EventType& type : catalog().events()) {
    if (type.source != Source::fe) continue;
    SCOPED_TRACE(type.name);
    EXPECT_TRUE(type.kind == Kind::screen || type.kind == Kind::signal || type.kind == Kind::record);
    EXPECT_TRUE(type.impact == Impact::none || type.impact == Impact::retake || type.impact == Impact::completed);
  }
}

TEST_F(CatalogTest, TellsStageMilestones) {
  std::vector<std::string> names;
  for (const EventType& type : catalog().events())
    if (type.is_stage_milestone()) names.push_back(type.name);
  EXPECT_THAT(names, ElementsAre("SUBMISSION_CREATED", "ACCOUNT_VERIFIED", "STEP2_COMPLETED"));
}

TEST_F(CatalogTest, FindsReasonsVerbatim) {
  ASSERT_NE(catalog().reason("no-date-of-birth"), nullptr);
  EXPECT_EQ(catalog().reason("no_date_of_birth"), nullptr);
  EXPECT_EQ(catalog().reason("ID_IMAGE_ERROR"), nullptr);
  EXPECT_EQ(catalog().reason(""), nullptr);
}

TEST_F(CatalogTest, TakesFamilyAndClassFromThePrefix) {
  EXPECT_EQ(catalog().family_of("SE-50030").prefix, "SE");
  EXPECT_EQ(catalog().family_of("SE-00000").error_class, ErrorClass::system);
  EXPECT_EQ(catalog().family_of("LO-99999").error_class, ErrorClass::retry_loop);
  EXPECT_EQ(catalog().family_of("PV-40018").error_class, ErrorClass::integration);
}

TEST_F(CatalogTest, EverythingElseIsOfTheFamilyOther) {
  for (const std::string_view code :
       {"", "ZZ-10000", "SE-5003", "SE-500300", "se-50030", "SE_50030", "SE-5003x", "SE 50030", " SE-50030", "SE-",
        "page-not-found", "refresh", "SE-\xEF\xBC\x91\xEF\xBC\x91"}) {
    SCOPED_TRACE(code);
    EXPECT_EQ(catalog().family_of(code).prefix, "");
    EXPECT_EQ(catalog().family_of(code).error_class, ErrorClass::other);
  }
  expect_both_languages(catalog().family_of("").title);
}

struct PathCase {
  std::string_view path;
  std::optional<Stage> stage;
};

void expect_stages(const Catalog& catalog, const std::vector<PathCase>& cases) {
  for (const auto& [path, stage] : cases) EXPECT_EQ(catalog.stage_of_path(path), stage) << path;
}

TEST_F(CatalogTest, PlacesTheScreensOfTheSpecification) {
  expect_stages(catalog(), {
                               {"/start", Stage::pre_checks},
                               {"/guide", Stage::pre_checks},
                               {"/terms", Stage::pre_checks},
                               {"/id", Stage::step1},
                               {"/account", Stage::pre_step2},
                               {"/face", Stage::step2},
                               {"/selfie", Stage::step2},
                               {"/result", Stage::post},
                           });
}

TEST_F(CatalogTest, ComparesWholeLeadingSegmentsOfAPath) {
  expect_stages(catalog(), {
                               {"/id/front", Stage::step1},
                               {"/id/face", Stage::step1},
                               {"/identity", std::nullopt},
                               {"/i", std::nullopt},
                               {"/ID", std::nullopt},  // case-sensitive
                               {"/x/id", std::nullopt},
                               {"/error-page/hash_problem", std::nullopt},
                               {"id", Stage::step1},
                               {"id/front", Stage::step1},
                               {"//id///front//", Stage::step1},
                               {"/id/", Stage::step1},
                               {"", std::nullopt},
                               {"/", std::nullopt},
                               {"///", std::nullopt},
                           });
}

TEST_F(CatalogTest, CutsEverythingButThePath) {
  expect_stages(catalog(), {
                               {"/id?step=2", Stage::step1},
                               {"/id#top", Stage::step1},
                               {"/id#a?b", Stage::step1},
                               {"?to=/id", std::nullopt},
                               {"#/id", std::nullopt},
                               {"https://kyc.example/face/guide?x=/id#y", Stage::step2},
                               {"https://kyc.example:8443/face", Stage::step2},
                               {"app+kyc://host/face", Stage::step2},
                               {"https://id/face", Stage::step2},
                               {"https://kyc.example", std::nullopt},
                               {"https://id", std::nullopt},
                               {"https://kyc.example?to=/id", std::nullopt},
                               {"/id?to=https://kyc.example/face", Stage::step1},
                               {"/id/https://kyc.example/face", Stage::step1},
                               {"1http://kyc.example/face", std::nullopt},  // no scheme begins with a digit
                               {"://kyc.example/face", std::nullopt},
                           });
}

TEST_F(CatalogTest, SkipsALocaleOnlyWhereNothingMatched) {
  expect_stages(catalog(), {
                               {"/ko/id", Stage::step1},
                               {"/en-US/face/guide", Stage::step2},
                               {"/EN-us/face", Stage::step2},
                               {"ko/result", Stage::post},
                               {"https://kyc.example/ko/account", Stage::pre_step2},
                               {"/ko", std::nullopt},
                               {"/ko/", std::nullopt},
                               {"/ko/en/id", std::nullopt},  // one is skipped
                               {"/id/face", Stage::step1},   // not a locale, because it matches
                               {"/kor/id", std::nullopt},
                               {"/k1/id", std::nullopt},
                               {"/en_US/id", std::nullopt},
                               {"/en-USA/id", std::nullopt},
                               {"/en-U1/id", std::nullopt},
                           });
}

}  // namespace
}  // namespace sj
