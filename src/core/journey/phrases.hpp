#pragma once
// The parts that sentences are put together from, in English and Korean: each claims no more than its events carry.
#include "journey/candidates.hpp"
#include "journey/fold.hpp"

namespace sj::journey {

/// What the title of the event says; its name where the catalog has none.
[[nodiscard]] LocalText title_of(const Event& event, const EventType& type);

/// What these records say, by result: a FAIL is about the user, an ERROR about the engine, e.g. "face comparison (2
/// times) not passed by the user; engine error in document type check". At most three titles of each kind.
[[nodiscard]] LocalText records_phrase(const Candidates& records, const EventLog& log);

/// Whose these blocks are: "by an entry check", "by the server in the face step", or both; in Korean only where.
[[nodiscard]] LocalText blockers_phrase(const Candidates& blocks);

/// ", recorded after the decision" and alike where blocks among these came after the first final page or the current
/// decision; else empty.
[[nodiscard]] LocalText late_note(const Candidates& records, const Facts& facts);

/// "in the face step".
[[nodiscard]] LocalText stage_phrase(Stage stage);

/// Where the user was last: the last screen, unless something later was seen elsewhere; else the stage of the last FE
/// event, and if there is none, of the last activity.
[[nodiscard]] LocalText place_phrase(const Facts& facts, const EventLog& log);

/// " after the selfie": the last capture, where it belongs to the stage in which the user was last; else empty.
[[nodiscard]] LocalText capture_phrase(const Facts& facts, const EventLog& log, const Catalog& catalog);

/// " for expired_id (expired document)" of the current decision; of a hold " with reason ...".
[[nodiscard]] LocalText reason_phrase(const DecisionFact& decision, const EventLog& log, const Catalog& catalog);

/// "LO-30001, document text not recognised" of the error page that is the last screen.
[[nodiscard]] LocalText error_phrase(const Facts& facts, const EventLog& log, const Catalog& catalog);

/// "3 retakes"; Korean counts follow their noun.
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

}  // namespace sj::journey
