#pragma once
// The parts that every journey is put together from, stage by stage. Each leaves the script at the moment where the
// next may begin. Trouble, where it is given, strikes a check of that part; the user's answer to it is the fate's
// business.
#include "traffic/script.hpp"

namespace sj::traffic {

/// The session is created and the link opened; the link itself and the project are checked.
void open_link(Script& script, const Trouble& trouble = {});
/// The session is created and nobody ever opens the link.
void create_session(Script& script);
/// The checks that decide who may begin.
void pass_guards(Script& script, const Trouble& trouble = {});
/// Flow id, terms and guide: everything up to the document.
void begin_flow(Script& script);

void open_document_screen(Script& script);
void take_document(Script& script);
/// The engines side by side and, where they let the picture through, the rules side by side.
void check_document(Script& script, const Trouble& trouble = {});
void create_submission(Script& script);

/// The one-won transfer, whatever the form says.
void verify_account(Script& script, const Trouble& trouble = {});

void open_face_screen(Script& script);
void take_selfie(Script& script);
void check_face(Script& script, const Trouble& trouble = {});
void complete_face(Script& script);

/// APPROVED, REJECTED or PENDING, and the messages about it.
void decide(Script& script, Name decision, Reason reason = Reason::none);
/// The same by a reviewer, in office hours and after at least `delay`.
void review(Script& script, DurationMs delay, Name decision, Reason reason = Reason::none);
/// The result page and what people do with it: mostly close it.
void see_result(Script& script);

void see_error_page(Script& script, Code code);
/// The tab is closed; the page has the time to say so.
void close_page(Script& script);
/// Back after `pause`, in the same session and on the same screen.
void come_back(Script& script, OffsetMs pause);
/// The camera is refused or missing on this screen.
void deny_camera(Script& script, Screen screen);
/// Now and then something that means nothing: another app for a moment, a tunnel, a stray error.
void distraction(Script& script);

/// Is the camera used in this session, rather than a file?
[[nodiscard]] bool uses_camera(const Script& script);

}  // namespace sj::traffic
