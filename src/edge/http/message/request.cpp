#include "http/message/request.hpp"

#include <array>
#include <cstdlib>

#include "http/message/header.hpp"

namespace sj::http {

std::string_view name_of(Method method) {
  static constexpr std::array<std::string_view, 5> names{"GET", "POST", "PUT", "PATCH", "DELETE"};
  return names[static_cast<std::size_t>(method)];
}

std::string_view Request::param(std::string_view name) const {
  for (const auto& [key, value] : path_params) {
    if (key == name) return value;
  }
  std::abort();  // the route has no such parameter: a mistake in our own table
}

std::optional<std::string_view> Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers_) {
    if (equal_without_case(key, name)) return value;
  }
  return std::nullopt;
}

std::string_view Request::content_type() const {
  std::string_view type = header("Content-Type").value_or("");
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  return type;
}

void Request::set_headers(const std::vector<std::pair<std::string_view, std::string_view>>& headers) {
  std::size_t size = 0;
  for (const auto& [name, value] : headers) size += name.size() + value.size();
  header_bytes_.clear();
  header_bytes_.reserve(size);  // so that no append moves what the views point at
  headers_.clear();
  headers_.reserve(headers.size());
  const auto keep = [this](std::string_view text) {
    const char* at = header_bytes_.data() + header_bytes_.size();
    header_bytes_.insert(header_bytes_.end(), text.begin(), text.end());
    return std::string_view(at, text.size());
  };
  for (const auto& [name, value] : headers) {
    const std::string_view kept_name = keep(name);
    headers_.emplace_back(kept_name, keep(value));
  }
}

}  // namespace sj::http
