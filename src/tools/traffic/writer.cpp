#include "traffic/writer.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <string_view>

namespace sj::traffic {
namespace {

constexpr std::size_t line_bytes_max = 2048;  // the longest line is about 600: every text in it is bounded

constexpr std::array<std::string_view, 4> message_of_engine_error{
    "engine timed out", "engine answered 503", "connection reset by the engine", "engine queue is full"};

}  // namespace

/// One line while it is written: a buffer on the stack and a position.
class Line {
 public:
  Line(const LineWriter& session, const Step& step)
      : session_(session),
        step_(step),
        word_(word(step.name)),
        id_(chain(session.session_key_, (std::uint64_t{step.number} + 1) << 8)) {}

  void write(std::int64_t clock_error_ms);
  void append_to(std::string& out) const { out.append(buffer_.data(), static_cast<std::size_t>(at_ - buffer_.data())); }

 private:
  void text(std::string_view value) {
    std::memcpy(at_, value.data(), value.size());
    at_ += value.size();
  }
  template <std::integral T>
  void number(T value) {
    at_ = std::to_chars(at_, buffer_.data() + buffer_.size(), value).ptr;
  }
  void field(std::string_view key, std::string_view value) {
    text(key);
    text(value);
    *at_++ = '"';
  }
  void digits(std::uint32_t value, int width);
  void hex(std::uint64_t value, int width);
  void score(std::uint32_t in_myriad);
  void id_of_screen(TimeMs time);
  void id_of_server();
  void local_time(TimeMs time);
  void outcome();
  void message();
  void identity();
  void path();
  void attributes();
  void attributes_of_screen();
  void attributes_of_check();
  void attributes_of_rest();

  [[nodiscard]] std::uint64_t draw(std::uint64_t what) const { return chain(id_, what); }
  [[nodiscard]] std::uint32_t draw_below(std::uint64_t what, std::uint32_t bound) const {
    return static_cast<std::uint32_t>(((draw(what) >> 32) * bound) >> 32);
  }

