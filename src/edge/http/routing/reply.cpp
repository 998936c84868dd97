#include "http/routing/reply.hpp"

namespace sj::http {
namespace {

class FunctionTarget final : public ReplyTarget {
 public:
  explicit FunctionTarget(std::function<void(Response)> receiver) : receiver_(std::move(receiver)) {}
  void deliver(Response response) override { receiver_(std::move(response)); }

 private:
  std::function<void(Response)> receiver_;
};

}  // namespace

Reply Reply::to(std::function<void(Response)> receiver) {
  return Reply(std::make_shared<FunctionTarget>(std::move(receiver)));
}

}  // namespace sj::http
