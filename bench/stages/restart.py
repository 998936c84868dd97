"""Start-up, clean and after kill -9 under ingest, with what the kill must not lose."""
from stages.background import Load
from stages.rounds import require
from traffic import Content


def run(bench):
    us = bench.systems["us"]
    path = bench.traffic.file(bench.options.sessions)
    content = Content(path)
    us.fresh()
    us.ingest(path)
    for turn in range(bench.options.rounds):
        measure(bench, us, "restart", f"{len(content.session_ids)} sessions", turn)
        require(us.exported_events() >= content.events, "events are lost")
    us.remove()


def measure(bench, us, stage, size, turn):
    """Stops and starts it; then kills it in the middle of an ingest and starts it again."""
    bench.results.add(stage, "us", f"clean stop, {size}", "s", us.stop())
    bench.results.add(stage, "us", f"start after a clean stop, {size}", "s", us.start())
    more = bench.traffic.file(bench.options.sessions, seed_more=1000 + turn)
    with Load(us, more, may_fail=True) as load:
        load.wait_s(bench.options.kill_after_s)
        us.kill()
    bench.results.add(stage, "us", f"start after kill -9 under ingest, {size}", "s", us.start())
