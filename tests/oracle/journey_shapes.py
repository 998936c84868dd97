"""What random journeys are made of: single events, realistic flows, endings, and changes that aim at the edges of the rules.

An event is a dict as it is sent, with an integer `time`; ids are given at the very end. Everything takes its randomness
from the `random.Random` it is handed, and nothing iterates over a set, so a seed gives the same journey everywhere.
"""
from catalog_tables import EVENTS, IMPACTS, REASONS, RESULTS, STAGES

T0 = 1782000000000  # 2026-06-21T00:00:00Z
MINUTE = 60_000

# path -> the stage that the screen map gives it; None = contextual
PATHS = [
    ("/start", "PRE_CHECKS"), ("/guide", "PRE_CHECKS"), ("/terms", "PRE_CHECKS"), ("/id", "STEP1"), ("/account", "PRE_STEP2"),
    ("/face", "STEP2"), ("/selfie", "STEP2"), ("/result", "POST"),
    ("/id/guide", "STEP1"), ("/guide/id", "PRE_CHECKS"), ("id", "STEP1"), ("id/capture", "STEP1"), ("/id/", "STEP1"),
    ("//id", "STEP1"), ("/id//x", "STEP1"), ("///ko///face//", "STEP2"),
    ("/ko/id", "STEP1"), ("/en-US/face/check", "STEP2"), ("en/selfie", "STEP2"), ("/EN/id", "STEP1"), ("/Ko-kR/account", "PRE_STEP2"),
    ("/ko/en/id", None), ("/kor/id", None), ("/en_US/id", None), ("/en-USA/id", None), ("/e1/id", None), ("/k/id", None),
    ("/id-ID/face", "STEP2"), ("/id/face", "STEP1"), ("/ID/face", "STEP2"), ("/ko", None), ("/ko/", None), ("/ko/ID", None),
    ("/ID", None), ("/Face", None), ("/identity", None), ("/id-x", None), ("/x/id", None), ("/unknown", None), ("/", None), ("", None),
    ("/id?step=2", "STEP1"), ("/id#top", "STEP1"), ("/face?next=/result#x", "STEP2"), ("?path=/id", None), ("#/id", None),
    ("/x?y=/id", None), ("/id?to=https://h/face", "STEP1"), ("/ko?x=1", None), ("/ko/?x/id", None), ("/result#?", "POST"),
    ("https://kyc.example.com/id/guide?x=1", "STEP1"), ("https://kyc.example.com:8443/ko/result", "POST"),
    ("https://id/face", "STEP2"), ("https://kyc.example.com", None), ("https://id", None), ("https://kyc.example.com?x=/id", None),
    ("https://kyc.example.com#/id", None), ("HTTP://H/account", "PRE_STEP2"), ("app://id/selfie", "STEP2"),
    ("http://h//terms", "PRE_CHECKS"), ("/./id", None), ("/%69d", None), ("/id;v=1", None), ("/아이디/id", None),
]
PLACED_PATHS = [p for p, s in PATHS if s is not None]
LOST_PATHS = [p for p, s in PATHS if s is None]

ERROR_CODES = ["NF-10000", "QS-00001", "QE-00007", "ER-00001", "PV-40018", "SE-50020", "SE-50031", "RT-60001", "TK-10001", "DE-20000",
               "DE-40000", "LO-30001", "LO-30005", "LO-99999", "page-not-found", "service-blocked", "hash_problem", "period", "refresh",
               "ZZ-12345", "LO-3000", "LO-300011", "lo-30001", "LO_30001", "XLO-30001", "SE-5002a", "LO"]
ODD_REASONS = ["APPROVED", "Expired_Id", "expired_id ", "something_else", "-", "retakes", "warnings", "이유", "AML_SCREENING_CHECK"]
UNKNOWN_NAMES = ["VENDOR_X_PING", "MY_BLOCK", "NEW_CHECK", "X", "FINAL", "ID_SOMETHING_CHECK", "9_LIVES"]
EMAILS = ["kim@example.com", "KIM@Example.com", "aziz@example.com", "AZIZ@EXAMPLE.COM", "\u00c9a@example.com", "\u00e9a@example.com"]
USERS = ["u-77", "U-77", "u-78", "사용자"]
SUBMISSIONS = ["sub_1001", "sub_1002", "sub_1001 "]


def names(kind=None, source=None, stage=None, flag=None, impact=None):
    return [e.name for e in EVENTS.values()
            if (kind is None or e.kind == kind) and (source is None or e.source == source) and (stage is None or e.stage == stage)
            and (flag is None or flag in e.flags) and (impact is None or e.impact == impact)]


CHECKS = names(kind="check")
GUARDS = names(kind="check", impact="BLOCKED")
STAGE_MILESTONES = names(kind="milestone", impact="COMPLETED")
DECISIONS = names(kind="decision")
QUIET_RECORDS = ["WEBHOOK_SENT", "WEBHOOK_FAILED", "EMAIL_SENT", "EMAIL_FAILED"]
CONTEXTUAL = names(stage="*")
PAIRED = [e.name for e in EVENTS.values() if e.pair]
CAPTURES = names(flag="capture")
RESUMES = names(flag="resume")

