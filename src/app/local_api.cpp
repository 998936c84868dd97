#include "app/local_api.hpp"

#include <future>

#include "app/engine.hpp"
#include "http/message/query_string.hpp"

namespace sj::app {
namespace {

class LocalApi final : public cli::Api {
 public:
  LocalApi(std::unique_ptr<Engine> engine, access::Caller caller)
      : engine_(std::move(engine)), router_(api::make_router(engine_->context())), caller_(std::move(caller)) {}

  Result<cli::HttpAnswer> post_events(cli::BodyType type, std::string_view body) override {
    http::Request request;
    request.method = http::Method::post;
    request.body = body;
    request.set_headers(
        {{"Content-Type", type == cli::BodyType::ndjson ? "application/x-ndjson" : "application/json"}});
    return ask(std::move(request), "/v1/events");
  }

  Result<cli::HttpAnswer> get(std::string_view target) override {
    // What was sent before is to be seen now, not at the next tick.
    engine_->ingest().project_now();
    http::Request request;
    const std::size_t question = target.find('?');
    if (question != std::string_view::npos) {
      auto query = http::parse_query(target.substr(question + 1));
      if (!query) return fail(Errc::invalid_argument, "the query cannot be read");
      request.query = *std::move(query);
    }
    return ask(std::move(request), std::string(target.substr(0, question)));
  }

 private:
  Result<cli::HttpAnswer> ask(http::Request request, std::string path) {
    auto found = router_.find(request.method, path);
    auto* match = std::get_if<http::Router::Match>(&found);
    if (!match) return fail(Errc::not_found, "there is no " + path);
    request.path = std::move(path);
    request.path_params = std::move(match->path_params);
    request.caller = caller_;
    std::promise<http::Response> promise;
    match->route->handler(std::move(request),
                          http::Reply::to([&](http::Response response) { promise.set_value(std::move(response)); }));
    http::Response response = promise.get_future().get();
    if (response.problem)
      return cli::HttpAnswer{response.status, http::render(*response.problem, "local"), std::nullopt};
    return cli::HttpAnswer{response.status, std::move(response.body), std::nullopt};
  }

  std::unique_ptr<Engine> engine_;
  http::Router router_;
  access::Caller caller_;
};

// Whoever can read the directory may do all in the project that was named, or that the key is of, or that is the only
// one.
Result<access::Caller> caller_of(const access::Registry& registry, const cli::DataOptions& options) {
  if (!options.key.empty()) {
    auto caller = registry.authenticate(options.key);
    if (!caller) return fail(Errc::invalid_argument, "the key is not one of this data directory");
    return *std::move(caller);
  }
  std::vector<access::Project> meant;
  for (access::Project& project : registry.projects())
    if (options.project.empty() || project.id == options.project || project.name == options.project)
      meant.push_back(std::move(project));
  if (meant.size() == 1) return access::Caller{meant.front().id, access::KeyKind::admin, "local"};
  return fail(Errc::invalid_argument, meant.empty()
                                          ? "the data directory has no such project"
                                          : "the data directory has several projects; say which with --project");
}

}  // namespace

Result<std::unique_ptr<cli::Api>> open_local_api(const cli::DataOptions& options) {
  auto engine = Engine::open(options.config);
  if (!engine) return std::unexpected(engine.error());
  auto caller = caller_of((*engine)->registry(), options);
  if (!caller) return std::unexpected(caller.error());
  return std::make_unique<LocalApi>(*std::move(engine), *std::move(caller));
}

}  // namespace sj::app
