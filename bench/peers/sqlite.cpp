// SQLite in the client's own process: no network, one writer, a batch is a transaction (WAL, synchronous=FULL). Schema:
// sqlite.sql. `--mode ask` asks the questions of a file.
#include <fmt/core.h>
#include <sqlite3.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <mutex>
#include <sstream>

#include "event_file.hpp"
#include "questions.hpp"
#include "worker_load.hpp"

namespace {

using namespace sj::bench;

constexpr const char* usage =
    "usage: bench_sqlite --database FILE --schema FILE.sql --file EVENTS.ndjson [--mode ingest|lone] [--events N] "
    "[--batch "
    "N]\n"
    "       bench_sqlite --database FILE --mode ask --questions FILE [--seconds 2] [--connections 1]";

class Database {
 public:
  explicit Database(const std::string& path) {
    if (sqlite3_open(path.c_str(), &database_) != SQLITE_OK) give_up();
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -262144");
  }
  Database(const Database&) = delete;
  ~Database() { sqlite3_close(database_); }

  void run(const char* statements) {
    if (sqlite3_exec(database_, statements, nullptr, nullptr, nullptr) != SQLITE_OK) give_up();
  }
  [[nodiscard]] sqlite3_stmt* prepare(const std::string& statement) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(database_, statement.c_str(), -1, &prepared, nullptr) != SQLITE_OK) give_up();
    return prepared;
  }
  /// The number of rows.
  std::size_t execute(sqlite3_stmt* prepared) {
    std::size_t rows = 0;
    int code = sqlite3_step(prepared);
    for (; code == SQLITE_ROW; code = sqlite3_step(prepared)) ++rows;
    if (code != SQLITE_DONE) give_up();
    sqlite3_reset(prepared);
    return rows;
  }

 private:
  [[noreturn]] void give_up() {
    fmt::print(stderr, "{}\n", sqlite3_errmsg(database_));
    std::exit(1);
  }

  sqlite3* database_ = nullptr;
};

void bind(sqlite3_stmt* statement, int at, std::string_view text) {
  sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}
void bind(sqlite3_stmt* statement, int at, const std::optional<std::string>& text) {
  if (text)
    bind(statement, at, std::string_view(*text));
  else
    sqlite3_bind_null(statement, at);
}

class Writer {
 public:
  Writer(const std::string& path, const std::string& schema) : database_(path) {
    database_.run(schema.c_str());
    event_ = database_.prepare(
        "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING RETURNING session_id");
    session_ = database_.prepare(
        "INSERT INTO sessions VALUES (?1, ?2, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (session_id) DO UPDATE SET "
        "created_at = min(created_at, excluded.created_at), updated_at = max(updated_at, excluded.updated_at), "
        "events = events + 1, fe = fe + excluded.fe, final_page = max(final_page, excluded.final_page), "
        "last = max(last, excluded.last), decided = max(decided, excluded.decided), erred = max(erred, "
        "excluded.erred), "
        "seen = max(seen, excluded.seen)");
  }
  ~Writer() {
    sqlite3_finalize(event_);
    sqlite3_finalize(session_);
  }

  void write(const FlatEvent* begin, const FlatEvent* end) {
    database_.run("BEGIN IMMEDIATE");
    for (const FlatEvent* event = begin; event != end; ++event)
      if (keep(*event)) upsert(*event);
    database_.run("COMMIT");
  }

 private:
  // False: it was there already.
  bool keep(const FlatEvent& event) {
    bind(event_, 1, std::string_view(event.session_id));
    bind(event_, 2, std::string_view(event.source));
    bind(event_, 3, std::string_view(event.event_id));
    sqlite3_bind_int64(event_, 4, event.time_ms);
    bind(event_, 5, std::string_view(event.name));
    bind(event_, 6, event.json);
    return database_.execute(event_) == 1;
  }

  void upsert(const FlatEvent& event) {
    const auto keyed = [&](bool applies, const std::string& value) {
      return applies ? std::optional(event.order_key + ' ' + value) : std::nullopt;
    };
    const bool decides = event.name == "APPROVED" || event.name == "REJECTED" || event.name == "PENDING";
    const bool is_screen =
        event.name == "STEP_VIEW" || event.name == "ERROR_PAGE_VIEWED" || event.name == "FINAL_PAGE_VIEW";
    const auto last = keyed(true, event.name);
    const auto decided = keyed(decides, event.name + ' ' + event.reason.value_or(""));
    const auto erred = keyed(event.error_code.has_value(), event.error_code.value_or(""));
    const auto seen = keyed(is_screen && event.path, event.path.value_or(""));
    bind(session_, 1, std::string_view(event.session_id));
    sqlite3_bind_int64(session_, 2, event.time_ms);
    sqlite3_bind_int(session_, 3, event.source == "FE");
    sqlite3_bind_int(session_, 4, event.name == "FINAL_PAGE_VIEW");
    bind(session_, 5, last);
    // SQLite's max() of a value and NULL is NULL; an empty text is below every key.
    bind(session_, 6, std::string_view(decided ? *decided : empty_));
    bind(session_, 7, std::string_view(erred ? *erred : empty_));
    bind(session_, 8, std::string_view(seen ? *seen : empty_));
    database_.execute(session_);
  }

  Database database_;
  sqlite3_stmt *event_ = nullptr, *session_ = nullptr;
  const std::string empty_;
};

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void ingest(const Options& options) {
  const EventFile file(options.text("file"), options.number_or("events", 0));
  const std::vector<FlatEvent> events = flat_events(file.lines());
  WorkerLoad load = WorkerLoad::of(options);
  load.connections = 1;  // writers would only wait for each other
  load.run(events.size(), [&] {
    const auto writer = std::make_shared<Writer>(options.text("database"), text_of(options.text("schema")));
    return [&events, writer, size = load.batch](std::size_t batch) {
      writer->write(&events[batch * size], events.data() + std::min((batch + 1) * size, events.size()));
    };
  });
}

void ask(const Options& options) {
  ask_all(options, [&] {
    const auto database = std::make_shared<Database>(options.text("database"));
    return [database, prepared = std::string(), statement = std::shared_ptr<sqlite3_stmt>()](const Question& question,
                                                                                             std::size_t n) mutable {
      if (prepared != question.name) {
        statement = {database->prepare(question.text), sqlite3_finalize};
        prepared = question.name;
      }
      if (!question.parameters.empty()) bind(statement.get(), 1, std::string_view(question.parameter(n)));
      return database->execute(statement.get());
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
