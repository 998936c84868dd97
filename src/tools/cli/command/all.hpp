#pragma once
// One function a command: adds its name, options and help to the program, and says what to do when it is chosen.
#include <CLI/CLI.hpp>

#include "cli/command/context.hpp"

namespace sj::cli {

/// `context` and `chosen` must outlive the parsing and what is chosen.
void add_init(CLI::App& app, const Context& context, Chosen& chosen);
void add_serve(CLI::App& app, const Context& context, Chosen& chosen);
void add_demo(CLI::App& app, const Context& context, Chosen& chosen);
void add_ingest(CLI::App& app, const Context& context, Chosen& chosen);
void add_map(CLI::App& app, const Context& context, Chosen& chosen);
void add_show(CLI::App& app, const Context& context, Chosen& chosen);
void add_generate(CLI::App& app, const Context& context, Chosen& chosen);
void add_config(CLI::App& app, const Context& context, Chosen& chosen);

}  // namespace sj::cli
