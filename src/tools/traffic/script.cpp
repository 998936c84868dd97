#include "traffic/script.hpp"

#include <algorithm>

namespace sj::traffic {

Step& Script::add(Name name, OffsetMs at) {
  Step& step = plan_.steps.emplace_back();
  step.name = name;
  step.at = at;
  step.number = static_cast<std::uint32_t>(plan_.steps.size() - 1);
  step.screen = screen_;
  return step;
}

Step& Script::on_screen(Name name) {
  return add(name, now_);
}

Step& Script::on_server(Name name) {
  return on_server_after(name, 0);
}

Step& Script::on_server_after(Name name, OffsetMs delay) {
  Step& step = add(name, now_ + delay);
  step.request = request_;
  step.tells = tells_;
  return step;
}

void Script::see(Screen screen, Name view) {
  screen_ = screen;
  on_screen(view);
}

Step& Script::add_check(const Trouble& how, OffsetMs begin) {
  const std::uint32_t took = random_.long_tailed(word(how.name).typical_ms);
  Step& step = on_server(how.name);
  step.at = begin + took;
  step.duration_ms = took;
  step.result = how.result;
  step.code = how.code;
  step.impact = how.impact;
  step.stage = how.stage;
  step.attempt = attempt_;
  return step;
}

Step& Script::check(const Trouble& how) {
  new_request();
  Step& step = add_check(how, now_);
  now_ = step.at;
  return step;
}

void Script::checks(std::span<const Name> names, const Trouble& trouble) {
  new_request();
  const OffsetMs begin = now_;
  OffsetMs end = begin;
  bool found = trouble.name == Name::none;
  for (const Name name : names) {
    const bool troubled = name == trouble.name;
    found = found || troubled;
    // Threads do not start in the same millisecond.
    Step& step =
        add_check(troubled ? trouble : Trouble{.name = name, .result = CheckResult::pass}, begin + random_.below(30));
    step.spare = !troubled && attempt_ <= 1;
    end = std::max(end, step.at);
  }
  if (!found) end = std::max(end, add_check(trouble, begin + random_.below(30)).at);
  now_ = end;
}

OffsetMs Script::latest(Name name) const {
  for (auto step = plan_.steps.rbegin(); step != plan_.steps.rend(); ++step)
    if (step->name == name) return step->at;
  return now_;
}

}  // namespace sj::traffic
