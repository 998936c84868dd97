#include "event/catalog_loader.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

namespace sj {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::shared_ptr<const Catalog> loaded(std::string_view overrides = {}) {
  auto catalog = Catalog::load(overrides, "own.yaml");
  EXPECT_TRUE(catalog) << catalog.error().message;
  return catalog ? *catalog : nullptr;
}

// An event that is right; tests put one thing out of order.
std::string event_line(std::string_view name, std::string_view fields) {
  return fmt::format("  {}: {{{}, title: a title}}\n", name, fields);
}

TEST(CatalogLoader, BuiltInTextIsTheFileOfTheRepository) {
  std::ifstream file(SJ_SOURCE_DIR "/catalog/kyc.yaml", std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(built_in_catalog_yaml(), text);
}

TEST(CatalogLoader, AFileWithoutEntriesChangesNothing) {
  const auto built_in = loaded();
  for (const std::string_view nothing : {"", "# only a comment\n", "---\n", "events:\nscreens:\n  # none yet\n"}) {
    const auto catalog = loaded(nothing);
    EXPECT_EQ(catalog->fingerprint(), built_in->fingerprint());
    EXPECT_EQ(catalog->events().size(), built_in->events().size());
  }
}

TEST(CatalogLoader, AnOverrideReplacesTheWholeEntryInItsPlace) {
  const auto built_in = loaded();
  const auto catalog =
      loaded("events:\n" + event_line("WEBHOOK_SENT", "source: BE, stage: POST, kind: signal, impact: NONE"));
  const EventType* type = catalog->find("WEBHOOK_SENT");
  ASSERT_NE(type, nullptr);
  EXPECT_EQ(type->stage, Stage::post);
  EXPECT_EQ(type->flags, 0);  // quiet is not inherited
  EXPECT_EQ(type->provenance, "project");
  EXPECT_EQ(type->title.ko, "a title");
  EXPECT_EQ(type->meaning.en, "a title");
  EXPECT_EQ(type - catalog->events().data(), built_in->find("WEBHOOK_SENT") - built_in->events().data());
  EXPECT_EQ(catalog->events().size(), built_in->events().size());
}

TEST(CatalogLoader, AnOverrideAddsEventsBehindTheBuiltInOnes) {
  const auto catalog = loaded(R"(
events:
  NFC_CHECK:
    source: BE
    stage: STEP1
    kind: check
    impact: RETAKE
    flags: [quiet, capture]
    provenance: J
    title: {en: chip check, ko: 칩 확인}
    meaning: {en: "Reads the chip.", ko: "칩을 읽습니다."}
)");
  const EventType& type = catalog->type_of("NFC_CHECK", Source::be);
  EXPECT_EQ(&type, &catalog->events().back());
  EXPECT_TRUE(type.known && type.has(Flag::quiet) && type.has(Flag::capture));
  EXPECT_EQ(type.impact, Impact::retake);
  EXPECT_EQ(type.title.ko, "칩 확인");
  EXPECT_EQ(type.meaning.en, "Reads the chip.");
}

TEST(CatalogLoader, AnOverrideCanGiveANameToTheOtherSource) {
  const auto catalog =
      loaded("events:\n" + event_line("ID_CAPTURED", "source: BE, stage: STEP1, kind: record, impact: NONE"));
  EXPECT_TRUE(catalog->type_of("ID_CAPTURED", Source::be).known);
  EXPECT_FALSE(catalog->type_of("ID_CAPTURED", Source::fe).known);
}

TEST(CatalogLoader, AnOverrideCanAddAPairAndDissolveOne) {
  const auto catalog =
      loaded("events:\n" + event_line("CREATE_FLOW", "source: FE, stage: PRE_CHECKS, kind: signal, impact: NONE") +
             event_line("FLOW_ID_ISSUED", "source: BE, stage: PRE_CHECKS, kind: milestone, impact: NONE") +
             event_line("NFC_TAPPED", "source: FE, stage: STEP1, kind: signal, impact: NONE, pair: NFC_READ") +
             event_line("NFC_READ", "source: BE, stage: STEP1, kind: record, impact: NONE, pair: NFC_TAPPED"));
  ASSERT_EQ(catalog->pairs().size(), 3U);
  EXPECT_EQ(catalog->pairs().back().fe, "NFC_TAPPED");
  EXPECT_EQ(catalog->pairs().back().be, "NFC_READ");
}

TEST(CatalogLoader, AnOverrideReplacesScreensByPath) {
  const auto catalog = loaded("screens:\n  id/: PRE_STEP2\n  /id/back/retry: STEP2\n  /id/back: FINAL\n  /no: POST\n");
  EXPECT_EQ(catalog->stage_of_path("/id/front"), Stage::pre_step2);
  EXPECT_EQ(catalog->stage_of_path("/id/back"), Stage::final);  // the longest entry wins, wherever it stands
  EXPECT_EQ(catalog->stage_of_path("/id/back/retry/2"), Stage::step2);
  EXPECT_EQ(catalog->stage_of_path("/no/id"), Stage::post);  // an entry goes before a locale
}

TEST(CatalogLoader, AnOverrideReplacesReasonsFamiliesAndCodes) {
  const auto catalog = loaded(R"(
reasons:
  too_many_retry: {outcome: PENDING, title: too often}
  own reason/1: {outcome: REJECTED, stage: STEP2, causes: [GOVERNMENT_CHECK], title: own}
error_families:
  SE: {class: client, title: ours}
  XY: {class: other, title: new}
error_codes:
  SE-50030: ours
  my page: {en: mine, ko: 내 것}
)");
  EXPECT_EQ(catalog->reason("too_many_retry")->outcome, Impact::pending);
  EXPECT_EQ(catalog->reason("too_many_retry")->causes, Reason::Causes::not_named);
  EXPECT_THAT(catalog->reason("own reason/1")->checks, testing::ElementsAre("GOVERNMENT_CHECK"));
  EXPECT_EQ(catalog->family_of("SE-50030").error_class, ErrorClass::client);
  EXPECT_EQ(catalog->family_of("XY-00001").prefix, "XY");
  EXPECT_EQ(catalog->error_title("SE-50030")->ko, "ours");
  EXPECT_EQ(catalog->error_title("my page")->ko, "내 것");
}

const Advice* advice_for(const Catalog& catalog, Advice::For subject, std::string_view code) {
  const auto same = [&](const Advice& advice) { return advice.subject == subject && advice.code == code; };
  const auto found = std::ranges::find_if(catalog.advice(), same);
  return found == catalog.advice().end() ? nullptr : &*found;
}

TEST(CatalogLoader, AdvisesOnEveryReasonThatMustNotBeTold) {
  const auto catalog = loaded();
  for (const std::string_view code :
       {"id_info_blacklist", "blacklistCountry", "duplicate_user", "duplicated_user_PII_exact", "duplicated_face",
        "ipRisk_failCategory", "aml_match", "custom_policy", "score_below_threshold"}) {
    const Advice* advice = advice_for(*catalog, Advice::For::reason, code);
    ASSERT_NE(advice, nullptr) << code;
    EXPECT_TRUE(advice->sensitive) << code;
    EXPECT_THAT(advice->next.en, HasSubstr("not")) << code;
    EXPECT_THAT(advice->next.ko, HasSubstr("마세요")) << code;
  }
  EXPECT_FALSE(advice_for(*catalog, Advice::For::reason, "expired_id")->sensitive);
}

TEST(CatalogLoader, AnOverrideReplacesAdviceByCode) {
  const auto catalog = loaded(R"(
advice:
  headlines:
    PENDING_REVIEW: {next: wait, tell: {en: soon, ko: 곧}}
  reasons:
    aml_match: {next: ask, tell: nothing}
    own reason/1: {sensitive: true, next: hush, tell: nothing}
)");
  const Advice* advice = advice_for(*catalog, Advice::For::headline, "PENDING_REVIEW");
  EXPECT_EQ(advice->next.ko, "wait");
  EXPECT_EQ(advice->tell.ko, "곧");
  EXPECT_FALSE(advice_for(*catalog, Advice::For::reason, "aml_match")->sensitive);  // nothing is inherited
  EXPECT_TRUE(advice_for(*catalog, Advice::For::reason, "own reason/1")->sensitive);
  EXPECT_EQ(catalog->advice().size(), loaded()->advice().size() + 1);
  EXPECT_EQ(catalog->fingerprint(), loaded()->fingerprint());
}

TEST(CatalogLoader, ReadsAByteOrderMarkAndWindowsLines) {
  const auto catalog = loaded("\xEF\xBB\xBFscreens:\r\n  /chip: STEP1\r\n");
  EXPECT_EQ(catalog->stage_of_path("/chip"), Stage::step1);
}

TEST(CatalogFingerprint, TellsWhateverChangesAnAnswer) {
  const std::string own = event_line("OWN", "source: BE, stage: STEP1, kind: check, impact: RETAKE");
  const std::string reason = "reasons:\n  own: {outcome: PENDING, stage: STEP1, causes: [ID_OCR_CHECK], title: own}\n";
  const std::vector<std::string> variants{
      "",
      "events:\n" + own,
      "events:\n" + event_line("OWN", "source: BE, stage: STEP2, kind: check, impact: RETAKE"),
      "events:\n" + event_line("OWN", "source: BE, stage: \"*\", kind: check, impact: RETAKE"),
      "events:\n" + event_line("OWN", "source: BE, stage: STEP1, kind: check, impact: BLOCKED"),
      "events:\n" + event_line("OWN", "source: BE, stage: STEP1, kind: record, impact: RETAKE"),
      "events:\n" + event_line("OWN", "source: FE, stage: STEP1, kind: record, impact: RETAKE"),
      "events:\n" + event_line("OWN", "source: BE, stage: STEP1, kind: check, impact: RETAKE, flags: [quiet]"),
      "screens:\n  /own: STEP1\n",
      "screens:\n  /own: STEP2\n",
      "screens:\n  /own/own: STEP2\n",
      reason,
      "reasons:\n  own: {outcome: REJECTED, stage: STEP1, causes: [ID_OCR_CHECK], title: own}\n",
      "reasons:\n  own: {outcome: PENDING, causes: [ID_OCR_CHECK], title: own}\n",
      "reasons:\n  own: {outcome: PENDING, stage: STEP1, causes: retakes, title: own}\n",
      "reasons:\n  own: {outcome: PENDING, stage: STEP1, causes: warnings, title: own}\n",
      "reasons:\n  own: {outcome: PENDING, stage: STEP1, title: own}\n",
      "error_families:\n  SE: {class: client, title: own}\n",
  };
  std::map<std::uint64_t, std::string> seen;
  for (const std::string& variant : variants) {
    const auto [at, fresh] = seen.emplace(loaded(variant)->fingerprint(), variant);
    EXPECT_TRUE(fresh) << variant << "has the fingerprint of\n" << at->second;
  }
}

TEST(CatalogFingerprint, IsDeafToWordingAndOrder) {
  const std::string one = event_line("ONE", "source: BE, stage: STEP1, kind: record, impact: NONE");
  const std::string two = event_line("TWO", "source: BE, stage: STEP2, kind: record, impact: NONE");
  const std::string told =
      "  ONE: {source: BE, stage: STEP1, kind: record, impact: NONE, provenance: J, title: other, meaning: other}\n";
  const auto fingerprint = loaded("events:\n" + one + two)->fingerprint();
  EXPECT_EQ(loaded("events:\n" + two + one)->fingerprint(), fingerprint);
  EXPECT_EQ(loaded("events:\n" + told + two)->fingerprint(), fingerprint);
  EXPECT_EQ(loaded("events:\n" + one + two + "error_codes:\n  SE-50030: other\n")->fingerprint(), fingerprint);
}

// --- what is wrong is told with its line ---------------------------------------------------------

struct WrongFile {
  std::string_view what;
  std::string yaml;
  int line;
  std::string_view says;
};

void expect_told(const std::vector<WrongFile>& files) {
  for (const auto& [what, yaml, line, says] : files) {
    SCOPED_TRACE(what);
    const auto catalog = Catalog::load(yaml, "own.yaml");
    ASSERT_FALSE(catalog);
    EXPECT_EQ(catalog.error().code, Errc::invalid_argument);
    EXPECT_THAT(catalog.error().message, StartsWith(fmt::format("own.yaml:{}: ", line)));
    EXPECT_THAT(catalog.error().message, HasSubstr(says));
  }
}

// One event on line 3.
std::string with_event(std::string_view fields, std::string_view name = "OWN") {
  return "# own\nevents:\n" + event_line(name, fields);
}

std::string with_reason(std::string_view fields) {
  return fmt::format("reasons:\n  own: {{{}}}\n", fields);
}

TEST(WrongCatalog, TellsAnEventThatIsWrong) {
  expect_told({
      {"unknown source", with_event("source: XX, stage: STEP1, kind: record, impact: NONE"), 3,
       "`XX` is not a source; use one of FE, BE"},
      {"unknown stage", with_event("source: BE, stage: STEP3, kind: record, impact: NONE"), 3,
       "use one of *, PRE_CHECKS"},
      {"unknown kind", with_event("source: BE, stage: STEP1, kind: chekc, impact: NONE"), 3,
       "use one of check, milestone"},
      {"unknown impact", with_event("source: BE, stage: STEP1, kind: record, impact: none"), 3,
       "use one of NONE, BLOCKED"},
      {"unknown flag", with_event("source: BE, stage: STEP1, kind: record, impact: NONE, flags: [quiet, loud]"), 3,
       "`loud` is not a flag"},
      {"unknown provenance", with_event("source: BE, stage: STEP1, kind: record, impact: NONE, provenance: B"), 3,
       "use one of A, J, project"},
      {"unknown flag in a long list",
       "events:\n  OWN:\n    flags:\n      - quiet\n      - loud\n    source: BE\n    stage: STEP1\n    kind: record\n "
       "   impact: NONE\n",
       5, "`loud` is not a flag"},
      {"flags not a list", with_event("source: BE, stage: STEP1, kind: record, impact: NONE, flags: quiet"), 3,
       "must be a list"},
      {"unknown key",
       "events:\n  OWN:\n    source: BE\n    stage: STEP1\n    kind: record\n    imapct: NONE\n    title: x\n", 6,
       "unknown key `imapct`; its keys are source"},
      {"unquoted comma",
       "events:\n  OWN: {source: BE, stage: STEP1, kind: record, impact: NONE,\n    title: this, that}\n", 3,
       "unknown key `that`"},
      {"missing source", with_event("stage: STEP1, kind: record, impact: NONE"), 3, "event OWN has no `source`"},
      {"missing stage", with_event("source: BE, kind: record, impact: NONE"), 3, "has no `stage`"},
      {"missing kind", with_event("source: BE, stage: STEP1, impact: NONE"), 3, "has no `kind`"},
      {"missing impact", with_event("source: BE, stage: STEP1, kind: record"), 3, "has no `impact`"},
      {"missing title", "events:\n  OWN: {source: BE, stage: STEP1, kind: record, impact: NONE}\n", 2,
       "has no `title`"},
      {"missing language",
       "events:\n  OWN: {source: BE, stage: STEP1, kind: record, impact: NONE,\n    title: {en: x}}\n", 3,
       "has no `ko`"},
      {"empty title",
       "events:\n  OWN: {source: BE, stage: STEP1, kind: record, impact: NONE,\n    title: {en: x, ko: \"\"}}\n", 3,
       "must be a text"},
      {"empty entry", "events:\n  OWN:\n\nscreens:\n", 2, "has no `source`"},
      {"entry not a map", "events:\n  OWN: BE\n", 2, "must be a map"},
      {"value not a text", with_event("source: [BE], stage: STEP1, kind: record, impact: NONE"), 3, "must be a text"},
      {"value absent", "events:\n  OWN:\n    source:\n    stage: STEP1\n", 3, "`source` must be a text"},
      {"small letters", with_event("source: BE, stage: STEP1, kind: record, impact: NONE", "own"), 3,
       "cannot be the name"},
      {"hyphen", with_event("source: BE, stage: STEP1, kind: record, impact: NONE", "OWN-CHECK"), 3,
       "cannot be the name"},
      {"empty name", with_event("source: BE, stage: STEP1, kind: record, impact: NONE", "\"\""), 3,
       "cannot be the name"},
      {"long name", with_event("source: BE, stage: STEP1, kind: record, impact: NONE", std::string(65, 'A')), 3,
       "1 to 64"},
      {"duplicate name",
       with_event("source: BE, stage: STEP1, kind: record, impact: NONE") + event_line("OWN", "source: BE"), 4,
       "has `OWN` twice"},
      {"duplicate key", with_event("source: BE, source: FE"), 3, "has `source` twice"},
      {"key not text", "events:\n  [OWN]: 1\n", 2, "key that is not text"},
  });
}

TEST(WrongCatalog, TellsAnEventThatClaimsTooMuch) {
  expect_told({
      {"fe check", with_event("source: FE, stage: STEP1, kind: check, impact: NONE"), 3, "only BE events are evidence"},
      {"fe milestone", with_event("source: FE, stage: STEP1, kind: milestone, impact: COMPLETED"), 3,
       "one of screen, signal, record"},
      {"fe decision", with_event("source: FE, stage: FINAL, kind: decision, impact: APPROVED"), 3,
       "only BE events are evidence"},
      {"fe blocked", with_event("source: FE, stage: STEP1, kind: signal, impact: BLOCKED"), 3,
       "use one of NONE, RETAKE, COMPLETED"},
      {"fe pending", with_event("source: FE, stage: STEP1, kind: signal, impact: PENDING"), 3, "use one of NONE"},
      {"fe rejected", with_event("source: FE, stage: STEP1, kind: signal, impact: REJECTED"), 3, "use one of NONE"},
      {"fe approved", with_event("source: FE, stage: STEP1, kind: signal, impact: APPROVED"), 3, "use one of NONE"},
      {"decision without outcome", with_event("source: BE, stage: FINAL, kind: decision, impact: NONE"), 3,
       "use one of APPROVED, REJECTED, PENDING"},
      {"decision that blocks", with_event("source: BE, stage: FINAL, kind: decision, impact: BLOCKED"), 3,
       "is a decision with impact BLOCKED"},
      {"pair that is not", with_event("source: BE, stage: STEP1, kind: record, impact: NONE, pair: NOBODY"), 3,
       "pair NOBODY, which is not an event"},
      {"pair on one side",
       with_event("source: BE, stage: STEP1, kind: record, impact: NONE, pair: TWIN") +
           event_line("TWIN", "source: BE, stage: STEP1, kind: record, impact: NONE, pair: OWN"),
       3, "are a pair and both BE"},
      {"pair with itself", with_event("source: BE, stage: STEP1, kind: record, impact: NONE, pair: OWN"), 3, "both BE"},
      {"pair one way", with_event("source: FE, stage: STEP1, kind: record, impact: NONE, pair: APPROVED"), 3,
       "not the other way round"},
      {"built in pair broken",
       with_event("source: BE, stage: PRE_CHECKS, kind: record, impact: NONE", "SESSION_CREATED"), 3,
       "FRONT_SESSION_START has the pair SESSION_CREATED"},
      {"built in pair moved",
       with_event("source: FE, stage: PRE_CHECKS, kind: record, impact: NONE, pair: FRONT_SESSION_START",
                  "SESSION_CREATED"),
       3, "both FE"},
      {"built in check moved", with_event("source: BE, stage: STEP1, kind: record, impact: NONE", "ID_OCR_CHECK"), 3,
       "the cause ID_OCR_CHECK, which is not a check"},
  });
}

TEST(WrongCatalog, TellsAScreenReasonOrCodeThatIsWrong) {
  expect_told({
      {"unknown section", "events:\nscreen:\n  /a: STEP1\n", 2, "unknown key `screen`; its keys are events"},
      {"section twice", "screens:\n  /a: STEP1\nscreens:\n  /b: STEP1\n", 3, "`screens` twice"},
      {"section not a map", "\nscreens: [/a]\n", 2, "screens must be a map"},
      {"root not a map", "- events\n", 1, "the catalog must be a map"},
      {"empty path", "screens:\n  /a: STEP1\n  \"\": STEP1\n", 3, "empty path"},
      {"only slashes", "screens:\n  //: STEP1\n", 2, "empty path"},
      {"path with host", "screens:\n  https://kyc.example/a: STEP1\n", 2, "leave it out"},
      {"path with query", "screens:\n  /a?b: STEP1\n", 2, "leave it out"},
      {"path twice", "screens:\n  /a/b: STEP1\n  /c: STEP1\n  a//b: STEP2\n", 4, "that of line 2 again"},
      {"screen stage", "screens:\n  /a: \"*\"\n", 2, "`*` is not a stage"},
      {"screen without stage", "screens:\n  /a:\n\n", 2, "must be a text"},
      {"reason outcome", with_reason("outcome: APPROVED, title: x"), 2, "use one of REJECTED, PENDING"},
      {"reason without outcome", with_reason("title: x"), 2, "reason own has no `outcome`"},
      {"reason without title", with_reason("outcome: PENDING"), 2, "has no `title`"},
      {"reason stage", with_reason("outcome: PENDING, stage: STEP9, title: x"), 2, "`STEP9` is not a stage"},
      {"reason key", with_reason("outcome: PENDING, cause: retakes, title: x"), 2, "unknown key `cause`"},
      {"reason cause word", with_reason("outcome: PENDING, causes: retake, title: x"), 2,
       "list of checks, or retakes, or warnings"},
      {"reason no causes", with_reason("outcome: PENDING, causes: [], title: x"), 2, "leave it out"},
      {"reason unknown check", with_reason("outcome: PENDING, causes: [NOBODY], title: x"), 2, "the cause NOBODY"},
      {"reason cause no check", with_reason("outcome: PENDING, causes: [ID_OCR_CHECK, STEP_VIEW], title: x"), 2,
       "the cause STEP_VIEW"},
      {"reason long", "reasons:\n  " + std::string(129, 'x') + ": {outcome: PENDING, title: x}\n", 2, "1 to 128 bytes"},
      {"family prefix", "error_families:\n  Se: {class: client, title: x}\n", 2, "two capitals"},
      {"family class", "error_families:\n  SE: {class: customer, title: x}\n", 2, "use one of client"},
      {"family key", "error_families:\n  SE: {klass: client, title: x}\n", 2, "unknown key `klass`"},
      {"code twice", "error_codes:\n  SE-50030: x\n  SE-50030: y\n", 3, "`SE-50030` twice"},
      {"code title", "error_codes:\n  SE-50030: {en: x, kr: y}\n", 2, "unknown key `kr`; its keys are en, ko"},
  });
}

TEST(WrongCatalog, TellsAdviceThatIsWrong) {
  expect_told({
      {"unknown map", "advice:\n  reason:\n    own: {next: x, tell: x}\n", 2,
       "unknown key `reason`; its keys are headlines, reasons"},
      {"unknown headline", "advice:\n  headlines:\n    APPROVED: {next: x, tell: x}\n    APROVED: {next: x, tell: x}\n",
       4, "`APROVED` is not a headline"},
      {"no next", "advice:\n  reasons:\n    own: {tell: x}\n", 3, "advice for the reason own has no `next`"},
      {"no tell", "advice:\n  reasons:\n    own: {next: x}\n", 3, "has no `tell`"},
      {"one language", "advice:\n  reasons:\n    own:\n      next: x\n      tell: {en: x}\n", 5, "has no `ko`"},
      {"sensitive", "advice:\n  reasons:\n    own: {sensitive: yes, next: x, tell: x}\n", 3, "use one of false, true"},
      {"twice", "advice:\n  reasons:\n    own: {next: x, tell: x}\n    own: {next: x, tell: x}\n", 4, "`own` twice"},
      {"empty code", "advice:\n  reasons:\n    \"\": {next: x, tell: x}\n", 3, "1 to 128 bytes"},
  });
}

TEST(WrongCatalog, TellsATextThatIsNotACatalog) {
  expect_told({
      {"deep", std::string(100'000, '['), 1, "not valid YAML: "},
      {"syntax", "screens:\n  /a: STEP1\n  /b: c: d\n", 3, "not valid YAML: "},
      {"open brace", "events:\n  OWN: {source: BE\n", 3, "not valid YAML: "},
      {"bare star", "events:\n  OWN:\n    source: FE\n    stage: *\n", 4, "a star needs quotes"},
      {"not utf8", "screens:\n  /a: STEP1\n  /\xff: STEP2\n", 3, "not UTF-8"},
      {"cut utf8", "# \xed\x95\n", 1, "not UTF-8"},
      {"end of transmission", "screens:\n  /a: STEP1\n\x04  /b: STEP2\n", 3, "control character"},
      {"zero", std::string("screens:\n\0", 10), 2, "control character"},
      {"second document", "screens:\n  /a: STEP1\n---\nscreens:\n  /b: STEP1\n", 4, "second YAML document"},
  });
}

}  // namespace
}  // namespace sj