# What a journey draws its random events from; a narrow pool makes the rules of one corner meet each other.
POOLS = {
    "all": sorted(EVENTS) + UNKNOWN_NAMES,
    "blocked": GUARDS[:3] + ["MY_BLOCK", "SESSION_REUSED", "FRONT_SESSION_RESUMED", "ID_OCR_CHECK", "SUBMISSION_CREATED", "STEP_VIEW",
                             "ACCOUNT_CODE_CHECK", "AML_SCREENING_CHECK", "ERROR_PAGE_VIEWED", "PROJECT_OPTIONS_FETCHED",
                             "ACCOUNT_TRANSFER_SENT", "ID_CAPTURED", "WEBHOOK_SENT"],
    "retake": ["ID_QUALITY_CHECK", "ID_OCR_CHECK", "ID_OCR_CHECK", "SELFIE_LIVENESS_CHECK", "ACCOUNT_CODE_CHECK", "CAMERA_DENIED",
               "STEP_VIEW", "PAGE_HIDDEN", "ID_CAPTURED"] + STAGE_MILESTONES,
    "decision": DECISIONS * 2 + ["ID_OCR_CHECK", "ID_EXPIRY_CHECK", "AGE_LIMIT_CHECK", "FACE_AGE_CHECK", "IP_RISK_CHECK",
                                 "AML_SCREENING_CHECK",
                                 "CUSTOM_POLICY_CHECK", "RETRY_LIMIT_CHECK", "FACE_COMPARE_CHECK", "NEW_CHECK", "FRONT_SESSION_START"],
    "causes": DECISIONS + CHECKS + ["NEW_CHECK", "X"],
    "camera": ["CAMERA_DENIED", "CAMERA_DENIED", "CAMERA_DENIED", "STEP_VIEW", "PAGE_HIDDEN", "SESSION_CREATED"] + CAPTURES,
    "leaving": ["PAGE_HIDDEN", "PAGE_VISIBLE", "PAGE_EXITED", "NETWORK_OFFLINE", "NETWORK_ONLINE", "STEP_VIEW", "CLIENT_ERROR",
                "ID_OCR_CHECK", "FRONT_SESSION_START"] + QUIET_RECORDS,
    "pairs": PAIRED * 3 + ["STEP_VIEW", "WEBHOOK_SENT"],
    "concurrency": ["ID_OCR_CHECK", "ID_QUALITY_CHECK", "ID_EXPIRY_CHECK", "AGE_LIMIT_CHECK", "FACE_COMPARE_CHECK", "IP_RISK_CHECK",
                    "TOKEN_VALIDATION_CHECK"],
    "contextual": CONTEXTUAL + UNKNOWN_NAMES + ["ID_CAPTURED", "ID_OCR_CHECK", "ACCOUNT_CODE_CHECK", "APPROVED", "FINAL_PAGE_VIEW",
                                                "SESSION_CREATED", "FACE_COMPARE_CHECK"],
    "errors": ["ERROR_PAGE_VIEWED", "ERROR_PAGE_VIEWED", "ERROR_PAGE_VIEWED", "STEP_VIEW", "ID_OCR_CHECK", "SELFIE_LIVENESS_CHECK",
               "FRONT_SESSION_RESUMED", "SESSION_REUSED", "SUBMISSION_CREATED", "SESSION_CREATED"],
    "server": names(source="BE"),
    "server_records": ["SESSION_CREATED", "PROJECT_OPTIONS_FETCHED", "FLOW_ID_ISSUED", "LIVEFORM_HASH_CREATED", "WEBHOOK_SENT", "X"],
    "silent": QUIET_RECORDS + DECISIONS + ["X", "MY_BLOCK"],
    "screen": names(source="FE"),
    "unknown": UNKNOWN_NAMES + ["STEP_VIEW", "APPROVED", "PENDING", "SESSION_CREATED", "ID_OCR_CHECK"],
}


# --- single events --------------------------------------------------------------------------------------------------

def event(name, time, **fields):
    """`source` counts for names only that the catalog does not know."""
    entry, source = EVENTS.get(name), fields.pop("source", "BE")
    e = dict(name=name, time=time, source=entry.source if entry else source)
    e.update((k, v) for k, v in fields.items() if v is not None)
    return e


def any_reason(rng, outcome):
    """Mostly a reason that fits, sometimes one of the other outcome, one that nobody knows, or none."""
    dice = rng.random()
    if dice < 0.60:
        return rng.choice([r for r, row in REASONS.items() if row[0] == outcome] or [None])
    if dice < 0.72:
        return rng.choice([r for r, row in REASONS.items() if row[0] != outcome])
    return rng.choice(ODD_REASONS) if dice < 0.84 else None


