#pragma once
// A session's row as bytes (docs/formats/storage.md, "Session row").
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "journey/summary.hpp"

namespace sj::store {

[[nodiscard]] std::string encode_summary(const journey::Summary& summary);

/// Fails with Errc::corrupt when the bytes are not what encode_summary wrote.
[[nodiscard]] Result<journey::Summary> decode_summary(std::string_view bytes);
/// The same into a summary that may hold another row, of which nothing stays but its memory: for reading many. After a
/// failure it holds nothing in particular.
[[nodiscard]] Result<void> decode_summary(std::string_view bytes, journey::Summary& summary);

/// The front of a row, which is the same in every version: session id, times, accept_seq. What is needed to make the
/// rest again from the session's events. nullopt: not even that can be read.
[[nodiscard]] std::optional<journey::Summary> decode_summary_front(std::string_view bytes);

}  // namespace sj::store
