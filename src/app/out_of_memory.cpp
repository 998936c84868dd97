#include "app/out_of_memory.hpp"

#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>

namespace sj::app {
namespace {

constexpr int exit_failed = 1;

[[noreturn]] void end() {
  try {
    if (const auto thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {  // nothing here may need memory
    constexpr std::string_view told =
        "stopping: there is no memory left. Nothing acknowledged is lost; give the process more, or lower open_memory "
        "and "
        "block_cache\n";
    (void)!::write(STDERR_FILENO, told.data(), told.size());
    ::_exit(exit_failed);
  } catch (...) {
  }
  std::abort();
}

}  // namespace

void end_in_words_without_memory() {
  std::set_terminate(end);
}

}  // namespace sj::app
