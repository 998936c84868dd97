// PostgreSQL's client: a batch is one prepared statement, whose parameters (an array a column) were made before the
// clock starts. `--mode ask` asks the questions of a file, prepared as well. Schema: postgresql.sql.
#include <fmt/core.h>
#include <libpq-fe.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>

#include "event_file.hpp"
#include "questions.hpp"
#include "worker_load.hpp"

namespace {

using namespace sj::bench;

constexpr const char* usage =
    "usage: bench_postgresql --database CONNECTION_STRING --file EVENTS.ndjson --ingest FILE.sql\n"
    "                        [--mode ingest|single|lone] [--events N] [--batch N] [--connections N]\n"
    "       bench_postgresql --database CONNECTION_STRING --mode ask --questions FILE [--seconds 2] [--connections 1]";

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

class Connection {
 public:
  explicit Connection(const std::string& database) : connection_(PQconnectdb(database.c_str()), PQfinish) {
    if (PQstatus(connection_.get()) != CONNECTION_OK) give_up();
  }

  void prepare(const std::string& name, const std::string& statement) {
    require(Result(PQprepare(connection_.get(), name.c_str(), statement.c_str(), 0, nullptr), PQclear));
  }
  Result execute(const std::string& name, const char* const* parameters, std::size_t count) {
    return require(Result(
        PQexecPrepared(connection_.get(), name.c_str(), static_cast<int>(count), parameters, nullptr, nullptr, 0),
        PQclear));
  }

 private:
  Result require(Result result) {
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) give_up();
    return result;
  }
  [[noreturn]] void give_up() {
    fmt::print(stderr, "{}\n", PQerrorMessage(connection_.get()));
    std::exit(1);
  }

  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

// Array literals, one a column.
using Columns = std::array<std::string, 12>;

void add(std::string& array, std::string_view value) {
  array += array.empty() ? "{\"" : ",\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') array += '\\';
    array += c;
  }
  array += '"';
}

void add(std::string& array, const std::optional<std::string>& value) {
  if (value) return add(array, std::string_view(*value));
  array += array.empty() ? "{NULL" : ",NULL";
}

Columns columns_of(const FlatEvent* begin, const FlatEvent* end) {
  Columns columns;
  for (const FlatEvent* event = begin; event != end; ++event) {
    auto column = columns.begin();
    for (const std::string* text : {&event->session_id, &event->source, &event->event_id, &event->name})
      add(*column++, std::string_view(*text));
    add(*column++, std::string_view(std::to_string(event->time_ms)));
    add(*column++, std::string_view(event->order_key));
    for (const auto* text : {&event->result, &event->reason, &event->error_code, &event->email, &event->path})
      add(*column++, *text);
    add(*column, event->json);
  }
  for (std::string& column : columns) column += '}';
  return columns;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void ingest(const Options& options) {
  const EventFile file(options.text("file"), options.number_or("events", 0));
  const std::vector<FlatEvent> events = flat_events(file.lines());
  const WorkerLoad load = WorkerLoad::of(options);
  std::vector<Columns> batches;
  for (std::size_t at = 0; at < events.size(); at += load.batch)
    batches.push_back(columns_of(&events[at], events.data() + std::min(at + load.batch, events.size())));
  load.run(events.size(), [&] {
    const auto connection = std::make_shared<Connection>(options.text("database"));
    connection->prepare("ingest", text_of(options.text("ingest")));
    return [&batches, connection](std::size_t batch) {
      std::array<const char*, std::tuple_size_v<Columns>> parameters{};
      for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i] = batches[batch][i].c_str();
      connection->execute("ingest", parameters.data(), parameters.size());
    };
  });
}

void ask(const Options& options) {
  ask_all(options, [&] {
    const auto connection = std::make_shared<Connection>(options.text("database"));
    return [connection, prepared = std::string()](const Question& question, std::size_t n) mutable {
      if (prepared != question.name) connection->prepare(prepared = question.name, question.text);
      const char* parameter = question.parameters.empty() ? nullptr : question.parameter(n).c_str();
      const Result result = connection->execute(question.name, &parameter, parameter ? 1 : 0);
      return static_cast<std::size_t>(PQntuples(result.get()));
    };
  });
}

}  // namespace

int main(int argc, char** argv) {
  const Options options(argc, argv, usage);
  if (options.text_or("mode", "ingest") == "ask")
    ask(options);
  else
    ingest(options);
}
