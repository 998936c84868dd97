"""What is asked, in the words of every system that can answer it, and how its answer is read, so that answers can be compared.

A peer has no text for a question that takes the rules of a journey (stages, headlines, causes): nothing is faked."""
import dataclasses
import datetime

RANGE = "from=2026-06-01T00:00:00Z&to=2026-07-01T00:00:00Z"
DAY_MS = 86_400_000


def ms(text):
    return round(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


IN_RANGE = f"created_at >= {ms('2026-06-01T00:00:00Z')} AND created_at < {ms('2026-07-01T00:00:00Z')}"
ROW = ("session_id", "created_at", "updated_at", "events", "decision", "reason", "last_event", "error_code", "email")

# ClickHouse combines the states of a session on every question.
CLICKHOUSE_SESSIONS = """(SELECT session_id, minMerge(created_at_state) AS created_at, maxMerge(updated_at_state) AS updated_at,
  countMerge(events_state) AS events, sumMerge(fe_state) AS fe, maxMerge(decided_state) AS decided,
  maxMerge(final_page_state) = 1 OR (sumMerge(fe_state) = 0 AND decided = 1) AS completed,
  argMaxMerge(last_event_state) AS last_event, if(decided = 1, argMaxMerge(decision_state), '') AS decision,
  if(decided = 1, argMaxMerge(reason_state), '') AS reason, argMaxMerge(error_code_state) AS error_code,
  if(maxMerge(opened_state) = 1, argMaxMerge(last_path_state), '') AS last_path, argMaxMerge(email_state) AS email
  FROM sessions {where} GROUP BY session_id)"""


def no_more_spaces(text):
    return " ".join(text.split())


@dataclasses.dataclass
class Question:
    name: str
    group: str
    us: str
    postgresql: str | None = None
    clickhouse: str | None = None
    sqlite: str | None = None
    rocksdb: str | None = None
    parameters: list = dataclasses.field(default_factory=list)
    finds: bool = True
    read_us: callable = None  # our answer as rows of texts
    is_sorted: bool = True    # the order of the rows is part of the answer

    def text_for(self, system):
        text = getattr(self, system, None)
        return no_more_spaces(text) if text else None

    def from_us(self, answer):
        return self.compared(self.read_us(answer))

    def from_rows(self, rows):
        return self.compared(rows)

    def compared(self, rows):
        rows = [tuple("" if value is None else str(value) for value in row) for row in rows]
        return rows if self.is_sorted else sorted(rows)


def summary_row(summary):
    decision = summary["decision"] or {}
    return (summary["session_id"], ms(summary["created_at"]), ms(summary["updated_at"]), summary["counts"]["events"],
            decision.get("outcome"), decision.get("reason"), summary["last_event"], summary["last_error_code"], summary["email"])


def page_rows(answer):
    return [summary_row(summary) for summary in answer["data"]]


def from_clickhouse(columns, where="", after=""):
    return f"SELECT {columns} FROM {CLICKHOUSE_SESSIONS.format(where='')} {'WHERE ' + where if where else ''} {after}"


def page(name, group, query, sql=None, clickhouse=None):
    """A page of the list, newest first."""
    columns, order = ", ".join(ROW), "ORDER BY created_at DESC, session_id LIMIT 50"
    clickhouse = clickhouse or sql
    where = "WHERE " + sql if sql else ""
    return Question(name, group, f"/v1/sessions?{query}", read_us=page_rows,
                    postgresql=None if sql is None else f"SELECT {columns} FROM sessions {where} {order}",
                    clickhouse=None if clickhouse is None else from_clickhouse(columns, clickhouse, order))


def count(name, group, query, sql=None, clickhouse=None):
    clickhouse = clickhouse or sql
    return Question(name, group, f"/v1/sessions?limit=1&count=exact&{query}", read_us=lambda answer: [(answer["total"],)],
                    postgresql=None if sql is None else f"SELECT count(*) FROM sessions {'WHERE ' + sql if sql else ''}",
                    clickhouse=None if clickhouse is None else from_clickhouse("count()", clickhouse))


def has(name, result=""):
    """PostgreSQL keeps the names in the session's row; ClickHouse looks at the events, which for it is quick."""
    label = name + (":" + result if result else "")
    wanted = f"name = '{name}'" + (f" AND result = '{result}'" if result else "")
    return f"names @> '{{{label}}}'", f"session_id IN (SELECT session_id FROM events WHERE {wanted})"


def between(begin, end):
    return f"created_at >= {ms(begin)} AND created_at < {ms(end)}"


QUIET_MS = 20 * 60_000
NOW = f"{ms('2026-07-01T00:00:00Z')}"
HALF = "from=2026-06-11T00:00:00Z&to=2026-06-15T00:00:00Z"
FIRST_HALF = between("2026-06-11T00:00:00Z", "2026-06-15T00:00:00Z")
# name, our parameters, PostgreSQL's condition, ClickHouse's where it differs; None: the peers cannot say.
FILTERS = [
    ("status: completed", "status=COMPLETED", ("completed", "completed = 1")),
    ("status: left before the end", "status=DROPPED&status=ERROR",
     (f"NOT completed AND updated_at <= {NOW} - {QUIET_MS}", f"completed = 0 AND updated_at <= {NOW} - {QUIET_MS}")),
    ("decision", "decision=REJECTED", ("decision = 'REJECTED'",)),
    ("reason", "reason=expired_id", ("reason = 'expired_id'",)),
    ("reason, rare", "reason=aml_match", ("reason = 'aml_match'",)),
    ("error code", "error_code=RT-60001", ("error_code = 'RT-60001'",)),
    ("last event", "last_event=PAGE_EXITED", ("last_event = 'PAGE_EXITED'",)),
    ("last screen", "last_path=/face/capture", ("last_path = '/face/capture'",)),
    ("contains an event", "event=CAMERA_DENIED", has("CAMERA_DENIED")),
    ("contains a failed check", "check=ID_OCR_CHECK:FAIL", has("ID_OCR_CHECK", "FAIL")),
    ("one day", "from=2026-06-14T00:00:00Z&to=2026-06-15T00:00:00Z",
     (between("2026-06-14T00:00:00Z", "2026-06-15T00:00:00Z"),)),
    ("rare combination", f"decision=APPROVED&event=CAMERA_DENIED&{HALF}",
     tuple(f"decision = 'APPROVED' AND {FIRST_HALF} AND {condition}" for condition in has("CAMERA_DENIED"))),
    ("combination that nobody has", f"decision=REJECTED&event=CAMERA_DENIED&{HALF}",
     tuple(f"decision = 'REJECTED' AND {FIRST_HALF} AND {condition}" for condition in has("CAMERA_DENIED"))),
    ("stage", "stage=STEP2", None), ("furthest stage", "furthest_stage=STEP1", None), ("entered", "entered=STEP2", None),
    ("passed", "passed=PRE_CHECKS", None), ("headline", "headline=DROPPED_CAMERA_DENIED", None),
    ("error family", "error_family=RT", None), ("status: error", "status=ERROR", None),
]
SEARCHES = [
    ("part of an email", "field=email&q={email}", "email LIKE '%{email}%'"),
    ("part of a session id", "field=session_id&q={id}", "session_id LIKE '%{id}%'"),
    ("anything with this text", "q={id}", None),
    ("what nobody has", "field=email&q=nobody-has-this", "email LIKE '%nobody-has-this%'"),
]


def filled(sql):
    return (sql[0], sql[1] if len(sql) > 1 else sql[0]) if sql else (None, None)


def searches(sample):
    """`sample`: {"email", "id"}, pieces of text that a session has."""
    for name, query, sql in SEARCHES:
        yield name, query.format(**sample), sql.format(**sample) if sql else None


def list_questions(sample):
    out = [page("first page", "list", "limit=50", "true", "1")]
    for name, query, sql in FILTERS:
        out.append(page(name, "filter", query, *filled(sql)))
    for name, query, sql in searches(sample):
        out.append(page(name, "search", query, sql))
    out += [page(f"sort={sort}", "list", f"sort={sort}") for sort in ("created", "-updated", "updated")]
    return out


def count_questions(sample):
    """Totals of every filter. Those that users see are measured as well."""
    out = [count("all", "count", "", "true", "1")]
    out += [count(name, "count", query, *filled(sql)) for name, query, sql in FILTERS]
    return out + [count(name, "count", query, sql) for name, query, sql in searches(sample)]


FIND_NOTHING = ("what nobody has", "combination that nobody has")
MEASURED_COUNTS = ("all", "status: completed", "contains an event")


def deep_page(cursor, row):
    """The page after this row of ours, whose cursor we hand out."""
    time, session_id = ms(row["created_at"]), row["session_id"]
    after = f"created_at <= {time} AND (created_at < {time} OR session_id > '{session_id}')"
    return page("deep page", "list", f"cursor={cursor}", after)


def detail(ids):
    """A session: for us its whole journey; for the peers its row and all its events, of which they know no journey."""
    columns = ", ".join("s." + column for column in ROW)
    numbers = "s.session_id, s.created_at, s.updated_at, s.events"
    return Question("session by id", "detail", "/v1/sessions/{}", parameters=ids, read_us=lambda answer: [summary_row(answer)],
                    postgresql=f"SELECT {columns}, e.event FROM sessions s JOIN events e USING (session_id) "
                               "WHERE session_id = $1 ORDER BY e.time, e.source, e.event->'seq', e.event_id",
                    clickhouse="SELECT event FROM events WHERE session_id = '{}' ORDER BY key",
                    sqlite=f"SELECT {numbers}, e.event FROM sessions s JOIN events e ON e.session_id = s.session_id "
                           "WHERE s.session_id = ?1 ORDER BY e.time, e.source, e.event_id",
                    rocksdb="events of a session")


def detail_row(ids):
    """What of a session can be compared: its row."""
    columns = ", ".join(ROW)
    return Question("a session's row", "detail", "/v1/sessions/{}", parameters=ids, read_us=lambda answer: [summary_row(answer)],
                    postgresql=f"SELECT {columns} FROM sessions WHERE session_id = $1",
                    clickhouse=f"SELECT {columns} FROM "
                               + CLICKHOUSE_SESSIONS.format(where="WHERE session_id = '{}'"))


def events_of(ids):
    return Question("events of a session", "detail", "/v1/sessions/{}/events", parameters=ids)


def outcome_rows(answer):
    rows = []
    for bucket in answer["buckets"]:
        decision = bucket["decision"]
        sessions = sum(decision.values())
        if sessions:
            rows.append((ms(bucket["from"]) // DAY_MS, sessions, bucket["status"]["COMPLETED"], decision["APPROVED"],
                         decision["REJECTED"], decision["PENDING"]))
    return rows


def check_rows(answer):
    return [(check["check"], check["runs"], check["pass"], check["fail"], check["warn"], check["error"], check["sessions"])
            for check in answer["data"]]


def analytics_questions():
    decisions = ("APPROVED", "REJECTED", "PENDING")
    results = ("PASS", "FAIL", "WARN", "ERROR")
    outcomes = "count(*), count(*) FILTER (WHERE completed), " + ", ".join(
        f"count(*) FILTER (WHERE decision = '{decision}')" for decision in decisions)
    outcomes_clickhouse = "count(), countIf(completed = 1), " + ", ".join(f"countIf(decision = '{d}')" for d in decisions)
    checks = ", ".join(f"count(*) FILTER (WHERE event->>'result' = '{result}')" for result in results)
    checks_clickhouse = ", ".join(f"countIf(result = '{result}')" for result in results)
    ranged = f"/v1/analytics/{{}}?{RANGE}"
    in_range = f"(SELECT session_id FROM sessions WHERE {IN_RANGE})"
    return [
        Question("outcomes a day", "analytics", ranged.format("outcomes") + "&interval=day&tz=UTC", read_us=outcome_rows,
                 postgresql=f"SELECT created_at / {DAY_MS}, {outcomes} FROM sessions WHERE {IN_RANGE} GROUP BY 1 ORDER BY 1",
                 clickhouse=from_clickhouse(f"intDiv(created_at, {DAY_MS}) AS day, {outcomes_clickhouse}", IN_RANGE,
                                            "GROUP BY day ORDER BY day")),
        Question("reasons", "analytics", ranged.format("reasons"), is_sorted=False,
                 read_us=lambda answer: [(row["outcome"], row["reason"], row["sessions"]) for row in answer["data"]],
                 postgresql="SELECT decision, reason, count(*) FROM sessions WHERE decision IN ('REJECTED', 'PENDING') AND "
                            f"{IN_RANGE} GROUP BY 1, 2",
                 clickhouse=from_clickhouse("decision, reason, count()", f"decision IN ('REJECTED', 'PENDING') AND {IN_RANGE}",
                                            "GROUP BY decision, reason")),
        Question("errors", "analytics", ranged.format("errors"), is_sorted=False,
                 read_us=lambda answer: [(row["error_code"], row["sessions"]) for row in answer["data"]],
                 postgresql=f"SELECT error_code, count(*) FROM sessions WHERE error_code IS NOT NULL AND {IN_RANGE} GROUP BY 1",
                 clickhouse=from_clickhouse("error_code, count()", f"error_code != '' AND {IN_RANGE}", "GROUP BY error_code")),
        Question("checks", "analytics", ranged.format("checks"), is_sorted=False, read_us=check_rows,
                 postgresql=f"SELECT name, count(*), {checks}, count(DISTINCT session_id) FROM events "
                            f"WHERE name LIKE '%\\_CHECK' AND session_id IN {in_range} GROUP BY name",
                 clickhouse=f"SELECT name, count(), {checks_clickhouse}, uniqExact(session_id) FROM events "
                            "WHERE name LIKE '%_CHECK' AND session_id IN (SELECT session_id FROM "
                            f"{CLICKHOUSE_SESSIONS.format(where='')} WHERE {IN_RANGE}) GROUP BY name"),
        Question("funnel", "analytics", ranged.format("funnel")),
        Question("dropoffs", "analytics", ranged.format("dropoffs")),
        Question("funnel, filtered", "analytics", ranged.format("funnel") + "&decision=REJECTED"),
    ]
