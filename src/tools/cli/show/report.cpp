#include "cli/show/report.hpp"

#include "cli/show/evidence_list.hpp"
#include "cli/show/overview.hpp"
#include "cli/show/stage_table.hpp"
#include "cli/show/timeline.hpp"

namespace sj::cli {

std::string report_of(const Journey& journey, const std::vector<JourneyEvent>& events, const Look& look) {
  const EventIndex index(events);
  std::string out;
  for (const std::vector<Line>& section :
       {overview(journey, index, look), stage_table(journey, events, look), evidence_list(journey, index, look),
        finding_list(journey, index, look), linked_list(journey, look), timeline(journey, events, look)}) {
    if (section.empty()) continue;
    if (!out.empty()) out += '\n';
    for (const Line& line : section) out += to_bytes(line, look.colours) + '\n';
  }
  return out;
}

}  // namespace sj::cli
