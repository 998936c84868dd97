#include "traffic/journeys.hpp"

#include <algorithm>

#include "traffic/episodes.hpp"
#include "traffic/fates.hpp"

namespace sj::traffic {
namespace {

// Names are in catalog order, so the part of the journey that a check belongs to is a range.
bool in_document(Name name) {
  return name >= Name::id_quality_check && name <= Name::duplicate_user_check;
}
bool in_account(Name name) {
  return name == Name::account_code_check || name == Name::account_holder_check;
}
bool in_face(Name name) {
  return name >= Name::selfie_liveness_check && name <= Name::custom_policy_check;
}
bool at_entry(Name name) {
  return name == Name::link_validity_check || name == Name::project_status_check;
}

// The user may try again; other failed checks decide at once.
bool asks_again(Name name) {
  return (name >= Name::id_quality_check && name <= Name::id_data_match_check) || name == Name::selfie_liveness_check ||
         name == Name::face_compare_check || name == Name::government_check || name == Name::address_proof_check;
}

Trouble only_in(bool here, const Trouble& trouble) {
  return here ? trouble : Trouble{};
}

void reach_document(Script& script, const Trouble& trouble = {}) {
  open_link(script, only_in(at_entry(trouble.name), trouble));
  pass_guards(script, only_in(trouble.name < Name::id_captured && !at_entry(trouble.name), trouble));
  begin_flow(script);
}

void pass_document(Script& script, const Trouble& trouble = {}) {
  take_document(script);
  check_document(script, only_in(in_document(trouble.name), trouble));
  create_submission(script);
}

void pass_account(Script& script, const Trouble& trouble = {}) {
  if (in_account(trouble.name)) return verify_account(script, trouble);
  if (script.profile().form->account && script.profile().country->korean) verify_account(script);
}

void reach_face(Script& script, const Trouble& trouble = {}) {
  reach_document(script, trouble);
  open_document_screen(script);
  pass_document(script, trouble);
  pass_account(script, trouble);
  open_face_screen(script);
}

void pass_face(Script& script, const Trouble& trouble = {}) {
  take_selfie(script);
  check_face(script, only_in(in_face(trouble.name), trouble));
  complete_face(script);
}

void pass_everything(Script& script, const Trouble& trouble = {}) {
  reach_face(script, trouble);
  pass_face(script, trouble);
}

// Up to the screen of the part that the trouble strikes.
void reach_trouble(Script& script, const Trouble& trouble) {
  if (in_face(trouble.name)) return reach_face(script);
  reach_document(script);
  open_document_screen(script);
}

// The picture does not pass, time after time. Another try is offered after the last of them or not.
enum class Then { offered_another, nothing };
void fail_attempts(Script& script, const Trouble& trouble, std::uint32_t times, Then then) {
  const bool face = in_face(trouble.name);
  for (std::uint32_t i = 0; i < times; ++i) {
    face ? take_selfie(script) : take_document(script);
    face ? check_face(script, trouble) : check_document(script, trouble);
    script.pass(120 + script.random().below(300));
    if (i + 1 == times && then == Then::nothing) return;
    script.see(face ? Screen::face_retry : Screen::id_retry);
    script.think(3200);
    script.next_attempt();
  }
}

// From a part that has failed attempts behind it to the end of the main segment.
void recover(Script& script, const Trouble& trouble) {
  if (in_face(trouble.name)) {
    take_selfie(script);
    check_face(script);
    if (trouble.name == Name::government_check || trouble.name == Name::address_proof_check)
      script.check({.name = trouble.name, .result = CheckResult::pass});
    return complete_face(script);
  }
  pass_document(script);
  pass_account(script);
  open_face_screen(script);
  pass_face(script);
}

// Nearly everybody waits for the result.
void look_at_result(Script& script) {
  if (script.random().chance(9700)) return see_result(script);
  if (script.random().chance(5000)) close_page(script);
}

void approve_and_look(Script& script) {
  decide(script, Name::approved);
  look_at_result(script);
}

// With something in the records that did not stop the user; held or rejected for it later.
void play_to_decision(Script& script, const Fate& fate) {
  if (!asks_again(fate.trouble.name) || fate.trouble.result == CheckResult::warn)
    return pass_everything(script, fate.trouble);
  reach_trouble(script, fate.trouble);
  fail_attempts(script, fate.trouble, fate.times, Then::nothing);
  // A milestone would say that the step was passed after all.
  if (in_document(fate.trouble.name) && script.random().chance(2000)) create_submission(script);
}

// From some hours to days.
DurationMs review_delay(Script& script) {
  return DurationMs{script.random().long_tailed(1200)} * minute_ms;
}

// To a screen where people give up.
void walk_to(Script& script, Screen where) {
  if (where == Screen::start) {
    open_link(script);
    if (script.random().chance(6000)) pass_guards(script);
    return;
  }
  if (where >= Screen::face_guide) return reach_face(script);
  reach_document(script);
  if (where <= Screen::guide) return;
  if (where == Screen::id_guide) return script.see(Screen::id_guide);
  open_document_screen(script);
  if (where == Screen::id_capture) return;
  pass_document(script);
  script.see(Screen::account_bank);
  script.think(16'000);
}

// Somebody who is slow, up to a moment shortly before the recording ends.
void wait_for_the_end(Script& script) {
  const DurationMs left = script.remaining() - script.random().between(20'000, 8 * 60'000);
  if (left > 0) script.pass(static_cast<OffsetMs>(left));
}

}  // namespace

void approve(Script& script, const Fate&) {
  pass_everything(script);
  approve_and_look(script);
}

void approve_unseen(Script& script, const Fate&) {
  pass_everything(script);
  close_page(script);
  decide(script, Name::approved);
}

void approve_after_guard(Script& script, const Fate& fate) {
  open_link(script);
  pass_guards(script, fate.trouble);
  see_error_page(script, fate.page);
  come_back(script, 15'000 + script.random().below(180'000));
  pass_guards(script);
  begin_flow(script);
  open_document_screen(script);
  recover(script, {});
  approve_and_look(script);
}

void approve_after_error_page(Script& script, const Fate& fate) {
  reach_document(script);
  open_document_screen(script);
  see_error_page(script, fate.page);
  come_back(script, 8'000 + script.random().below(60'000));
  recover(script, {});
  approve_and_look(script);
}