  const LineWriter& session_;
  const Step& step_;
  const Word& word_;
  std::uint64_t id_;
  std::array<char, line_bytes_max> buffer_;
  char* at_ = buffer_.data();
};

void Line::digits(std::uint32_t value, int width) {
  for (int i = width - 1; i >= 0; --i, value /= 10) at_[i] = static_cast<char>('0' + value % 10);
  at_ += width;
}

void Line::hex(std::uint64_t value, int width) {
  for (int i = width - 1; i >= 0; --i, value >>= 4) at_[i] = "0123456789abcdef"[value & 15];
  at_ += width;
}

void Line::score(std::uint32_t in_myriad) {
  text("0.");
  digits(in_myriad, 4);
}

// UUIDv7: 48 bits of the screen's clock, then chance.
void Line::id_of_screen(TimeMs time) {
  const auto ms = static_cast<std::uint64_t>(time);
  hex(ms >> 16, 8);
  *at_++ = '-';
  hex(ms, 4);
  text("-7");
  hex(id_ >> 52, 3);
  *at_++ = '-';
  hex((id_ >> 48 & 0x3) | 0x8, 1);
  hex(id_ >> 36, 3);
  *at_++ = '-';
  hex(draw(1), 12);
}

// Short and without a clock, as a database sequence would give.
void Line::id_of_server() {
  text("be");
  hex(scramble(id_) >> 8, 11);
}

// ISO 8601 as JavaScript writes it, or, from apps, with the local offset.
void Line::local_time(TimeMs time) {
  const Country& country = *session_.profile_.country;
  const bool local = session_.profile_.native_app;
  if (local) time += country.offset_minutes * minute_ms;
  const std::int64_t day = time / day_ms;
  auto in_day = static_cast<std::uint32_t>(time - day * day_ms);
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  digits(static_cast<std::uint32_t>(static_cast<int>(date.year())), 4);
  *at_++ = '-';
  digits(static_cast<unsigned>(date.month()), 2);
  *at_++ = '-';
  digits(static_cast<unsigned>(date.day()), 2);
  *at_++ = 'T';
  digits(in_day / 3'600'000, 2);
  *at_++ = ':';
  digits(in_day / 60'000 % 60, 2);
  *at_++ = ':';
  digits(in_day / 1000 % 60, 2);
  *at_++ = '.';
  digits(in_day % 1000, 3);
  text(local ? country.offset_text : "Z");
}

void Line::write(std::int64_t clock_error_ms) {
  const bool screen = word_.source == Source::fe;
  const TimeMs time = session_.start_ + step_.at + (screen ? clock_error_ms : 0);
  text(R"({"event_id":")");
  screen ? id_of_screen(time) : id_of_server();
  text(session_.session_);
  text(word_.text);
  if (screen) {
    text(R"(","source":"FE","time":")");
    local_time(time);
    text(R"(","seq":)");
    number(step_.seq);
  } else {
    text(R"(","source":"BE","time":)");
    number(time);
  }
  outcome();
  message();
  identity();
  attributes();
  text("}\n");
}

void Line::outcome() {
  if (step_.result) field(R"(,"result":")", to_text(*step_.result));
  if (step_.impact) field(R"(,"impact":")", to_text(*step_.impact));
  if (step_.stage) field(R"(,"stage":")", to_text(*step_.stage));
  if (step_.reason != Reason::none) field(R"(,"reason":")", to_text(step_.reason));
  if (step_.code != Code::none) field(R"(,"error_code":")", to_text(step_.code));
  if (step_.duration_ms != Step::no_duration) {
    text(R"(,"duration_ms":)");
    number(step_.duration_ms);
  }
  if (step_.attempt > 0) {
    text(R"(,"attempt":)");
    number(static_cast<unsigned>(step_.attempt));
  }
}

void Line::message() {
  const bool engine_error = step_.result == CheckResult::error;
  const bool failed = step_.result == CheckResult::fail || step_.result == CheckResult::warn || !step_.result;
  if (engine_error)
    field(R"(,"message":")", message_of_engine_error[draw_below(2, message_of_engine_error.size())]);
  else if (failed && !word_.complaint.empty())
    field(R"(,"message":")", word_.complaint);
}

void Line::identity() {
  if (word_.source == Source::fe) return;
  const bool everything = step_.tells == Tells::everything, old_email = step_.tells == Tells::old_email;
  if (everything || step_.tells == Tells::submission) field(R"(,"submission_id":")", session_.submission_id_);
  if (everything || old_email || step_.tells == Tells::user) field(R"(,"user_id":")", session_.user_id_);
  if (everything) field(R"(,"email":")", session_.email_);
  if (old_email) {  // typed in haste
    text(R"(,"email":"x)");
    text(session_.email_);
    *at_++ = '"';
  }
  text(R"(,"trace_id":")");
  hex(chain(session_.session_key_, 0x7472'0000 + step_.request), 16);
  hex(chain(session_.session_key_, 0x6365'0000 + step_.request), 16);
  *at_++ = '"';
}

void Line::path() {
  field(R"("path":")", to_text(step_.screen));
  if (step_.screen != Screen::error) return;
  at_[-1] = '/';
  text(to_text(step_.code));
  *at_++ = '"';
}

void Line::attributes() {
  text(R"(,"attributes":{)");
  if (word_.source == Source::fe)
    attributes_of_screen();
  else if (step_.result)
    attributes_of_check();
  else
    attributes_of_rest();
  *at_++ = '}';
}

void Line::attributes_of_screen() {
  path();
  text(session_.screen_);
  if (word_.shape == Shape::camera) {
    field(R"(,"camera":{"resolution":")", session_.profile_.device->camera);
    text(R"(,"fps":30})");
  } else if (word_.shape == Shape::denied) {
    field(R"(,"cause":")", draw_below(3, 10) < 7 ? "NotAllowedError" : "NotFoundError");
  } else if (word_.shape == Shape::capture) {
    text(R"(,"bytes":)");
    number(180'000 + draw_below(3, 2'400'000));
    text(R"(,"sharpness":)");
    score(5'500 + draw_below(4, 4'400));
  }
}

void Line::attributes_of_check() {
  field(R"("engine":")", word_.engine);
  const bool good = step_.result == CheckResult::pass;
  if (step_.result == CheckResult::error) {
    text(R"(,"retried":2)");
  } else if (word_.shape == Shape::document || word_.shape == Shape::face) {
    text(R"(,"score":)");
    score(good ? 8'200 + draw_below(5, 1'790) : 900 + draw_below(5, 5'900));
    text(R"(,"threshold":0.75)");
  }
  if (word_.shape == Shape::document) field(R"(,"document":")", session_.profile_.document);
  if (word_.shape == Shape::ip_risk) {
    text(R"(,"ip":"198.51.100.)");
    number(session_.profile_.address & 0xff);
    field(R"(","risk":")", good ? "low" : "high");
  }
  field(R"(,"country":")", session_.profile_.country->code);
}

void Line::attributes_of_rest() {
  const Profile& profile = session_.profile_;
  field(R"("form":")", profile.form->name);
  if (word_.shape == Shape::lookup) field(R"(,"country":")", profile.country->code);
  if (word_.shape == Shape::start)
    field(R"(,"region":")", profile.country->korean ? "ap-northeast-2" : "ap-southeast-1");
  if (word_.shape == Shape::decision) {
    text(R"(,"score":)");
    number((step_.name == Name::approved ? 80 : 30) + draw_below(6, 20));
    if (step_.by_person) {
      text(R"(,"reviewer":"reviewer-)");
      number(1 + draw_below(7, 9));
      *at_++ = '"';
    }
  }
  if (word_.shape == Shape::webhook) {
    text(R"(,"url":"https://hooks.example.com/kyc","status":)");
    number(step_.name == Name::webhook_failed ? 503 : 200);
  }
  if (word_.shape == Shape::email) field(R"(,"template":"result-)", profile.country->locale);
  if (word_.shape == Shape::vendor) {
    text(R"(,"vendor":{"name":"northwind","scores":[)");
    number(draw_below(8, 100));
    *at_++ = ',';
    number(draw_below(9, 100));
    text("]}");
  }
}

void LineWriter::begin_session(const Profile& profile, TimeMs start, std::uint64_t session_key,
                               std::uint64_t person_key) {
  profile_ = profile;
  start_ = start;
  session_key_ = session_key;
  std::array<char, 17> hex{};
  // session_key is a bijection of the session's number, so no two sessions share an id.
  for (std::size_t i = 0; i < 16; ++i) hex[i] = "0123456789abcdef"[session_key >> (60 - 4 * i) & 15];
  const std::string_view id(hex.data(), 16);
  session_.assign(R"(","session_id":"ses_)").append(id).append(R"(","name":")");
  submission_id_.assign("sub_").append(id.substr(0, 14));
  user_id_.clear();
  append_user_id(user_id_, person_key);
  email_.clear();
  append_email(email_, profile.country->korean, person_key);
  const Device& device = *profile.device;
  screen_.assign(R"(,"device":")").append(device.kind).append(R"(","os":")").append(device.os);
  screen_.append(R"(","browser":")").append(profile.native_app ? "in-app" : device.browser);
  screen_.append(R"(","country":")")
      .append(profile.country->code)
      .append(R"(","screen":")")
      .append(device.screen)
      .append(1, '"');
}

void LineWriter::append(std::string& out, const Step& step, std::int64_t clock_error_ms) const {
  Line line(*this, step);
  line.write(clock_error_ms);
  line.append_to(out);
}

}  // namespace sj::traffic
