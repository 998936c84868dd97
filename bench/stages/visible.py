"""How long after the 200 an event is seen: in the session's own answer, and in the list."""
import json
import statistics
import time


def run(bench):
    us = bench.systems["us"]
    us.fresh()
    us.ingest(bench.traffic.file(bench.options.sessions), events=bench.options.single_events)
    for _ in range(bench.options.rounds):
        detail_ms, list_ms = [], []
        for trial in range(bench.options.visible_trials):
            session_id = f"visible-{time.time_ns()}-{trial}"
            one(us, session_id, detail_ms, list_ms)
        bench.results.add("visible", "us", "in detail, greatest", "ms", max(detail_ms))
        bench.results.add("visible", "us", "in the list, median", "ms", statistics.median(list_ms))
        bench.results.add("visible", "us", "in the list, greatest", "ms", max(list_ms))
    us.remove()


def one(us, session_id, detail_ms, list_ms):
    connection = us.connection()
    event = {"session_id": session_id, "name": "SESSION_CREATED", "time": int(time.time() * 1000)}
    connection.request("POST", "/v1/events", json.dumps(event), headers_for(us, "server"))
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200
    acknowledged = time.monotonic()
    detail_ms.append(until(us, connection, f"/v1/sessions/{session_id}", lambda status, body: status == 200, acknowledged))
    listed = f"/v1/sessions?field=session_id&match=exact&q={session_id}"
    list_ms.append(until(us, connection, listed, lambda _, body: session_id.encode() in body, acknowledged))
    connection.close()


def until(us, connection, target, is_there, since):
    """0: the first look saw it."""
    is_first = True
    while True:
        connection.request("GET", target, headers=headers_for(us, "read"))
        answer = connection.getresponse()
        if is_there(answer.status, answer.read()):
            return 0 if is_first else (time.monotonic() - since) * 1000
        is_first = False
        time.sleep(0.002)


def headers_for(us, key):
    return {"Authorization": "Bearer " + us.keys[key], "Content-Type": "application/json"}
