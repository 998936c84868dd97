#include "app/titles.hpp"

#include "event/catalog.hpp"

namespace sj::app {
namespace {

const Catalog& catalog() {
  static const auto loaded = Catalog::load();
  return **loaded;
}

std::string in(cli::Language language, const LocalText* text) {
  if (!text) return {};
  return language == cli::Language::ko ? text->ko : text->en;
}

}  // namespace

std::string title_of_event(std::string_view name, cli::Language language) {
  const EventType* type = catalog().find(name);
  return in(language, type ? &type->title : nullptr);
}

std::string title_of_reason(std::string_view reason, cli::Language language) {
  const Reason* known = catalog().reason(reason);
  return in(language, known ? &known->title : nullptr);
}

std::string title_of_error_code(std::string_view code, cli::Language language) {
  return in(language, catalog().error_title(code));
}

}  // namespace sj::app
