#pragma once
// What became of the events of a request, as POST /v1/events tells it. Other protocols add to it what theirs asks for.
#include <string>

#include "http/message/response.hpp"
#include "ingest/ingest.hpp"

namespace sj::api {

/// `{"accepted":…,"duplicates":…,"rejected":[…],"warnings":[…]}`
[[nodiscard]] std::string ingest_result_json(const ingest::Batch& batch, const ingest::IngestResult& result);

/// Whether there was something, and nothing of it could be taken.
[[nodiscard]] bool all_rejected(const ingest::Batch& batch, const ingest::IngestResult& result);

/// 200 with ingest_result_json, or the problem `nothing_accepted` with the same members.
[[nodiscard]] http::Response native_answer(const ingest::Batch& batch, const ingest::IngestResult& result);

/// The same with one more member in front of a 200, such as `"success":true`, that a client looks for.
[[nodiscard]] http::Response native_answer_with(std::string_view member, const ingest::Batch& batch,
                                                const ingest::IngestResult& result);

}  // namespace sj::api
