#pragma once
// What happens when there is no memory left where nobody can answer 503 any more: in the journal's writer, the keeper,
// the store's own threads. The process says so and ends as if it had been killed, which loses nothing acknowledged;
// whoever runs it starts it again.

namespace sj::app {

/// Call before the first thread.
void end_in_words_without_memory();

}  // namespace sj::app
