#include "cli/ingest/ingest_answer.hpp"

#include <simdjson.h>

namespace sj::cli {
namespace {

using simdjson::dom::element;

std::string text_at(element object, std::string_view key) {
  std::string_view text;
  return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string{};
}

bool read_number(element object, std::string_view key, std::uint64_t& number) {
  return object[key].get(number) == simdjson::SUCCESS;
}

bool read_rejections(element answer, std::vector<Rejection>& rejections) {
  simdjson::dom::array list;
  if (answer["rejected"].get(list) != simdjson::SUCCESS) return false;
  for (const element item : list) {
    Rejection rejection;
    if (!read_number(item, "index", rejection.index)) return false;
    rejection.event_id = text_at(item, "event_id");
    rejection.code = text_at(item, "code");
    rejection.field = text_at(item, "field");
    rejection.detail = text_at(item, "detail");
    rejections.push_back(std::move(rejection));
  }
  return true;
}

}  // namespace

Result<IngestAnswer> read_ingest_answer(std::string_view body) {
  simdjson::dom::parser parser;
  element root;
  IngestAnswer answer;
  const bool good = parser.parse(body.data(), body.size()).get(root) == simdjson::SUCCESS &&
                    read_number(root, "accepted", answer.accepted) &&
                    read_number(root, "duplicates", answer.duplicates) && read_rejections(root, answer.rejected);
  if (!good)
    return fail(Errc::unavailable, "the answer is not that of a Session Journey server; is the address right?");
  simdjson::dom::array warnings;
  if (root["warnings"].get(warnings) == simdjson::SUCCESS)
    for (const element warning : warnings) answer.warnings.push_back(text_at(warning, "code"));
  return answer;
}

}  // namespace sj::cli
