// RocksDB alone, in the client's own process: one Put an event, a batch is one synced write. No sessions, no look for
// duplicates: what any server built on it could reach at most, if it kept events one by one.
#include <fmt/core.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <cstdlib>
#include <memory>

#include "event_file.hpp"
#include "questions.hpp"
#include "worker_load.hpp"

namespace {

using namespace sj::bench;

constexpr const char* usage =
    "usage: bench_rocksdb --database DIR --file EVENTS.ndjson [--mode ingest|single|lone|count] [--events N] [--batch "
    "N]\n"
    "                     [--connections N]\n"
    "       bench_rocksdb --database DIR --mode ask --questions FILE [--seconds 2]   the events of the session {}";

void require(const rocksdb::Status& status) {
  if (status.ok()) return;
  fmt::print(stderr, "{}\n", status.ToString());
  std::exit(1);
}

std::unique_ptr<rocksdb::DB> open(const std::string& path) {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.compression = rocksdb::kZSTD;
  options.write_buffer_size = 64 << 20;
  rocksdb::DB* database = nullptr;
  require(rocksdb::DB::Open(options, path, &database));
  return std::unique_ptr<rocksdb::DB>(database);
}

std::string key_of(const FlatEvent& event) {
  return event.session_id + ' ' + event.order_key;
}

void ingest(rocksdb::DB& database, const Options& options) {
  const EventFile file(options.text("file"), options.number_or("events", 0));
  const std::vector<FlatEvent> events = flat_events(file.lines());
  const WorkerLoad load = WorkerLoad::of(options);
  std::vector<rocksdb::WriteBatch> batches(load.batches(events.size()));
  for (std::size_t i = 0; i < events.size(); ++i)
    require(batches[i / load.batch].Put(key_of(events[i]), {events[i].json.data(), events[i].json.size()}));
  rocksdb::WriteOptions synced;
  synced.sync = true;
  load.run(events.size(), [&] { return [&](std::size_t batch) { require(database.Write(synced, &batches[batch])); }; });
}

std::size_t events_of(rocksdb::DB& database, const std::string& session_id) {
  const std::unique_ptr<rocksdb::Iterator> at(database.NewIterator({}));
  std::size_t count = 0;
  for (at->Seek(session_id + ' '); at->Valid() && at->key().starts_with(session_id + ' '); at->Next()) ++count;
  require(at->status());
  return count;
}

void count(rocksdb::DB& database) {
  const std::unique_ptr<rocksdb::Iterator> at(database.NewIterator({}));
  std::size_t events = 0, sessions = 0;
  std::string session;
  for (at->SeekToFirst(); at->Valid(); at->Next(), ++events) {
    const std::string_view key(at->key().data(), at->key().size());
    if (const std::string_view now = key.substr(0, key.find(' ')); now != session) session = now, ++sessions;
  }
  require(at->status());
  fmt::print("{{\"events\":{},\"sessions\":{}}}\n", events, sessions);
}

}  // namespace

int main(int argc, char** argv) {
  const Options options(argc, argv, usage);
  const std::unique_ptr<rocksdb::DB> database = open(options.text("database"));
  const std::string mode = options.text_or("mode", "ingest");
  if (mode == "count")
    count(*database);
  else if (mode == "ask")
    ask_all(options, [&] {
      return [&](const Question& question, std::size_t n) { return events_of(*database, question.parameter(n)); };
    });
  else
    ingest(*database, options);
}
