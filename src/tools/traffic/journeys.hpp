#pragma once
// How a journey of each kind runs, from its first event to its last. Which check, reason, code and screen it is about
// says the fate's row.
#include "traffic/script.hpp"

namespace sj::traffic {

struct Fate;

// Decided.
void approve(Script&, const Fate&);
void approve_unseen(Script&, const Fate&);       ///< the tab is closed before the result
void approve_after_guard(Script&, const Fate&);  ///< a guard stops them, they come back and it passes
void approve_after_error_page(Script&, const Fate&);
void approve_after_denied_camera(Script&, const Fate&);
void approve_after_break(Script&, const Fate&);
void approve_with_trouble(Script&, const Fate&);  ///< recorded, and nothing came of it
void approve_after_retake(Script&, const Fate&);
void approve_then_reopen(Script&, const Fate&);    ///< the used link is opened again and refused
void approve_then_overturn(Script&, const Fate&);  ///< rejected by a person days later
void reject(Script&, const Fate&);
void reject_before_record(Script&, const Fate&);  ///< the deciding check is recorded after the decision
void reject_by_retry_limit(Script&, const Fate&);
void reject_silently(Script&, const Fate&);     ///< nothing failed that anybody could see
void reject_then_appeal(Script&, const Fate&);  ///< approved by a person days later
void hold(Script&, const Fate&);                ///< pending, and nobody has looked yet
void hold_then_approve(Script&, const Fate&);
void hold_then_reject(Script&, const Fate&);
void decide_by_api(Script&, const Fate&);  ///< no screen at all

// Stopped.
void block_at_guard(Script&, const Fate&);
void block_in_step(Script&, const Fate&);
void finish_undecided(Script&, const Fate&);
void loop_in_errors(Script&, const Fate&);
void end_on_error_page(Script&, const Fate&);

// Left.
void never_open(Script&, const Fate&);
void drop_on_server(Script&, const Fate&);
void drop_at_denied_camera(Script&, const Fate&);
void drop_after_retake(Script&, const Fate&);
void drop_offline(Script&, const Fate&);
void drop_in_background(Script&, const Fate&);
void drop_on_screen(Script&, const Fate&);

// Still under way when the recording ends.
void linger_after_retake(Script&, const Fate&);
void linger_on_screen(Script&, const Fate&);

}  // namespace sj::traffic