def random_event(rng, name, time):
    """An event of this name with whatever fields make its rules interesting."""
    entry = EVENTS.get(name)
    source = entry.source if entry else rng.choice(("BE", "BE", "FE"))
    kind = entry.kind if entry else "unknown"
    e = event(name, time, source=source)
    if kind == "check":
        e["result"] = rng.choice(("FAIL", "FAIL", "FAIL", "PASS", "PASS", "WARN", "ERROR", "ERROR", "SKIPPED"))
        if rng.random() < 0.05:
            del e["result"]
        if rng.random() < 0.5:
            e["duration_ms"] = rng.choice((0, 1, 10, 500, 999, 1000, 1001, 2000, 60_000, rng.randrange(5000)))
    elif kind == "decision":
        reason = any_reason(rng, name)
        if reason is not None and (name != "APPROVED" or rng.random() < 0.1):
            e["reason"] = reason
    elif kind == "unknown":
        if rng.random() < 0.6:
            e["impact"] = rng.choice(IMPACTS)
        if rng.random() < 0.5:
            e["result"] = rng.choice(RESULTS)
        if rng.random() < 0.4:
            e["stage"] = rng.choice(STAGES)
    elif kind == "screen" and rng.random() < 0.85:
        e["attributes"] = {"path": rng.choice(PLACED_PATHS if rng.random() < 0.65 else LOST_PATHS)}
    if "error_page" in (entry.flags if entry else ()) and rng.random() < 0.85:
        e["error_code"] = rng.choice(ERROR_CODES)
    if rng.random() < 0.12:
        spice(rng, e)
    return e


def spice(rng, e):
    """One field that the event would not need."""
    what = rng.choice(("impact", "impact", "stage", "stage", "result", "code", "path", "duration", "identity", "reason", "odd"))
    if what == "impact":
        e["impact"] = rng.choice(IMPACTS)
    elif what == "stage":
        e["stage"] = rng.choice(STAGES)
    elif what == "result":
        e["result"] = rng.choice(RESULTS)
    elif what == "code":
        e["error_code"] = rng.choice(ERROR_CODES)
    elif what == "path":
        e["attributes"] = {"path": rng.choice([p for p, _ in PATHS] + [7, None, ["/id"], {"a": "/id"}, True])}
    elif what == "duration":
        e["duration_ms"] = rng.choice((0, 1, 1000, 5000, 61_000, 86_400_000))
    elif what == "identity":
        identify(rng, e)
    elif what == "reason":
        e["reason"] = rng.choice(sorted(REASONS) + ODD_REASONS)
    else:
        e.update(rng.choice((dict(attempt=rng.randint(1, 4)), dict(message="메시지 \"x\""), dict(attributes={"a": {"b": [1, None]}}),
                             dict(trace_id="0123456789abcdef" * 2))))


def identify(rng, e):
    which = rng.choice(("email", "email", "user_id", "submission_id"))
    e[which] = rng.choice({"email": EMAILS, "user_id": USERS, "submission_id": SUBMISSIONS}[which])


# --- times ----------------------------------------------------------------------------------------------------------

EDGES = (0, 0, 1, 999, 1000, 1001, 59_999, 60_000, 60_001)


