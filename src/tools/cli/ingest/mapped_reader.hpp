#pragma once
// Messages of another form on their way to events: each is mapped before it is sent.
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/ingest/item_reader.hpp"

namespace sj::cli {

class MappedReader final : public ItemReader {
 public:
  MappedReader(std::unique_ptr<ItemReader> messages, MessageMapper map)
      : messages_(std::move(messages)), map_(std::move(map)) {}

  Result<void> resume_at(std::uint64_t offset, std::uint64_t line) override {
    return messages_->resume_at(offset, line);
  }
  /// What is no JSON is handed on as it is: the server will say so, and where.
  Result<std::optional<Item>> next() override {
    auto item = messages_->next();
    if (!item || !*item || (*item)->too_large) return item;
    if (auto event = map_((*item)->text)) {
      event_ = *std::move(event);
      (*item)->text = event_;
    }
    return item;
  }
  [[nodiscard]] const ByteSource& source() const override { return messages_->source(); }

 private:
  std::unique_ptr<ItemReader> messages_;
  MessageMapper map_;
  std::string event_;
};

}  // namespace sj::cli
