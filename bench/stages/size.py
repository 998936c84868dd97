"""What our server does at one size besides answering: starting, cold analytics, many open sessions, reads under ingest.
All on a copy, because it changes what is stored."""
import json
import time
import urllib.request

import questions
from stages import restart
from stages.asking import unique_names
from stages.background import Load
from stages.rounds import Alone, require

RANGE_TO_TOMORROW = "from=2026-06-01T00:00:00Z&to=2100-01-01T00:00:00Z"
ANALYTICS = ("funnel", "outcomes", "reasons", "errors", "dropoffs", "checks")
QUIET = {"detail, session by id", "list, first page", "filter, decision", "filter, reason, rare", "search, part of an email"}


def measure(bench, us, stage, ids, sample):
    twin = us.twin(bench.directory / "twin")
    with Alone(twin, [twin, us]):
        cold_analytics(bench, twin, stage)
        analytics_after_today_changed(bench, twin, stage)
        while_ingesting(bench, twin, stage, ids, sample)
        many_open(bench, twin, stage)
        for turn in range(bench.options.rounds):
            restart.measure(bench, twin, stage, "copy", turn)
    twin.remove()


def analytics_target(name):
    """Outcomes by week, because there are only so many buckets."""
    if name == "outcomes":
        return "/v1/analytics/outcomes?interval=week&tz=UTC&from=2026-06-01T00:00:00Z&to=2026-12-31T00:00:00Z"
    return f"/v1/analytics/{name}?{RANGE_TO_TOMORROW}"


def ask_ms(us, name):
    began = time.monotonic()
    us.read(analytics_target(name))
    return (time.monotonic() - began) * 1000


def cold_analytics(bench, us, stage):
    """The first asking after a start: nothing can be remembered."""
    for _ in range(bench.options.rounds):
        us.stop()
        us.start()
        for name in ANALYTICS:
            bench.results.add(stage, "us", f"analytics cold, {name}", "ms", ask_ms(us, name))


def analytics_after_today_changed(bench, us, stage):
    for name in ANALYTICS:
        ask_ms(us, name)
    for turn in range(bench.options.today_trials):
        change_today(us, turn)
        for name in ANALYTICS:
            bench.results.add(stage, "us", f"analytics, only today changed, {name}", "ms", ask_ms(us, name))


def change_today(us, turn):
    now = int(time.time() * 1000)
    session_id = f"today-{now}-{turn}"
    events = [{"session_id": session_id, "name": "SESSION_CREATED", "time": now},
              {"session_id": session_id, "name": "ID_OCR_CHECK", "result": "FAIL", "time": now}]
    request = urllib.request.Request(us.url + "/v1/events", data=json.dumps(events).encode(), headers={
        "Authorization": "Bearer " + us.keys["server"], "Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=60).read()
    time.sleep(0.3)  # until lists and analytics must have seen it


def while_ingesting(bench, us, stage, ids, sample):
    """The same questions quiet and while batches come at half the rate that was reached."""
    asked = [question for question in unique_names([questions.detail(ids)] + questions.list_questions(sample))
             if question.name in QUIET]
    rates = bench.results.values("ingest", "us", "batches of 100: ingest") + bench.results.values(
        "growth", "us", "ingest with 0 events stored")
    rate = int(sorted(rates)[len(rates) // 2] / 2)
    for turn in range(bench.options.rounds):
        path = bench.traffic.file(bench.options.sessions, seed_more=2000 + turn)  # or they would be duplicates
        told_quiet = us.measure(asked, bench.directory, bench.options.seconds)
        with Load(us, path, seconds=3600, rate=rate, events=bench.options.ingest_events, may_fail=True) as load:
            load.wait_s(2)
            began, events = time.monotonic(), us.metric("events_total")
            told_busy = us.measure(asked, bench.directory, bench.options.seconds)
            reached = (us.metric("events_total") - events) / (time.monotonic() - began)
            require(load.is_running(), "the ingest ended while reads were measured")
            load.process.terminate()
        bench.results.add(stage, "us", "rate of ingest while reading, half of what was reached", "events/s", reached)
        for name in told_quiet:
            bench.results.add(stage, "us", f"{name}: p99 quiet", "ms", told_quiet[name]["p99_ms"])
            bench.results.add(stage, "us", f"{name}: p99 while ingesting", "ms", told_busy[name]["p99_ms"])


def many_open(bench, us, stage):
    """Memory while many sessions are under way."""
    path = bench.traffic.file(bench.options.open_sessions, seed_more=500, events_per_session=10)
    memory_mib, open_sessions = [], []
    with Load(us, path) as load:
        while load.is_running():
            load.wait_s(0.5)
            memory_mib.append(us.process.memory_mib())
            open_sessions.append(us.metric("open_sessions"))
    bench.results.add(stage, "us", "open sessions, most", "sessions", max(open_sessions + [us.metric("open_sessions")]))
    bench.results.add(stage, "us", "memory with so many open", "MiB", max(memory_mib + [us.process.memory_mib()]))
    us.settle()