def random_times(rng, n):
    """n times in no particular order: ties, tight clusters, walks whose steps are the limits of the rules, long journeys."""
    model = rng.randrange(6)
    if model == 0:
        return [T0] * n
    if model == 1:
        few = [T0 + rng.choice((0, 1, 2, 1000, 1001, 60_000, 60_001)) for _ in range(rng.randint(2, 4))]
        return [rng.choice(few) for _ in range(n)]
    if model == 2:
        return [T0 + 1000 * rng.randrange(max(2, n // 2)) for _ in range(n)]
    if model == 3:
        return [T0 + rng.randrange(3 * MINUTE) for _ in range(n)]
    if model == 4:
        return [T0 + rng.choice((0, 1)) + 30_000 * rng.randrange(8) for _ in range(n)]
    times, t = [], T0
    for _ in range(n):
        times.append(t)
        t += rng.choice(EDGES + (10, 250, 30_000, rng.randrange(20_000)))
        if rng.random() < 0.01:
            t += rng.choice((20 * MINUTE - 1, 20 * MINUTE, 21 * MINUTE))
    rng.shuffle(times)
    return times


def random_journey(rng, pool, n):
    names_here = POOLS[pool]
    return [random_event(rng, rng.choice(names_here), t) for t in random_times(rng, n)]


# --- realistic flows ------------------------------------------------------------------------------------------------

class Flow:
    """Writes a journey step by step along its own clock."""

    def __init__(self, rng, start=T0):
        self.rng, self.t, self.events = rng, start, []

    def add(self, name, wait=None, **fields):
        self.t += self.rng.randrange(20, 900) if wait is None else wait
        self.events.append(event(name, self.t, **fields))
        return self

    def path(self, path, name="STEP_VIEW", **fields):
        prefix = self.rng.choice(("", "", "", "/ko", "/en-US", "https://kyc.example.com"))
        return self.add(name, attributes={"path": prefix + path}, **fields)

    def checks(self, which, fail_rate=0.0):
        """Checks that run at the same time; each is recorded when it ends."""
        start = self.t
        for name in which:
            spent = self.rng.choice((40, 200, 700, 1000, 1500, self.rng.randrange(3000)))
            result = self.rng.choice(("FAIL", "FAIL", "WARN", "ERROR", "SKIPPED")) if self.rng.random() < fail_rate else "PASS"
            self.t = start + spent + self.rng.choice((0, 0, 5, 999, 1000, 1001))
            self.events.append(event(name, self.t, result=result, duration_ms=self.rng.choice((None, spent, spent))))
        self.t = max([start] + [e["time"] for e in self.events[-len(which):]]) if which else start
        return self


def start_session(f, api=False):
    rng = f.rng
    f.add("SESSION_CREATED", 0)
    if not api:
        f.add("FRONT_SESSION_START", 120)
    f.add("PROJECT_OPTIONS_FETCHED", 80).add("NATIONALITY_INFO_LOOKUP", 10)
    if not api:
        f.path("/start")
    f.checks(rng.sample(GUARDS, rng.randint(1, 4)), 0.06)
    if not api:
        f.add("CREATE_FLOW")
    f.add("FLOW_ID_ISSUED", 110)


def step1(f, api=False, passes=True):
    rng = f.rng
    if not api:
        f.path("/id/guide").add("CAMERA_ACTIVATED").add(rng.choice(("ID_CAPTURED", "ID_UPLOADED")), rng.randrange(1000, 9000))
    for _ in range(rng.choice((0, 0, 1, 2, 3))):
        f.checks(rng.sample(names(kind="check", stage="STEP1", impact="RETAKE"), 2), 0.7)
        if not api:
            f.add("ID_CAPTURED", rng.randrange(1000, 20_000))
    f.checks(rng.sample(names(kind="check", stage="STEP1"), rng.randint(1, 5)), 0.1)
    if passes:
        who = dict(submission_id="sub_1001", email="kim@example.com", user_id="u-77") if rng.random() < 0.7 else {}
        f.add("SUBMISSION_CREATED", **who)


def account_step(f):
    f.path("/account").add("ACCOUNT_TRANSFER_SENT").checks(["ACCOUNT_CODE_CHECK"], 0.5)
    f.checks(["ACCOUNT_CODE_CHECK", "ACCOUNT_HOLDER_CHECK"], 0.1).add("ACCOUNT_VERIFIED")


def step2(f, api=False, passes=True):
    rng = f.rng
    if not api:
        f.path(rng.choice(("/face", "/selfie"))).add("SELFIE_CAPTURED", rng.randrange(1000, 6000))
    for _ in range(rng.choice((0, 0, 1, 2))):
        f.checks(["SELFIE_LIVENESS_CHECK", "FACE_COMPARE_CHECK"], 0.7)
    f.checks(rng.sample(names(kind="check", stage="STEP2"), rng.randint(1, 6)), 0.2)
    if passes:
        f.add("STEP2_COMPLETED")


def decide(f, outcome=None):
    rng = f.rng
    outcome = outcome or rng.choice(DECISIONS)
    f.add(outcome, rng.choice((10, 500, 59_999, 60_000, 60_001)), reason=None if outcome == "APPROVED" else any_reason(rng, outcome))
    if rng.random() < 0.5:
        f.add(rng.choice(QUIET_RECORDS))


def flow_decided(rng):
    """Through to a decision; perhaps the result page, perhaps records that lag, perhaps a reviewer."""
    f, api = Flow(rng), rng.random() < 0.2
    start_session(f, api)
    step1(f, api)
    if rng.random() < 0.3 and not api:
        account_step(f)
    step2(f, api)
    if rng.random() < 0.6:  # a check that really is the reason, or nearly
        name = rng.choice(CHECKS)
        f.add(name, result=rng.choice(("FAIL", "FAIL", "ERROR", "WARN")), duration_ms=rng.choice((None, 300)))
        if rng.random() < 0.2:
            f.add(name, rng.choice((0, 1, 500)), result="PASS")
    decide(f)
    if rng.random() < 0.6 and not api:
        f.add("FINAL_PAGE_VIEW")
    if rng.random() < 0.3:
        f.add(rng.choice(CHECKS), rng.choice((1, 59_000, 60_000, 61_000)), result="FAIL")
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        f.t += rng.choice((0, 1, 30_000, 26 * 60 * MINUTE))
        decide(f)
    return f.events


def flow_explained(rng):
    """A decision with a reason of the catalog and checks around it that could be its cause: every step a to e of the search."""
    f = Flow(rng)
    if rng.random() < 0.7:
        start_session(f)
    reason = rng.choice(sorted(REASONS) + ODD_REASONS[:2])
    row = REASONS.get(reason, (rng.choice(("REJECTED", "PENDING")), None, None))
    near = [n for n in row[2]] if isinstance(row[2], tuple) else ["ID_OCR_CHECK", "RETRY_LIMIT_CHECK", "NEW_CHECK"]
    pools = [near, names(kind="check", stage=row[1]), names(kind="check", impact=row[0]), names(kind="check", impact="RETAKE"), CHECKS,
             GUARDS, ["NEW_CHECK", "X"]]
    if rng.random() < 0.4:  # nothing of what the reason names, only what shares its stage, and something beside it
        near = [n for n in pools[1] if n not in near] or CHECKS
        pools = [near, near, CHECKS]
    for _ in range(rng.randint(0, 4)):
        name = rng.choice(rng.choice(pools))
        fields = dict(result=rng.choice(("FAIL", "FAIL", "ERROR", "WARN")))
        if rng.random() < 0.15:
            fields.update(impact=rng.choice(IMPACTS))
        if rng.random() < 0.1:
            fields.update(stage=rng.choice(STAGES))
        f.add(name, source="BE", **fields)
        if rng.random() < 0.2:
            f.add(name, rng.choice((0, 1)), source="BE", result="PASS")
    if rng.random() < 0.3:
        f.add(rng.choice(STAGE_MILESTONES))
    outcome = row[0] if rng.random() < 0.9 else rng.choice(DECISIONS)
    f.add(outcome, reason=reason)
    if rng.random() < 0.4:
        f.add(rng.choice(near), rng.choice((0, 60_000, 60_001)), source="BE", result="FAIL")
    if rng.random() < 0.3:
        f.add("FINAL_PAGE_VIEW")
    return f.events


def flow_left(rng):
    """The user goes away somewhere on the way."""
    f = Flow(rng)
    start_session(f)
    for part in (step1, lambda g: account_step(g), step2)[:rng.choice((0, 1, 1, 2, 3))]:
        part(f)
    end = rng.randrange(9)
    if end == 0:
        f.add("PAGE_HIDDEN").add(rng.choice(("PAGE_EXITED", "PAGE_VISIBLE", "PAGE_HIDDEN")))
    elif end == 1:
        f.add("NETWORK_OFFLINE", rng.choice((0, 500))).add(rng.choice(("PAGE_HIDDEN", "NETWORK_ONLINE", "NETWORK_OFFLINE", "STEP_VIEW")),
                                                           rng.choice((0, 500)))
    elif end == 2:
        f.path(rng.choice(("/id", "/face"))).add("CAMERA_DENIED",
                                                 impact=rng.choice((None, None, None, "NONE", "BLOCKED", "COMPLETED", "RETAKE")))
        if rng.random() < 0.3:
            f.add(rng.choice(CAPTURES), rng.choice((0, 1, 400)))
    elif end == 3:
        step1(f, passes=False)
        f.add("ID_OCR_CHECK", result="FAIL").add("PAGE_HIDDEN")
    elif end == 4:
        f.path(rng.choice(("/id", "/face", "/account", "/nowhere")))
        for _ in range(rng.choice((0, 1, 3))):
            f.add(rng.choice(("ID_OCR_CHECK", "SELFIE_LIVENESS_CHECK", "ACCOUNT_CODE_CHECK")),
                  result=rng.choice(("FAIL", "FAIL", "ERROR", "PASS", "WARN")))
        f.add("ERROR_PAGE_VIEWED", error_code=rng.choice(ERROR_CODES + ["LO-30001", "SE-50020", "SE-50021", "QE-00007"] * 4 + [None]))
        if rng.random() < 0.4:
            f.add(rng.choice(RESUMES + STAGE_MILESTONES + ["STEP_VIEW", "CLIENT_ERROR"]), rng.choice((0, 0, 1, 3000)))
    elif end == 5:
        f.add(rng.choice(GUARDS), result=rng.choice(("FAIL", "ERROR")), error_code=rng.choice(ERROR_CODES))
        if rng.random() < 0.5:
            f.add("ERROR_PAGE_VIEWED", error_code=rng.choice(ERROR_CODES))
        if rng.random() < 0.5:
            f.add(rng.choice(RESUMES + STAGE_MILESTONES + ["ID_OCR_CHECK", "AML_SCREENING_CHECK", "ACCOUNT_TRANSFER_SENT"]),
                  rng.choice((0, 1, 500)),
                  impact=rng.choice((None, None, "BLOCKED")))
    elif end == 6:
        f.add("PAGE_HIDDEN").add("SESSION_REUSED", rng.choice((1000, 19 * MINUTE, 21 * MINUTE))).add("FRONT_SESSION_RESUMED").path("/id")
    elif end == 7:
        f.add("RETURN_URL_REDIRECTED").add("FINAL_PAGE_VIEW", rng.choice((0, 100)))
    else:
        f.add("WEBHOOK_SENT", rng.choice((10, 30 * MINUTE))).add("VENDOR_X_PING")
    return f.events


def flow_guard_in_step(rng):
    """A block in the middle of a step, by a guard or by another check's own impact, and everything that may undo it."""
    f = Flow(rng)
    start_session(f)
    if rng.random() < 0.6:
        step1(f, passes=rng.random() < 0.5)
    x = dict(result=rng.choice(("FAIL", "ERROR")))
    if rng.random() < 0.5:
        x.update(stage=rng.choice(STAGES))
    name = rng.choice(GUARDS)
    if rng.random() < 0.4:
        name = rng.choice(("ID_OCR_CHECK", "MY_BLOCK", "AML_SCREENING_CHECK", "SUBMISSION_CREATED"))
        x = dict(x, impact="BLOCKED", source="BE")
    f.add(name, **x)
    for _ in range(rng.randint(0, 3)):
        undo = rng.choice(CHECKS + STAGE_MILESTONES + RESUMES + [name, "ACCOUNT_TRANSFER_SENT", "STEP_VIEW", "WEBHOOK_SENT", "X"])
        f.add(undo, rng.choice((0, 0, 1, 1, 700)), source="BE", result=rng.choice((None, "PASS", "PASS", "SKIPPED", "SKIPPED", "FAIL")),
              stage=rng.choice((None, None, None) + STAGES),
              impact=rng.choice((None,) * 7 + ("BLOCKED", "BLOCKED", "BLOCKED", "RETAKE", "COMPLETED")))
    if rng.random() < 0.3:
        decide(f)
    if rng.random() < 0.3:
        f.add("FINAL_PAGE_VIEW")
    return f.events


def flow_retry_limit(rng):
    """Too many tries, said so by the reason: retakes resolved or not, the limit's own check failing, warning or passing."""
    f = Flow(rng)
    if rng.random() < 0.5:
        start_session(f)
    for _ in range(rng.randint(0, 5)):
        name = rng.choice(("ID_OCR_CHECK", "SELFIE_LIVENESS_CHECK", "RETRY_LIMIT_CHECK", "AGE_LIMIT_CHECK", "CAMERA_DENIED",
                           "SUBMISSION_CREATED"))
        f.add(name, result=rng.choice(("FAIL", "FAIL", "FAIL", "ERROR", "WARN", "PASS")) if name in CHECKS else None,
              impact=rng.choice((None,) * 5 + ("RETAKE", "REJECTED", "PENDING")))
    f.add("REJECTED", reason="too_many_retry")
    for _ in range(rng.choice((0, 0, 1, 2))):
        f.add(rng.choice(("ID_OCR_CHECK", "RETRY_LIMIT_CHECK")), rng.choice((0, 60_000, 60_001)),
              result=rng.choice(("FAIL", "FAIL", "PASS")))
    return f.events


def flow_error_loop(rng):
    """Tries that end on an error page, of the retry loop's class or of one near it, with tries of the same and of other stages."""
    f = Flow(rng)
    f.add("SESSION_CREATED", 0)
    path, checks = rng.choice((("/id", names(kind="check", stage="STEP1")), ("/face", names(kind="check", stage="STEP2")),
                               ("/account", ["ACCOUNT_CODE_CHECK"])))
    f.path(path)
    for _ in range(rng.choice((0, 1, 2, 3, 4, 6))):
        name = rng.choice(checks if rng.random() < 0.8 else CHECKS)
        f.add(name, result=rng.choice(("FAIL", "FAIL", "ERROR", "WARN")), impact=rng.choice((None, None, None, "RETAKE")))
        if rng.random() < 0.4:
            f.add(name, rng.choice((0, 1, 300)), result="PASS")
    f.add("ERROR_PAGE_VIEWED",
          error_code=rng.choice(("LO-30001", "LO-99999", "LO-30005", "SE-50020", "SE-50021", "QS-00001", "QE-00007", "RT-60001", "lo-30001",
                                 None, rng.choice(ERROR_CODES),
                                                            rng.choice(ERROR_CODES))))
    if rng.random() < 0.3:
        f.add(rng.choice(("PAGE_HIDDEN", "CLIENT_ERROR", "ID_OCR_CHECK")), result="FAIL")
    return f.events


def flow_blocked_late(rng):
    """A block around a decision that does not undo it."""
    f = Flow(rng)
    if rng.random() < 0.5:
        start_session(f)
    decide(f)
    d = f.t = [e for e in f.events if e["name"] in DECISIONS][-1]["time"]
    for _ in range(rng.randint(1, 2)):
        f.t = d + rng.choice((0, 59_999, 60_000, 60_000, 60_001, 60_001, 90_000))
        f.add(rng.choice(GUARDS + ["MY_BLOCK"]), 0, source="BE", result=rng.choice(("FAIL", "ERROR")), impact=rng.choice((None, "BLOCKED")))
    if rng.random() < 0.2:
        f.add("FINAL_PAGE_VIEW")
    return f.events


def flow_server_only(rng):
    """Submitted by API, or a link that nobody ever opened."""
    f = Flow(rng)
    f.add("SESSION_CREATED", 0)
    for _ in range(rng.randint(0, 5)):
        f.add(rng.choice(POOLS["server_records"]), source="BE")
    if rng.random() < 0.4:
        f.checks(rng.sample(CHECKS, rng.randint(1, 4)), 0.3)
    if rng.random() < 0.2:
        f.add(rng.choice(STAGE_MILESTONES))
    if rng.random() < 0.3:
        decide(f)
    return f.events


def flow_long(rng):
    """Many tries; more evidence than an answer may carry."""
    f = Flow(rng)
    start_session(f)
    loud = rng.random() < 0.5
    for _ in range(rng.randint(12, 28)):
        if loud:
            f.checks(rng.sample(rng.choice((names(impact="RETAKE", kind="check"), CHECKS, GUARDS)), 4), 0.9)
        else:
            f.checks(rng.sample(CHECKS, 3), 0.3)
            f.add(rng.choice(POOLS["screen"]), rng.choice((0, 1, 3000, 61_000)))
    if rng.random() < 0.7:
        decide(f)
    return f.events[:150]


FLOWS = (flow_decided, flow_decided, flow_explained, flow_explained, flow_explained, flow_left, flow_left, flow_left, flow_guard_in_step,
         flow_guard_in_step, flow_retry_limit, flow_error_loop, flow_error_loop, flow_blocked_late, flow_server_only)


# --- changes --------------------------------------------------------------------------------------------------------

def _pick(rng, events, test):
    found = [e for e in events if test(e)]
    return rng.choice(found) if found else None


def _flags(e):
    entry = EVENTS.get(e["name"])
    return entry.flags if entry else frozenset()


def _kind(e):
    entry = EVENTS.get(e["name"])
    return entry.kind if entry else "unknown"


def delete_some(rng, events):
    how = rng.randrange(4)
    if how == 0:
        del events[rng.randrange(len(events))]
    elif how == 1:
        name = rng.choice(events)["name"]
        events[:] = [e for e in events if e["name"] != name]
    elif how == 2 and rng.random() < 0.2:
        source = rng.choice(("FE", "BE"))
        events[:] = [e for e in events if e["source"] != source]
    else:
        at = rng.randrange(len(events))
        del events[at:at + rng.randint(1, 4)]


def repeat_some(rng, events):
    for _ in range(rng.randint(1, 3)):
        e = dict(rng.choice(events))
        e["time"] += rng.choice((0, 0, 1, -1, 1000, 60_000, 60_001))
        events.append(e)


def move_one(rng, events):
    e, other = rng.choice(events), rng.choice(events)
    e["time"] = other["time"] + rng.choice((-1, 1)) * rng.choice(EDGES)


def swap_two(rng, events):
    a, b = rng.choice(events), rng.choice(events)
    a["time"], b["time"] = b["time"], a["time"]


def tie_some(rng, events):
    """A stretch of the journey falls into one millisecond, or everything onto a coarse grid."""
    if rng.random() < 0.3:
        grid = rng.choice((1000, 5000, 60_000))
        for e in events:
            e["time"] -= (e["time"] - T0) % grid
    else:
        at, size = rng.randrange(len(events)), rng.randint(2, 8)
        for e in sorted(events, key=lambda v: v["time"])[at:at + size]:
            e["time"] = sorted(events, key=lambda v: v["time"])[at]["time"]


def reverse_some(rng, events):
    at, size = rng.randrange(len(events)), rng.randint(2, len(events) + 1)
    part = sorted(events, key=lambda v: v["time"])[at:at + size]
    for e, t in zip(part, [e["time"] for e in part][::-1]):
        e["time"] = t


def stretch(rng, events):
    """From some event on everything happens later."""
    at, gap = rng.choice(events)["time"], rng.choice((59_000, 60_000, 61_000, 19 * MINUTE, 20 * MINUTE, 25 * MINUTE))
    for e in events:
        if e["time"] > at:
            e["time"] += gap


def alter_one(rng, events):
    for _ in range(rng.randint(1, 3)):
        e = rng.choice(events)
        if _kind(e) == "check" and rng.random() < 0.5:
            e["result"] = rng.choice(RESULTS)
        elif _kind(e) == "decision":
            if rng.random() < 0.4:
                e["name"] = rng.choice(DECISIONS)
            e["reason"] = any_reason(rng, e["name"]) if e["name"] != "APPROVED" else None
            if e["reason"] is None:
                del e["reason"]
        else:
            spice(rng, e)


def claim(rng, events):
    """Impacts and stages from whoever may or may not say so."""
    for _ in range(rng.randint(1, 4)):
        e = rng.choice(events)
        if rng.random() < 0.5:
            e["impact"] = rng.choice(IMPACTS)
        else:
            e["stage"] = rng.choice(STAGES)


def insert_some(rng, events):
    pool = POOLS[rng.choice(sorted(POOLS))]
    for _ in range(rng.randint(1, 3)):
        events.append(random_event(rng, rng.choice(pool),
                                   rng.choice(events)["time"] + rng.choice((-1, 0, 0, 1, 500, 1000, 60_000, 60_001))))


def drop_tail(rng, events):
    events.sort(key=lambda e: e["time"])
    del events[rng.randint(1, len(events)):]


def identities(rng, events):
    for _ in range(rng.randint(2, 5)):
        identify(rng, rng.choice(events))


def add_decision(rng, events):
    for _ in range(rng.randint(1, 3)):
        events.append(random_event(rng, rng.choice(DECISIONS), rng.choice(events)["time"] + rng.choice((0, 1, 60_000, 60_001, -60_000))))


def lag_edge(rng, events):
    """A record lies exactly at, or just past, the lag allowed after a decision."""
    d = _pick(rng, events, lambda e: _kind(e) == "decision")
    x = _pick(rng, events, lambda e: e.get("result") in ("FAIL", "ERROR", "WARN") or _kind(e) == "check")
    if d and x:
        if rng.random() < 0.5 and _kind(x) == "check":
            x["result"] = rng.choice(("FAIL", "FAIL", "ERROR", "WARN"))
        x["time"] = d["time"] + rng.choice((59_999, 60_000, 60_000, 60_001, 60_001, 0, 1))


def pair_edge(rng, events):
    f = _pick(rng, events, lambda e: e["name"] in PAIRED and e["source"] == "FE")
    if f:
        b = _pick(rng, events, lambda e: e["name"] == EVENTS[f["name"]].pair)
        gap = rng.choice((-1, 1)) * rng.choice((0, 1, 500, 59_999, 60_000, 60_000, 60_001, 60_001))
        if b is None:
            b = event(EVENTS[f["name"]].pair, 0)
            events.append(b)
        b["time"] = f["time"] + gap
        if rng.random() < 0.4:  # a second one just as near on the other side
            events.append(event(b["name"], f["time"] - gap))
        if rng.random() < 0.4:
            events.append(event(f["name"], f["time"] + rng.choice((0, 1, gap, 2 * gap))))


def group_edge(rng, events):
    a, b = _pick(rng, events, lambda e: _kind(e) == "check"), _pick(rng, events, lambda e: _kind(e) == "check")
    if a and b and a is not b:
        if rng.random() < 0.7:
            b["name"] = rng.choice([n for n in CHECKS if EVENTS[n].stage == EVENTS[a["name"]].stage])
        b["duration_ms"] = rng.choice((0, 1, 300, 1000, 5000))
        b["time"] = a["time"] + rng.choice((-1, 0, 999, 1000, 1000, 1001, 1001)) + b["duration_ms"]


def later_edge(rng, events):
    """Something that would put a trouble right, at the very time of the trouble or one millisecond beside it."""
    x = _pick(rng, events,
              lambda e: e.get("result") in ("FAIL", "ERROR", "WARN") or "camera_denied" in _flags(e)
              or e.get("impact") in ("BLOCKED", "RETAKE"))
    if x:
        undo = rng.choice([x["name"], x["name"], rng.choice(STAGE_MILESTONES), rng.choice(RESUMES), rng.choice(CAPTURES),
                           rng.choice(CHECKS),
                           "ACCOUNT_TRANSFER_SENT"])
        y = event(undo, x["time"] + rng.choice((0, 0, 1, 1, -1)), source=rng.choice((x["source"], "BE")),
                  result=rng.choice(("PASS", "PASS", None, "SKIPPED")))
        events.append(y)


def context_edge(rng, events):
    """An event without a place of its own, exactly when something placed happens."""
    e = rng.choice(events)
    name = rng.choice(CONTEXTUAL + UNKNOWN_NAMES[:3])
    c = random_event(rng, name, e["time"] + rng.choice((0, 0, -1, 1)))
    c.pop("attributes", None)
    events.append(c)


def error_edge(rng, events):
    """An error page, and a return of the user in the same millisecond or just around it."""
    t = max(e["time"] for e in events) + rng.choice((0, 0, 5000))
    events.append(event("ERROR_PAGE_VIEWED", t, error_code=rng.choice(ERROR_CODES + [None])))
    if rng.random() < 0.7:
        events.append(random_event(rng, rng.choice(RESUMES + STAGE_MILESTONES + ["STEP_VIEW"]), t + rng.choice((-1, 0, 0, 0, 1))))


def rest_edge(rng, events):
    """A gap between neighbours at the length where it stops counting as active, at times after the tab was hidden."""
    in_order = sorted(events, key=lambda e: e["time"])
    at = rng.randrange(len(in_order))
    gap = rng.choice((59_999, 60_000, 60_001, 90_000))
    for e in in_order[at + 1:]:
        e["time"] += gap
    if rng.random() < 0.5:
        events.append(event("PAGE_HIDDEN", in_order[at]["time"]))


def early_clock(rng, events):
    """A browser's clock that is a day or more behind, at the distance where it stops saying when the session was created."""
    server = [e["time"] for e in events if e["source"] == "BE"]
    if not server:
        return
    for _ in range(rng.randint(1, 3)):
        e = _pick(rng, events, lambda v: v["source"] == "FE")
        if e is None or rng.random() < 0.5:
            e = random_event(rng, rng.choice(POOLS["screen"]), 0)
            events.append(e)
        e["time"] = min(server) - 86_400_000 + rng.choice((-1, -1, 0, 0, 1, -86_400_000, 3_600_000))


CHANGES = (delete_some, delete_some, repeat_some, move_one, move_one, swap_two, tie_some, reverse_some, stretch, alter_one, alter_one,
           claim,
           insert_some, drop_tail, identities, add_decision, lag_edge, lag_edge, pair_edge, group_edge, group_edge, later_edge, later_edge,
           context_edge, error_edge, rest_edge, early_clock)
