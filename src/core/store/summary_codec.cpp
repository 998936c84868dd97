#include "store/summary_codec.hpp"

#include <algorithm>

#include "base/bytes.hpp"

namespace sj::store {
namespace {

using journey::Summary;

constexpr std::uint8_t codec_version = 1;

// One description of the layout, walked by a writer and by a reader.
struct Writer {
  std::string out;
  void time(const TimeMs& value) { put_signed(out, value); }
  template <class T>
  void number(const T& value) {
    put_varint(out, static_cast<std::uint64_t>(value));
  }
  template <class Word>
  void word(const Word& value, Word, const char*) {
    put_fixed(out, static_cast<std::uint8_t>(value));
  }
  void bits(const std::uint8_t& value) { put_fixed(out, value); }
  void flag(const bool& value) { put_fixed(out, static_cast<std::uint8_t>(value)); }
  void text(const std::string& value) { put_text(out, value); }
  template <class T, class Item>
  void list(const std::vector<T>& values, Item item) {
    put_varint(out, values.size());
    for (const T& value : values) item(*this, value);
  }
  template <class T, class Item>
  void maybe(const std::optional<T>& value, Item item) {
    flag(value.has_value());
    if (value) item(*this, *value);
  }
};

// Fills a summary that may hold another row: what has memory is written over, and not made anew.
struct Reader {
  ByteReader in;
  void time(TimeMs& value) { value = in.signed_varint(); }
  template <class T>
  void number(T& value) {
    value = static_cast<T>(in.varint());
  }
  template <class Word>
  void word(Word& value, Word last, const char* kind) {
    value = in.word(last, kind);
  }
  void bits(std::uint8_t& value) { value = in.fixed<std::uint8_t>(); }
  void flag(bool& value) { value = in.fixed<std::uint8_t>() != 0; }
  void text(std::string& value) { value = in.text(); }
  template <class T, class Item>
  void list(std::vector<T>& values, Item item) {
    const std::uint64_t count = in.varint();
    std::size_t read = 0;
    for (; read < count && in.ok(); ++read) item(*this, read < values.size() ? values[read] : values.emplace_back());
    values.resize(read);
  }
  template <class T, class Item>
  void maybe(std::optional<T>& value, Item item) {
    bool present = false;
    flag(present);
    if (!present) return value.reset();
    item(*this, value ? *value : value.emplace());
  }
};

constexpr auto as_text = [](auto& io, auto& value) { io.text(value); };
constexpr auto as_status = [](auto& io, auto& value) { io.word(value, journey::Status::error, "status"); };
constexpr auto as_result = [](auto& io, auto& value) { io.word(value, CheckResult::skipped, "result"); };
constexpr auto as_number = [](auto& io, auto& value) { io.number(value); };

constexpr auto as_entry = [](auto& io, auto& entry) {
  io.word(entry.outcome, Impact::completed, "outcome");
  io.text(entry.reason);
  io.time(entry.decided_at);
  io.text(entry.event_id);
};
constexpr auto as_decision = [](auto& io, auto& decision) {
  io.flag(decision.by_review);
  io.list(decision.history, as_entry);
};
constexpr auto as_name = [](auto& io, auto& name) {
  io.text(name.name);
  io.bits(name.results);
  io.flag(name.is_check);
};
constexpr auto as_run = [](auto& io, auto& run) {
  io.number(run.name);
  io.maybe(run.result, as_result);
  io.maybe(run.duration_ms, as_number);
  io.flag(run.retake);
};

template <class Io, class S>
void walk_identities(Io& io, S& s) {
  for (std::size_t i = 0; i < journey::identity_count; ++i) {
    io.text(s.identity[i]);
    io.list(s.aliases[i], as_text);
    io.list(s.server_sent[i], as_text);
  }
}

template <class Io, class S>
void walk_stages(Io& io, S& s) {
  for (auto& stage : s.stages) {
    io.flag(stage.entered);
    io.flag(stage.passed);
    io.number(stage.retakes);
    io.time(stage.duration_ms);
  }
}

// Never changes, whatever the version.
template <class Io, class S>
void walk_front(Io& io, S& s) {
  io.text(s.session_id);
  io.time(s.created_at);
  io.time(s.updated_at);
  io.time(s.quiet_since);
  io.number(s.last_accept_seq);
  io.time(s.last_received_at);
}

template <class Io, class S>
void walk(Io& io, S& s) {
  walk_front(io, s);
  io.maybe(s.settled, as_status);
  io.list(s.settled_evidence, as_text);
  io.text(s.quiet_evidence);
  for (auto* headline : {&s.headline, &s.headline_dropped})
    io.word(*headline, journey::Headline::in_progress, "headline");
  io.maybe(s.decision, as_decision);
  for (auto* stage : {&s.stage, &s.furthest_stage}) io.word(*stage, Stage::post, "stage");
  io.text(s.last_event);
  walk_identities(io, s);
  io.text(s.last_error_code);
  io.text(s.last_path);
  for (auto* count : {&s.events, &s.fe, &s.be, &s.retakes, &s.warnings}) io.number(*count);
  io.time(s.wall_ms);
  io.time(s.active_ms);
  walk_stages(io, s);
  io.list(s.names, as_name);
  io.list(s.runs, as_run);
}

bool are_runs_of_checks(const Summary& s) {
  return std::ranges::all_of(
      s.runs, [&](const journey::RunSeen& run) { return run.name < s.names.size() && s.names[run.name].is_check; });
}

}  // namespace

std::string encode_summary(const Summary& summary) {
  Writer io;
  put_fixed(io.out, codec_version);
  walk(io, summary);
  return std::move(io.out);
}

Result<void> decode_summary(std::string_view bytes, Summary& summary) {
  Reader io{ByteReader(bytes)};
  const auto unreadable = [](const std::string& why) {
    return fail(Errc::corrupt, "the session's row cannot be read: " + why);
  };
  if (const auto version = io.in.fixed<std::uint8_t>(); io.in.ok() && version != codec_version)
    return unreadable("its version is " + std::to_string(version) + ", this program knows " +
                      std::to_string(codec_version));
  walk(io, summary);
  if (!io.in.ok()) return unreadable(io.in.fault());
  if (!io.in.at_end()) return unreadable("it goes on behind its end");
  if (summary.decision && summary.decision->history.empty()) return unreadable("a decision without an entry");
  if (!are_runs_of_checks(summary)) return unreadable("a run of what is no check");
  return {};
}

std::optional<Summary> decode_summary_front(std::string_view bytes) {
  Reader io{ByteReader(bytes)};
  (void)io.in.fixed<std::uint8_t>();  // version
  Summary front;
  walk_front(io, front);
  return io.in.ok() && !front.session_id.empty() ? std::optional(std::move(front)) : std::nullopt;
}

Result<Summary> decode_summary(std::string_view bytes) {
  Summary summary;
  if (auto decoded = decode_summary(bytes, summary); !decoded) return std::unexpected(decoded.error());
  return summary;
}

}  // namespace sj::store