void approve_after_denied_camera(Script& script, const Fate&) {
  reach_document(script);
  deny_camera(script, Screen::id_capture);
  open_document_screen(script);
  recover(script, {});
  approve_and_look(script);
}

void approve_after_break(Script& script, const Fate&) {
  reach_document(script);
  open_document_screen(script);
  close_page(script);
  come_back(script, 120'000 + script.random().below(15 * 60'000));
  recover(script, {});
  approve_and_look(script);
}

void approve_with_trouble(Script& script, const Fate& fate) {
  pass_everything(script, fate.trouble);
  approve_and_look(script);
}

void approve_after_retake(Script& script, const Fate& fate) {
  if (in_account(fate.trouble.name)) {
    pass_everything(script, fate.trouble);
  } else {
    reach_trouble(script, fate.trouble);
    fail_attempts(script, fate.trouble, script.random().chance(2500) ? 2 : 1, Then::offered_another);
    recover(script, fate.trouble);
  }
  approve_and_look(script);
}

void approve_then_reopen(Script& script, const Fate& fate) {
  pass_everything(script);
  decide(script, Name::approved);
  see_result(script);
  script.pass(5 * 60'000 + script.random().below(3 * 3'600'000));
  script.check(fate.trouble);
  see_error_page(script, fate.page);
}

void approve_then_overturn(Script& script, const Fate& fate) {
  pass_everything(script);
  approve_and_look(script);
  script.pass(static_cast<OffsetMs>(review_delay(script)));
  script.check(fate.trouble);
  review(script, 40 * minute_ms, Name::rejected, fate.reason);
}

void reject(Script& script, const Fate& fate) {
  if (in_document(fate.trouble.name) && !asks_again(fate.trouble.name) && script.random().chance(5000)) {
    reach_document(script);
    open_document_screen(script);
    pass_document(script, fate.trouble);  // some customers do not ask for a face any more
  } else {
    play_to_decision(script, fate);
  }
  decide(script, Name::rejected, fate.reason);
  look_at_result(script);
}

void reject_before_record(Script& script, const Fate& fate) {
  pass_everything(script);
  decide(script, Name::rejected, fate.reason);
  see_result(script);
  script.check(fate.trouble);
}

void reject_by_retry_limit(Script& script, const Fate& fate) {
  reach_trouble(script, fate.trouble);
  fail_attempts(script, fate.trouble, fate.times, Then::nothing);
  script.check({.name = Name::retry_limit_check});
  decide(script, Name::rejected, fate.reason);
  look_at_result(script);
}

void reject_silently(Script& script, const Fate& fate) {
  pass_everything(script);
  decide(script, Name::rejected, fate.reason);
  look_at_result(script);
}

void reject_then_appeal(Script& script, const Fate& fate) {
  reject(script, fate);
  review(script, review_delay(script), Name::approved);
}

void hold(Script& script, const Fate& fate) {
  play_to_decision(script, fate);
  decide(script, Name::pending, fate.reason);
  look_at_result(script);
}

void hold_then_approve(Script& script, const Fate& fate) {
  hold(script, fate);
  review(script, review_delay(script), Name::approved);
}

void hold_then_reject(Script& script, const Fate& fate) {
  hold(script, fate);
  review(script, review_delay(script), Name::rejected, fate.reason);
}

void decide_by_api(Script& script, const Fate& fate) {
  create_session(script);
  script.pass(150);
  check_document(script, only_in(in_document(fate.trouble.name), fate.trouble));
  create_submission(script);
  script.think(2500);  // the customer's server sends the second picture
  check_face(script, only_in(in_face(fate.trouble.name), fate.trouble));
  complete_face(script);
  decide(script, fate.decision, fate.reason);
}

void block_at_guard(Script& script, const Fate& fate) {
  const bool entry = at_entry(fate.trouble.name);
  open_link(script, only_in(entry, fate.trouble));
  if (!entry) pass_guards(script, fate.trouble);
  see_error_page(script, fate.page);
  if (script.random().chance(6000)) close_page(script);
}

void block_in_step(Script& script, const Fate& fate) {
  reach_trouble(script, fate.where >= Screen::face_guide ? Trouble{.name = Name::face_compare_check} : Trouble{});
  // Twice the user may try again; the third error of an engine ends it.
  Trouble before = fate.trouble;
  before.impact.reset();
  fail_attempts(script, before, fate.times, Then::offered_another);
  fate.where >= Screen::face_guide ? take_selfie(script) : take_document(script);
  script.check(fate.trouble);
  see_error_page(script, fate.page);
  if (script.random().chance(6000)) close_page(script);
}

void finish_undecided(Script& script, const Fate&) {
  pass_everything(script);
  see_result(script);
}

void loop_in_errors(Script& script, const Fate& fate) {
  reach_trouble(script, fate.trouble);
  fail_attempts(script, fate.trouble, fate.times, Then::nothing);
  see_error_page(script, fate.page);
  if (script.random().chance(5000)) close_page(script);
}

void end_on_error_page(Script& script, const Fate& fate) {
  walk_to(script, fate.where);
  if (fate.page == Code::rt_60001) {
    script.on_screen(Name::client_error).code = fate.page;
    script.pass(40);
  }
  see_error_page(script, fate.page);
  if (script.random().chance(5000)) close_page(script);
}

void never_open(Script& script, const Fate&) {
  create_session(script);
}

void drop_on_server(Script& script, const Fate&) {
  create_session(script);
  script.pass(150);
  check_document(script);
  create_submission(script);
}

void drop_at_denied_camera(Script& script, const Fate& fate) {
  reach_document(script);
  if (fate.where == Screen::face_capture) {
    open_document_screen(script);
    pass_document(script);
    pass_account(script);
  }
  deny_camera(script, fate.where);
  if (script.random().chance(4000)) deny_camera(script, fate.where);
  close_page(script);
}

void drop_after_retake(Script& script, const Fate& fate) {
  reach_trouble(script, fate.trouble);
  fail_attempts(script, fate.trouble, script.random().between(1, fate.times), Then::offered_another);
  if (script.random().chance(7000)) close_page(script);
}

void drop_offline(Script& script, const Fate& fate) {
  walk_to(script, fate.where);
  script.think(7000);
  script.on_screen(Name::network_offline);
}

void drop_in_background(Script& script, const Fate& fate) {
  walk_to(script, fate.where);
  script.think(9000);
  script.on_screen(Name::page_hidden);
}

void drop_on_screen(Script& script, const Fate& fate) {
  walk_to(script, fate.where);
  script.think(12'000);
  if (script.random().chance(7500)) close_page(script);
}

void linger_after_retake(Script& script, const Fate& fate) {
  reach_trouble(script, fate.trouble);
  wait_for_the_end(script);
  fail_attempts(script, fate.trouble, 1, Then::offered_another);
}

void linger_on_screen(Script& script, const Fate& fate) {
  walk_to(script, fate.where);
  wait_for_the_end(script);
  script.see(script.screen());
}

}  // namespace sj::traffic
