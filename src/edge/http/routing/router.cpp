#include "http/routing/router.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace sj::http {

/// One segment of the patterns that share everything before it.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
  std::unique_ptr<Node> parameter;
  std::vector<const Route*> ends_here;
  std::vector<const Route*> takes_rest;
};

namespace {

[[noreturn]] void stop_for(const Route& route, std::string_view mistake) {
  spdlog::critical("route {} {}: {}", name_of(route.method), route.pattern, mistake);
  std::abort();
}

/// The text up to the next slash; takes it and the slash off `rest`. `more` tells whether there was a slash.
std::string_view take_segment(std::string_view& rest, bool& more) {
  const std::size_t slash = rest.find('/');
  const std::string_view segment = rest.substr(0, slash);
  more = slash != std::string_view::npos;
  rest.remove_prefix(more ? slash + 1 : rest.size());
  return segment;
}

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}
bool is_rest(std::string_view segment) {
  return is_parameter(segment) && segment.ends_with("...}");
}

/// The pattern's parameter names, in order.
std::vector<std::string_view> parameter_names(const Route& route) {
  std::vector<std::string_view> names;
  std::string_view rest = std::string_view(route.pattern).substr(1);
  for (bool more = true; more;) {
    std::string_view segment = take_segment(rest, more);
    if (!is_parameter(segment)) continue;
    segment = segment.substr(1, segment.size() - (is_rest(segment) ? 5 : 2));
    names.push_back(segment);
  }
  return names;
}

const Route* with_method(const std::vector<const Route*>& routes, std::optional<Method> method) {
  const auto found = std::ranges::find_if(routes, [&](const Route* route) { return route->method == method; });
  return found == routes.end() ? nullptr : *found;
}

}  // namespace

/// Walks the tree along one path. Fixed segments are tried before parameters, and the rest pattern last.
class RouteSearch {
 public:
  explicit RouteSearch(std::optional<Method> method) : method_(method) {}

  const Route* descend(const Router::Node& node, std::string_view rest, bool more) {
    if (!more) {
      if (const Route* route = pick(node.ends_here)) return route;
    } else if (const Route* route = descend_segment(node, rest)) {
      return route;
    }
    if (bad_escape_) return nullptr;
    return more ? pick_rest(node.takes_rest, rest) : nullptr;
  }

  [[nodiscard]] bool bad_escape() const { return bad_escape_; }
  [[nodiscard]] const std::set<Method>& other_methods() const { return other_methods_; }
  std::vector<std::string>& values() { return values_; }

 private:
  const Route* descend_segment(const Router::Node& node, std::string_view rest) {
    bool more = false;
    auto segment = percent_decode(take_segment(rest, more));
    if (!segment) {
      bad_escape_ = true;
      return nullptr;
    }
    if (const auto next = node.fixed.find(*segment); next != node.fixed.end()) {
      if (const Route* route = descend(*next->second, rest, more)) return route;
    }
    if (!node.parameter || segment->empty()) return nullptr;
    values_.push_back(std::move(*segment));
    if (const Route* route = descend(*node.parameter, rest, more)) return route;
    values_.pop_back();
    return nullptr;
  }

  const Route* pick_rest(const std::vector<const Route*>& routes, std::string_view rest) {
    if (routes.empty()) return nullptr;
    auto value = percent_decode(rest);
    if (!value) {
      bad_escape_ = true;
      return nullptr;
    }
    const Route* route = pick(routes);
    if (route != nullptr) values_.push_back(std::move(*value));
    return route;
  }

  const Route* pick(const std::vector<const Route*>& routes) {
    const Route* route = with_method(routes, method_);
    if (route == nullptr) {
      for (const Route* other : routes) other_methods_.insert(other->method);
    }
    return route;
  }

  std::optional<Method> method_;
  std::vector<std::string> values_;
  std::set<Method> other_methods_;
  bool bad_escape_ = false;
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

void Router::add(Route route) {
  if (!route.pattern.starts_with('/')) stop_for(route, "a pattern begins with a slash");
  if (!route.handler) stop_for(route, "has no handler");
  routes_.push_back(std::make_unique<Route>(std::move(route)));
  const Route& added = *routes_.back();

  Node* node = root_.get();
  std::string_view rest = std::string_view(added.pattern).substr(1);
  for (bool more = true; more;) {
    const std::string_view segment = take_segment(rest, more);
    if (is_rest(segment)) {
      if (more) stop_for(added, "only the last segment may take the rest");
      if (with_method(node->takes_rest, added.method) != nullptr) stop_for(added, "is there already");
      node->takes_rest.push_back(&added);
      return;
    }
    auto& next = is_parameter(segment) ? node->parameter : node->fixed[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  if (with_method(node->ends_here, added.method) != nullptr) stop_for(added, "is there already");
  node->ends_here.push_back(&added);
}

void Router::set_elsewhere(Handler handler) {
  elsewhere_ = std::make_unique<Route>();
  elsewhere_->handler = std::move(handler);
}

Router::Found Router::find(std::optional<Method> method, std::string_view path) const {
  if (!path.starts_with('/')) return NotFound{};
  RouteSearch search(method);
  const Route* route = search.descend(*root_, path.substr(1), true);
  if (search.bad_escape()) return BadPath{};
  if (route != nullptr) {
    Match match{route, {}};
    const auto names = parameter_names(*route);
    for (std::size_t i = 0; i < names.size(); ++i)
      match.path_params.emplace_back(names[i], std::move(search.values()[i]));
    return match;
  }
  if (search.other_methods().empty()) {
    if (elsewhere_ && method == Method::get) return Match{elsewhere_.get(), {}};
    return NotFound{};
  }
  std::string allow;
  for (const Method other : search.other_methods()) {
    allow += name_of(other);
    allow += other == Method::get ? ", HEAD, " : ", ";
  }
  return WrongMethod{allow + "OPTIONS"};
}

}  // namespace sj::http
