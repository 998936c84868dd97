#include <array>
#include <cmath>

#include "base/json_writer.hpp"
#include "liveform/verification.hpp"

namespace sj::liveform {
namespace {

std::string_view name_of(Step step) {
  static constexpr std::array<std::string_view, 6> names{"terms", "document", "account", "selfie", "result", "error"};
  return names[static_cast<std::size_t>(step)];
}

int tries_left(const Verification& verification) {
  switch (verification.step) {
    case Step::document: return tries_max - verification.documents;
    case Step::account: return tries_max - verification.codes;
    case Step::selfie: return tries_max - verification.selfies;
    default: return 0;
  }
}

void write_checks(JsonWriter& json, const std::vector<ShownCheck>& checks) {
  json.key("checks").begin_array();
  for (const ShownCheck& check : checks) {
    json.begin_object();
    json.key("name").text(check.name);
    json.key("result").text_or_null(check.result);
    json.end_object();
  }
  json.end_array();
}

void write_picture(JsonWriter& json, const std::optional<Picture>& picture) {
  json.key("picture");
  if (!picture) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("width").number(picture->width);
  json.key("height").number(picture->height);
  json.key("sharpness").number(std::lround(picture->sharpness));
  json.key("brightness").number(std::lround(picture->brightness));
  json.end_object();
}

void write_decision(JsonWriter& json, const std::optional<Decision>& decision) {
  json.key("decision");
  if (!decision) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("outcome").text(decision->outcome);
  json.key("reason").text_or_null(decision->reason);
  json.end_object();
}

}  // namespace

std::string state_json(const Verification& verification) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("session_id").text(verification.id);
  json.key("step").text(name_of(verification.step));
  json.key("busy").boolean(verification.busy);
  write_checks(json, verification.checks);
  json.key("tries_left").number(tries_left(verification));
  json.key("retake").text_or_null(verification.retake);
  json.key("error_code").text_or_null(verification.error_code);
  json.key("account_code").text_or_null(verification.account_code);
  json.key("submission_id").text_or_null(verification.submission_id);
  write_picture(json, verification.picture);
  write_decision(json, verification.decision);
  json.key("webhook");
  if (verification.webhook_sent)
    json.text(*verification.webhook_sent ? "sent" : "failed");
  else
    json.null();
  json.end_object();
  return out;
}

}  // namespace sj::liveform
