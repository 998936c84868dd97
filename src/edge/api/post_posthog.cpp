// PostHog's capture endpoints. The key is in the body, where the server finds it before anything else is done.
#include "api/endpoints.hpp"
#include "api/ingest_result.hpp"
#include "api/take_events.hpp"
#include "api/way_in.hpp"
#include "wire/posthog/key_finder.hpp"
#include "wire/posthog/unpack.hpp"

namespace sj::api {
namespace {

class PosthogKeyFinder final : public http::KeyFinder {
 public:
  [[nodiscard]] Found look(std::string_view bytes) override { return found(finder_.look(bytes)); }
  [[nodiscard]] Found end() override { return found(finder_.end()); }
  [[nodiscard]] const std::string& key() const override { return finder_.key(); }

 private:
  using InBody = wire::posthog::KeyFinder;
  static Found found(InBody::Found found) {
    switch (found) {
      case InBody::Found::key: return Found::key;
      case InBody::Found::no_key: return Found::no_key;
      case InBody::Found::malformed: return Found::malformed;
      case InBody::Found::not_yet: break;
    }
    return Found::not_yet;
  }

  InBody finder_;
};

std::unique_ptr<http::KeyFinder> make_key_finder() {
  return std::make_unique<PosthogKeyFinder>();
}

void take(Context& context, http::Request request, http::Reply reply) {
  const auto unpack = [](http::Request& from, wire::MessageSink& to) { return wire::posthog::unpack(from.body, to); };
  const Sender sender = sender_of(*request.caller);
  const auto answer = [](const ingest::Batch& batch, const ingest::IngestResult& result) {
    return native_answer_with("\"status\":1", batch, result);
  };
  take_messages(context, sender, wire::Protocol::posthog, unpack, std::move(request), answer, std::move(reply));
}

}  // namespace

Endpoint post_posthog() {
  http::Route route = translated_route();
  route.key_in_body = make_key_finder;
  return {.paths = {"/batch/", "/batch", "/capture", "/capture/", "/e", "/e/", "/i/v0/e", "/i/v0/e/"},
          .route = std::move(route),
          .answers = takes_events,
          .run = take};
}

}  // namespace sj::api
