#pragma once
// Whether a request came by an address that no stranger's name can lead to.
#include <string_view>

namespace sj::liveform {

/// True for an IP address, `localhost` and this machine's own name, each with or without a port. Any other name may
/// belong to a page that was loaded from elsewhere and then made to point here (DNS rebinding): what it asks for would
/// look like the demo's own page asking.
[[nodiscard]] bool is_own_host(std::string_view host);

}  // namespace sj::liveform
