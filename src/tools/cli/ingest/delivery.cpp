#include "cli/ingest/delivery.hpp"

#include <fmt/format.h>

#include "cli/client/problem.hpp"
#include "cli/text/code_points.hpp"

namespace sj::cli {

bool Delivery::send_file(const std::filesystem::path& path) {
  name_ = printable(path.string());
  const auto reader = open_reader_(path, name_);
  if (!reader) {
    progress_.note(reader.error().message);
    return false;
  }
  batch_ = {};
  const Result<void> sent = send_events(path, **reader);
  bytes_before_ += (*reader)->source().raw_position();
  if (!sent) progress_.note(sent.error().message);
  return sent.has_value();
}

Result<void> Delivery::begin(const std::filesystem::path& path, ItemReader& reader) {
  if (!resume_) return {};
  const auto place = resume_->place_in(path);
  if (!place) return {};
  progress_.note(fmt::format("{}: going on at line {}", name_, place->line));
  return reader.resume_at(place->offset, place->line);
}

// Events that were read before something turned out wrong with the file are sent all the same.
Result<void> Delivery::send_events(const std::filesystem::path& path, ItemReader& reader) {
  Result<void> done = begin(path, reader);
  while (done) {
    const auto item = reader.next();
    if (!item) done = std::unexpected(item.error());
    if (!item || !*item) break;
    if (!batch_.has_room_for(**item))
      if (auto sent = send(path); !sent) return sent;
    if ((*item)->too_large) {
      batch_.pass(**item);
      reject((*item)->line, {0, "", "too_large", "", "the event is longer than 1 MiB"});
    } else {
      batch_.add(**item);
    }
    progress_.update(bytes_before_ + reader.source().raw_position(), tally_);
  }
  const auto sent = send(path);
  return sent ? done : sent;
}

Result<void> Delivery::send(const std::filesystem::path& path) {
  if (batch_.empty()) return {};
  const auto stop = [&](std::string_view why) {
    stopped_ = true;
    return fail(Errc::unavailable,
                fmt::format("{}:{}: not delivered from here on: {}", name_, batch_.lines().front(), why));
  };
  const auto answer = api_.post_events(BodyType::ndjson, batch_.body());
  if (!answer) return stop(answer.error().message);
  if (answer->status != 200 && answer->status != 422) return stop("the server says " + problem_text(*answer));
  const auto told = read_ingest_answer(answer->body);
  if (!told) return stop(told.error().message);
  count(*told);
  batch_.clear();
  if (!resume_) return {};
  return resume_->keep(path, batch_.end_offset(), batch_.end_line());
}

void Delivery::count(const IngestAnswer& answer) {
  tally_.accepted += answer.accepted;
  tally_.duplicates += answer.duplicates;
  for (const Rejection& rejection : answer.rejected)
    reject(rejection.index < batch_.lines().size() ? batch_.lines()[rejection.index] : 0, rejection);
  for (const std::string& code : answer.warnings) ++tally_.warnings[code];
}

void Delivery::reject(std::uint64_t line, const Rejection& rejection) {
  if (++tally_.rejected > rejections_told_) return;
  std::string note = fmt::format("{}:{}: {}", name_, line, printable(rejection.code));
  if (!rejection.field.empty()) note += " " + printable(rejection.field);
  note += ": " + printable(rejection.detail);
  if (!rejection.event_id.empty()) note += fmt::format(" (event {})", printable(rejection.event_id));
  progress_.note(note);
}

}  // namespace sj::cli
