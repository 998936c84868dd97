#pragma once
// The explanation as one sentence for a person, in English and Korean (§11 Sentence). Made from the headline, the
// reason, what the causes are called, counts and the last screen; never from the order of events.
#include "journey/explain.hpp"
#include "journey/fold.hpp"

namespace sj::journey {

[[nodiscard]] LocalText sentence_of(const Diagnosis& diagnosis, const Fold& fold, const EventLog& log);

}  // namespace sj::journey
