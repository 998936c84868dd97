#include "traffic/episodes.hpp"

#include <algorithm>
#include <array>

namespace sj::traffic {
namespace {

constexpr std::array entry_checks{Name::link_validity_check, Name::project_status_check};
constexpr std::array document_engines{Name::id_quality_check, Name::id_ocr_check, Name::id_liveness_check};

bool contains(std::span<const Name> names, Name name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The next working minute of reviewers in Seoul: Monday to Friday, 10 to 18 h, which is 1 to 9 h UTC.
TimeMs in_office_hours(TimeMs time) {
  for (;;) {
    const std::int64_t day = time / day_ms, hour = time / hour_ms % 24, weekday = (day + 3) % 7;
    if (weekday < 5 && hour >= 1 && hour < 9) return time;
    const bool before_work = weekday < 5 && hour < 1;
    time = (before_work ? day : day + 1) * day_ms + hour_ms +
           time % hour_ms;  // keeps the minute: they do not all start at ten
  }
}

void tell_result(Script& script) {
  if (script.random().chance(150)) {
    script.on_server_after(Name::webhook_failed, 900).tells = Tells::submission;
    script.on_server_after(Name::webhook_sent, 31'000 + script.random().below(900));
  } else {
    script.on_server_after(Name::webhook_sent, 120 + script.random().below(400));
  }
  if (!script.random().chance(6500)) return;
  // One draw a statement: arguments are evaluated in any order, and the order of draws is part of the output.
  const Name email = script.random().chance(100) ? Name::email_failed : Name::email_sent;
  script.on_server_after(email, 250 + script.random().below(900)).spare = true;
}

}  // namespace

bool uses_camera(const Script& script) {
  return !script.profile().uploads;
}

void create_session(Script& script) {
  script.new_request();
  Step& created = script.on_server(Name::session_created);
  // Half of the customers say who comes; a few of those people correct their email on the way.
  if (script.random().chance(5000)) created.tells = script.random().chance(60) ? Tells::old_email : Tells::user;
  script.on_server_after(Name::project_options_fetched, 20 + script.random().below(60)).spare = true;
}

void open_link(Script& script, const Trouble& trouble) {
  create_session(script);
  script.pass(60 + script.random().below(340));
  script.on_screen(Name::front_session_start).screen = Screen::start;
  script.on_server_after(Name::nationality_info_lookup, 40 + script.random().below(80)).spare = true;
  script.checks(entry_checks, trouble);
  script.pass(150 + script.random().below(500));
  script.see(Screen::start);
  script.think(1800);
}

void pass_guards(Script& script, const Trouble& trouble) {
  script.checks(script.profile().form->guards, trouble);
  script.pass(30 + script.random().below(150));
}

void begin_flow(Script& script) {
  script.on_screen(Name::create_flow);
  script.pass(40 + script.random().below(160));
  script.new_request();
  script.on_server(Name::flow_id_issued);
  script.on_server_after(Name::liveform_hash_created, 8).spare = true;
  if (script.profile().form->private_link) script.on_server_after(Name::private_token_usage_recorded, 14).spare = true;
  script.pass(300 + script.random().below(600));
  script.see(Screen::terms);
  script.think(6500);
  if (!script.random().chance(4500)) return;
  script.see(Screen::guide);
  script.think(4200);
}

void open_document_screen(Script& script) {
  script.first_attempt();
  script.see(Screen::id_guide);
  script.think(4500);
  script.see(Screen::id_capture);
  script.pass(300 + script.random().below(900));
  if (uses_camera(script)) script.on_screen(Name::camera_activated).attempt = 0;
  distraction(script);
}

void take_document(Script& script) {
  script.think(uses_camera(script) ? 9000 : 17'000);
  script.on_screen(uses_camera(script) ? Name::id_captured : Name::id_uploaded).attempt = script.attempt();
  script.pass(350 + script.random().below(700));  // the picture goes up
}

void check_document(Script& script, const Trouble& trouble) {
  const bool in_engines = contains(document_engines, trouble.name);
  const bool stops = in_engines && (trouble.result == CheckResult::fail || trouble.result == CheckResult::error);
  script.checks(document_engines, in_engines ? trouble : Trouble{});
  if (stops) return;
  // The rules need the text and nothing else, so they start while the liveness engine may still be running.
  const OffsetMs engines_end = script.now();
  script.go_to(script.latest(Name::id_ocr_check) + 2);
  script.checks(script.profile().form->document_rules, in_engines ? Trouble{} : trouble);
  script.go_to(std::max(engines_end, script.now()) + 40 + script.random().below(200));
}

void create_submission(Script& script) {
  script.new_request();
  script.on_server(Name::submission_created).tells = Tells::everything;
  script.submission_exists();
  script.pass(200 + script.random().below(500));
}

void verify_account(Script& script, const Trouble& trouble) {
  script.first_attempt();
  script.see(Screen::account_bank);
  script.think(16'000);
  script.check({.name = Name::account_holder_check, .result = CheckResult::pass}).spare = true;
  script.new_request();
  script.on_server_after(Name::account_transfer_sent, 200);
  script.pass(600);
  script.see(Screen::account_code);
  script.think(24'000);
  if (trouble.name != Name::none) {
    script.check(trouble);
    script.next_attempt();
    script.think(14'000);
  }
  script.check({.name = Name::account_code_check, .result = CheckResult::pass});
  script.on_server_after(Name::account_verified, 60);
  script.pass(500);
}

void open_face_screen(Script& script) {
  script.first_attempt();
  script.see(Screen::face_guide);
  script.think(3800);
  script.see(Screen::face_capture);
  script.pass(300 + script.random().below(900));
  script.on_screen(Name::camera_activated);
  distraction(script);
}

void take_selfie(Script& script) {
  script.think(6000);
  script.on_screen(Name::selfie_captured).attempt = script.attempt();
  script.pass(300 + script.random().below(600));
}

void check_face(Script& script, const Trouble& trouble) {
  std::array<Name, 8> names{Name::selfie_liveness_check, Name::face_compare_check};
  std::size_t count = 2;
  for (const Name name : script.profile().form->face_checks)
    if (name != Name::government_check || script.profile().country->korean) names[count++] = name;
  // A second picture asks the face engines again and nobody else.
  if (script.attempt() > 1) count = 2;
  script.checks(std::span(names).first(count), trouble);
}

void complete_face(Script& script) {
  script.pass(80 + script.random().below(300));
  script.new_request();
  script.on_server(Name::step2_completed);
}

void decide(Script& script, Name decision, Reason reason) {
  script.pass(350 + script.random().below(1800));
  script.new_request();
  if (script.random().chance(120)) script.on_server(Name::vendor_score_pushed);
  script.pass(20);
  Step& step = script.on_server(decision);
  step.reason = reason;
  step.tells = Tells::everything;
  tell_result(script);
  script.pass(300 + script.random().below(900));
}

void review(Script& script, DurationMs delay, Name decision, Reason reason) {
  const TimeMs wanted = script.clock() + delay;
  script.pass(static_cast<OffsetMs>(in_office_hours(wanted) - script.clock()));
  script.new_request();
  Step& step = script.on_server(decision);
  step.reason = reason;
  step.tells = Tells::everything;
  step.by_person = true;
  tell_result(script);
  script.pass(1500);
}

void see_result(Script& script) {
  script.see(Screen::result, Name::final_page_view);
  script.think(4200);
  if (script.random().chance(3500)) {
    script.on_screen(Name::return_url_redirected);
    script.pass(60);
  }
  if (script.random().chance(8500)) close_page(script);
}

void see_error_page(Script& script, Code code) {
  script.pass(150 + script.random().below(500));
  Step& page = script.on_screen(Name::error_page_viewed);
  page.screen = Screen::error;
  page.code = code;
  script.think(7000);
}

void close_page(Script& script) {
  script.on_screen(Name::page_hidden).spare = true;
  script.pass(20 + script.random().below(80));
  script.on_screen(Name::page_exited);  // not spare: without it a closed page would look like one in the background
}

void come_back(Script& script, OffsetMs pause) {
  script.pass(pause);
  script.new_request();
  script.on_server(Name::session_reused);
  script.pass(60 + script.random().below(250));
  script.on_screen(Name::front_session_resumed);
  script.check({.name = Name::checkpoint_hash_check, .result = CheckResult::pass}).attempt = 0;
  script.pass(200);
  script.see(script.screen());
  script.think(2500);
}

void deny_camera(Script& script, Screen screen) {
  script.see(screen);
  script.pass(900 + script.random().below(2500));  // the browser asks, the user refuses
  script.on_screen(Name::camera_denied);
  script.think(9000);
}

void distraction(Script& script) {
  Random& random = script.random();
  const std::uint32_t ticket = random.below(myriad);
  if (ticket < 500) {  // a message comes in
    script.think(3000);
    script.on_screen(Name::page_hidden);
    script.think(14'000);
    script.on_screen(Name::page_visible);
  } else if (ticket < 620) {  // a lift, a tunnel
    script.on_screen(Name::network_offline);
    script.think(9000);
    script.on_screen(Name::network_online);
  } else if (ticket < 700) {
    script.on_screen(Name::client_error).code = Code::rt_60001;
  } else if (ticket < 740) {
    script.on_screen(Name::vendor_sdk_hint);
  } else if (ticket < 900) {  // fetches the passport from another room
    script.on_screen(Name::page_hidden);
    script.on_screen(Name::page_exited);
    come_back(script, 60'000 + random.below(16 * 60'000));
  }
}

}  // namespace sj::traffic
