"""Sessions for the tests to send: a small language for writing one down, and a few hundred varied ones from a seed."""
import datetime
import random
import time

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000

# The checks that the varied sessions run: name -> (stage, what the user feels when it fails). From the event catalog.
CHECKS = {
    "TOKEN_VALIDATION_CHECK": ("PRE_CHECKS", "BLOCKED"),
    "IP_RISK_CHECK": ("PRE_CHECKS", "BLOCKED"),
    "DEVICE_FINGERPRINT_CHECK": ("PRE_CHECKS", "BLOCKED"),
    "ID_QUALITY_CHECK": ("STEP1", "RETAKE"),
    "ID_OCR_CHECK": ("STEP1", "RETAKE"),
    "ID_LIVENESS_CHECK": ("STEP1", "RETAKE"),
    "DUPLICATE_USER_CHECK": ("STEP1", "REJECTED"),
    "ACCOUNT_CODE_CHECK": ("PRE_STEP2", "RETAKE"),
    "SELFIE_LIVENESS_CHECK": ("STEP2", "RETAKE"),
    "FACE_COMPARE_CHECK": ("STEP2", "RETAKE"),
    "AML_SCREENING_CHECK": ("STEP2", "PENDING"),
}
DECISIONS = [("APPROVED", None), ("APPROVED", None), ("APPROVED", None), ("REJECTED", "duplicate_user"),
             ("REJECTED", "too_many_retry"), ("REJECTED", None), ("PENDING", "aml_match"), ("PENDING", "warning_occurred"),
             ("REJECTED", "a reason, that nobody \"knows\"")]
ERROR_CODES = ["LO-30005", "LO-30001", "SE-50020", "DE-20000", "NF-10000", "project-closed", "ZZ-1"]


def now_ms():
    return time.time_ns() // 1_000_000


def text_of(ms):
    """A time as answers tell it."""
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=ms)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (ms % 1000)


def ms_of(text):
    """Milliseconds of a time as answers tell it."""
    moment = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
    return (moment - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1)


class Session:
    """A session being written down. Times are milliseconds after its start; names of the catalog need no source."""

    def __init__(self, session_id, start_ms):
        self.id, self.start_ms, self.at_ms, self.events = session_id, start_ms, 0, []

    def add(self, name, after_ms=1000, **fields):
        """The next event, `after_ms` later than the one before."""
        self.at_ms += after_ms
        event = {"event_id": f"e{len(self.events) + 1:03}", "session_id": self.id, "name": name,
                 "time": self.start_ms + self.at_ms}
        event.update(fields)
        self.events.append(event)
        return self

    def view(self, path, after_ms=1000, **fields):
        return self.add("STEP_VIEW", after_ms, attributes={"path": path}, **fields)

    def begin(self):
        """Created on the server, opened on the screen, on the start page."""
        return self.add("SESSION_CREATED", 0).add("FRONT_SESSION_START", 100).view("/start", 400)

    def document(self):
        """The document step, passed at once."""
        return self.view("/id/guide").add("ID_CAPTURED", 5000).add("ID_OCR_CHECK", 2000, result="PASS", duration_ms=1500)

    def submitted(self, **identity):
        return self.add("SUBMISSION_CREATED", 500, **identity)

    def face(self):
        """The face step, passed at once."""
        return (self.view("/face/guide").add("SELFIE_CAPTURED", 4000)
                .add("SELFIE_LIVENESS_CHECK", 1500, result="PASS", duration_ms=900).add("STEP2_COMPLETED", 300))

    def decided(self, outcome, reason=None, **fields):
        if reason is not None:
            fields["reason"] = reason
        return self.add(outcome, 400, **fields)

    def result_page(self):
        return self.add("FINAL_PAGE_VIEW", 1500, attributes={"path": "/result"})


def varied(seed, count, from_ms, span_ms, prefix="v"):
    """`count` sessions that begin within the span and end in all sorts of ways; the same for the same arguments."""
    draw = random.Random(seed)
    return [_one(draw, f"{prefix}-{number:04}", from_ms + draw.randrange(span_ms)) for number in range(count)]


