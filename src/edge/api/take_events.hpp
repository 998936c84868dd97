#pragma once
// The way in that all protocols share: decode, judge, write, answer.
#include <string>

#include "api/context.hpp"
#include "http/message/request.hpp"
#include "http/routing/reply.hpp"
#include "wire/messages.hpp"
#include "wire/native/decode.hpp"

namespace sj::api {

/// Who sends.
struct Sender {
  std::string project_id;
  bool may_write_be = false;
  std::string bounded_key;  ///< the key's id where its events are counted (key_rates.hpp); else empty
};
[[nodiscard]] Sender sender_of(const access::Caller& caller);

/// How a protocol tells its sender what became of the events.
using AnswerForm = std::function<http::Response(const ingest::Batch&, const ingest::IngestResult&)>;

/// Takes the events of the request's body, which is native JSON. The answer comes when they are durable.
void take_events(Context& context, const Sender& sender, wire::native::Form form, http::Request request,
                 AnswerForm answer, http::Reply reply);

/// Finds the messages of a request, which is in its protocol's own form.
using Unpack = std::function<std::optional<wire::BodyError>(http::Request&, wire::MessageSink&)>;

/// Takes the messages of another protocol, by the mapping of the sender's project.
void take_messages(Context& context, const Sender& sender, wire::Protocol protocol, const Unpack& unpack,
                   http::Request request, AnswerForm answer, http::Reply reply);

/// The answer to a body that is not taken as a whole.
[[nodiscard]] http::Response problem_of(Context& context, const wire::BodyError& error);

}  // namespace sj::api
