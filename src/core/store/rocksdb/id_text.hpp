#pragma once
// Texts that may be ids, in as few bytes as they have information: a UUID, or a prefix with hexadecimal digits behind.
#include <memory_resource>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/time.hpp"

namespace sj::store {

/// `time` is when the id was probably made: the time in a UUID of version 7 is kept as the difference to it.
void put_id_text(std::string& out, std::string_view text, TimeMs time);

/// Reads what put_id_text wrote, given the same time. A view into `in`, or into `room` where the text had to be made.
[[nodiscard]] std::string_view read_id_text(ByteReader& in, TimeMs time, std::pmr::memory_resource& room);

}  // namespace sj::store