def _one(draw, session_id, start_ms):
    session = Session(session_id, start_ms)
    if draw.random() < 0.04:
        return session.add("SESSION_CREATED", 0)  # a link that nobody opened
    session.begin()
    for leg in (_pre_checks, _document, _account, _face, _end):
        if not leg(draw, session):
            _leave(draw, session)
            break
    return session


def _check(draw, session, name, fails):
    """Runs a check until it passes or the user gives up; whether it passed."""
    for attempt in range(1, 4):
        results = ["FAIL", "FAIL", "ERROR"] if draw.random() < fails else ["PASS"] * 12 + ["WARN", "SKIPPED"]
        result = draw.choice(results)
        fields = {"result": result, "attempt": attempt}
        if draw.random() < 0.9:
            fields["duration_ms"] = int(draw.lognormvariate(6.5, 0.9))
        if result in ("FAIL", "ERROR") and draw.random() < 0.5:
            fields["error_code"] = draw.choice(ERROR_CODES)
        session.add(name, draw.randrange(200, 4000), **fields)
        if result not in ("FAIL", "ERROR"):
            return True
        if CHECKS[name][1] != "RETAKE" or draw.random() < 0.3:
            return CHECKS[name][1] == "PENDING"
    return False


def _pre_checks(draw, session):
    return all(_check(draw, session, name, 0.03) for name in ("TOKEN_VALIDATION_CHECK", "IP_RISK_CHECK", "DEVICE_FINGERPRINT_CHECK"))


def _document(draw, session):
    session.view(draw.choice(["/id/guide", "/id/camera", "/ko/id/guide?step=1"]), draw.randrange(500, 20_000))
    if draw.random() < 0.1:
        return False
    session.add("ID_CAPTURED", draw.randrange(2000, 40_000))
    checks = ("ID_QUALITY_CHECK", "ID_OCR_CHECK", "ID_LIVENESS_CHECK", "DUPLICATE_USER_CHECK")
    if not all(_check(draw, session, name, 0.15) for name in checks):
        return False
    number = draw.randrange(200)
    session.submitted(submission_id="sub-" + session.id, email=f"User{number}@Example.com", user_id=f"u{number}")
    return True


def _account(draw, session):
    if draw.random() < 0.7:
        return True
    session.view("/account/transfer", draw.randrange(500, 5000))
    if not _check(draw, session, "ACCOUNT_CODE_CHECK", 0.2):
        return False
    session.add("ACCOUNT_VERIFIED", 300)
    return True


def _face(draw, session):
    session.view("/face/guide", draw.randrange(500, 30_000))
    if draw.random() < 0.08:
        return False
    session.add("SELFIE_CAPTURED", draw.randrange(2000, 20_000))
    if not all(_check(draw, session, name, 0.12) for name in ("SELFIE_LIVENESS_CHECK", "FACE_COMPARE_CHECK", "AML_SCREENING_CHECK")):
        return False
    session.add("STEP2_COMPLETED", 300)
    return True


def _end(draw, session):
    outcome, reason = draw.choice(DECISIONS)
    session.decided(outcome, reason)
    if outcome == "PENDING" and draw.random() < 0.4:
        session.add("APPROVED", draw.randrange(HOUR_MS))
    if draw.random() < 0.85:
        session.result_page()
    return True


def _leave(draw, session):
    """The last thing that the screen says of a user who did not get through."""
    way = draw.randrange(5)
    if way == 0:
        session.add("PAGE_HIDDEN", draw.randrange(500, 9000))
    elif way == 1:
        session.add("ERROR_PAGE_VIEWED", 700, error_code=draw.choice(ERROR_CODES), attributes={"path": "/error-page/x"})
    elif way == 2:
        session.add("NETWORK_OFFLINE", draw.randrange(500, 9000))
    elif way == 3:
        session.add("VENDOR_TIMEOUT", 900, source="BE", result="ERROR")
    if draw.random() < 0.3:
        session.add("PAGE_EXITED", 50)
