"""A slow, literal reading of the journey rules, written to disagree with the product wherever one of the two is wrong.

`expect(events, as_of)` gives the same dict as a conformance case's `expect`. Nothing is cached cleverly, most loops are
quadratic; every function names the section (§) of docs/journey-rules.md that it implements. It shares no code with the product.
"""
import datetime
import re

from catalog_tables import ERROR_CLASSES, EVENTS, RANK, REASONS, SCREENS, STAGES

LAG_MS = 60_000          # §6, §9, §11: how far a record may lag, how far a pair may lie apart
CONCURRENT_GAP_MS = 1_000  # §10
ACTIVE_GAP_MAX_MS = 60_000  # §8
EARLY_FE_MS = 86_400_000  # §8: how far a FE event may lie before the first BE event and still say when it was created
EVIDENCE_MAX = 50        # §11
DROP_AFTER_MS = 20 * 60_000  # §7

FIELDS = ("event_id", "session_id", "name", "source", "time", "seq", "result", "impact", "reason", "error_code", "message",
          "stage", "duration_ms", "attempt", "submission_id", "user_id", "email", "trace_id", "attributes")
ASKED_IMPACTS = ("BLOCKED", "RETAKE", "REJECTED", "PENDING")


# --- time -----------------------------------------------------------------------------------------------------------

_RFC3339 = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):(\d\d))\Z")


def to_ms(time):
    """§2 `time`: integer milliseconds, or RFC 3339 with an offset; what is finer than a millisecond is cut off."""
    if isinstance(time, int):
        return time
    m = _RFC3339.match(time)
    if not m:
        raise ValueError("not RFC 3339: " + repr(time))
    year, month, day, hour, minute, second = (int(m.group(i)) for i in range(1, 7))
    ms = int(((m.group(7) or "") + "000")[:3])
    offset_minutes = 0
    if m.group(9):
        offset_minutes = int(m.group(10)) * 60 + int(m.group(11))
        if m.group(9) == "-":
            offset_minutes = -offset_minutes
    days = datetime.date(year, month, day).toordinal() - datetime.date(1970, 1, 1).toordinal()
    return ((days * 24 + hour) * 60 + minute - offset_minutes) * 60_000 + second * 1000 + ms


def to_text(ms):
    """Times in answers: UTC, three digits of a second, `Z`."""
    t = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=ms)
    return t.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (ms % 1000)


# --- one event ------------------------------------------------------------------------------------------------------

class Event:
    """§2 An accepted event with what the catalog says about its name."""

    def __init__(self, sent):
        sent = {k: v for k, v in sent.items() if v is not None}  # null = absent
        self.id = sent["event_id"]
        self.name = sent["name"]
        self.time = to_ms(sent["time"])
        self.source = sent.get("source") or EVENTS[self.name].source
        self.seq = sent.get("seq")
        self.result = sent.get("result")
        self.sent_impact = sent.get("impact")
        self.sent_stage = sent.get("stage")
        self.reason = sent.get("reason")
        self.error_code = sent.get("error_code")
        self.duration_ms = sent.get("duration_ms", 0)
        self.email = sent.get("email")
        self.user_id = sent.get("user_id")
        self.submission_id = sent.get("submission_id")
        self.attributes = dict(sent.get("attributes", {}))
        for key, value in sent.items():  # fields that nobody defined go to the attributes, where their name is free there
            if key not in FIELDS:
                self.attributes.setdefault(key, value)
        entry = EVENTS.get(self.name)
        if entry is not None and entry.source != self.source:
            entry = None  # §11, last line: the name belongs to the other source, so this event is an unknown one
        self.known = entry is not None
        self.kind = entry.kind if entry else "record"
        self.catalog_stage = entry.stage if entry else "*"
        self.catalog_impact = entry.impact if entry else "NONE"
        self.flags = entry.flags if entry else frozenset()

    def __repr__(self):
        return self.id

    def order_key(self):
        """§2 Order."""
        return (self.time,
                0 if self.source == "BE" else 1,
                (0, self.seq) if self.seq is not None else (1, 0),
                self.id.encode("utf-8"))

    @property
    def is_check(self):
        """§4"""
        return self.kind == "check"

    @property
    def is_decision(self):
        """§5"""
        return self.kind == "decision"

    @property
    def is_stage_milestone(self):
        """§3"""
        return self.kind == "milestone" and self.catalog_impact == "COMPLETED"

    @property
    def is_activity(self):
        """§3"""
        return self.source == "FE" or (self.known and "quiet" not in self.flags)

    @property
    def impact(self):
        """§4 Effective impact."""
        if self.is_decision:
            return self.catalog_impact
        if self.sent_impact is not None:
            if self.source == "BE" or self.sent_impact in ("NONE", "RETAKE", "COMPLETED"):
                return self.sent_impact
        if self.is_check:
            if self.result == "FAIL":
                return self.catalog_impact
            if self.result == "ERROR":
                return self.catalog_impact if self.catalog_impact in ("BLOCKED", "RETAKE") else "NONE"
            return "NONE"
        return self.catalog_impact

    @property
    def is_warning(self):
        """§4"""
        return (self.source == "BE" and (self.is_check or not self.known)
                and self.impact == "NONE" and self.result in ("WARN", "FAIL", "ERROR"))

    @property
    def placed_by(self):
        """§3 Which of the first three ways places the event: 1, 2, 3, or None for a contextual one."""
        if self.source == "BE" and self.sent_stage is not None and self.kind not in ("decision", "milestone"):
            return 1
        if self.catalog_stage != "*":
            return 2
        if self.kind == "screen" and screen_stage(self.attributes.get("path")) is not None:
            return 3
        return None

    @property
    def placed_stage(self):
        """§3"""
        way = self.placed_by
        if way == 1:
            return self.sent_stage
        if way == 2:
            return self.catalog_stage
        if way == 3:
            return screen_stage(self.attributes["path"])
        return None

    @property
    def asked(self):
        """§6 Does the question of being resolved arise at all?"""
        return (not self.is_decision and self.impact in ASKED_IMPACTS) or self.is_warning


# --- screens and codes ----------------------------------------------------------------------------------------------

_SCHEME_AND_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")
_LOCALE = re.compile(r"[A-Za-z]{2}(-[A-Za-z]{2})?\Z")


def screen_stage(path):
    """Catalog, Screens."""
    if not isinstance(path, str):
        return None
    m = _SCHEME_AND_HOST.match(path)
    if m:
        path = path[m.end():]
    path = path.split("#", 1)[0].split("?", 1)[0]
    segments = [s for s in path.split("/") if s != ""]
    stage = _leading_entry(segments)
    if stage is None and segments and _LOCALE.match(segments[0]):
        stage = _leading_entry(segments[1:])
    return stage


def _leading_entry(segments):
    best, best_length = None, 0
    for entry, stage in SCREENS.items():
        wanted = [s for s in entry.split("/") if s != ""]
        if len(wanted) > best_length and segments[:len(wanted)] == wanted:
            best, best_length = stage, len(wanted)
    return best


def error_class(code):
    """Catalog, Error codes."""
    if code is not None and re.match(r"[A-Z]{2}-[0-9]{5}\Z", code):
        return ERROR_CLASSES.get(code[:2], "other")
    return "other"


# --- the journey ----------------------------------------------------------------------------------------------------

class Journey:
    def __init__(self, events, as_of, drop_after=DROP_AFTER_MS, completed_by="final_page"):
        self.as_of, self.drop_after, self.completed_by = as_of, drop_after, completed_by
        accepted = [e if isinstance(e, Event) else Event(e) for e in events]
        # head of the rules: what is greater than as_of does not exist
        self.events = sorted((e for e in accepted if e.time <= as_of), key=Event.order_key)
        self._stage = {}
        self._resolved = {}

    # §2 selections, all in order

    def fe(self):
        return [e for e in self.events if e.source == "FE"]

    def be(self):
        return [e for e in self.events if e.source == "BE"]

    def flagged(self, flag):
        return [e for e in self.events if flag in e.flags]

    def activity(self):
        """§3"""
        return [e for e in self.events if e.is_activity]

    def activity_or_all(self):
        return self.activity() or self.events

    # §3 stages

    def stage_way(self, e):
        """§3 (way 1..6, stage) of an event."""
        if e.placed_by is not None:
            return e.placed_by, e.placed_stage
        fe = [f for f in self.fe() if f.placed_stage is not None and f.time <= e.time]
        if fe:
            return 4, fe[-1].placed_stage
        be = [b.placed_stage for b in self.be() if b.placed_stage not in (None, "FINAL") and b.time <= e.time]
        if be:
            return 5, max(be, key=RANK.get)
        return 6, "PRE_CHECKS"

    def stage(self, e):
        """§3"""
        if e not in self._stage:
            self._stage[e] = self.stage_way(e)[1]
        return self._stage[e]

    def current_stage(self):
        """§3"""
        return self.stage(self.activity_or_all()[-1])

    def furthest_stage(self):
        """§3"""
        return max((self.stage(e) for e in self.activity_or_all()), key=RANK.get)

    def stage_passed(self, stage):
        """§3 Passed; asked only of a stage that is entered."""
        if stage == "PRE_CHECKS":
            return any(RANK[self.stage(e)] > RANK[stage] for e in self.activity())
        if stage == "FINAL":
            return self.decision() is not None
        if stage == "POST":
            return bool(self.flagged("final_page"))
        if any(e.is_stage_milestone and self.stage(e) == stage for e in self.events):
            return True
        return stage == "STEP2" and self.outcome() in ("APPROVED", "PENDING")

    def stage_state(self, stage):
        """§3 State."""
        here = [e for e in self.events if self.stage(e) == stage]
        if stage == "FINAL" and self.decision():
            return {"APPROVED": "passed", "REJECTED": "rejected", "PENDING": "pending"}[self.outcome()]
        if self.stands(here, "BLOCKED"):
            return "blocked"
        if self.stands(here, "REJECTED") or (self.outcome() == "REJECTED" and self.blamed(stage)):
            return "rejected"
        if self.stands(here, "PENDING") or (self.outcome() == "PENDING" and self.blamed(stage)):
            return "pending"
        if self.stands(here, "RETAKE"):
            return "retake"
        if here and self.stage_passed(stage):
            return "passed"
        status = self.status()[0]
        if here and self.current_stage() == stage and status == "IN_PROGRESS":
            return "active"
        if here and self.current_stage() == stage and status in ("DROPPED", "ERROR"):
            return "stopped"
        if here:
            return "entered"
        if any(RANK[self.stage(e)] > RANK[stage] for e in self.activity()) or (self.decision() and RANK[stage] < RANK["FINAL"]):
            return "skipped" if stage == "PRE_STEP2" else "no_record"
        return "not_reached"

    def stands(self, events, impact):
        """§3 Does one of these have this impact, unresolved?"""
        return any(e.impact == impact and self.unresolved(e) for e in events)

    def blamed(self, stage):
        """§3 Asked only where the current decision is REJECTED or PENDING."""
        _, causes, confidence = self.headline()
        return confidence in ("confirmed", "likely") and any(self.stage(e) == stage for e in causes)

    # §5 decision

    def history(self):
        return [e for e in self.events if e.is_decision]

    def decision(self):
        return self.history()[-1] if self.history() else None

    def outcome(self):
        return self.decision().impact if self.decision() else None

    def decision_answer(self):
        """§5 in the shape of the session's answer."""
        d = self.decision()
        if d is None:
            return None
        told = [dict(outcome=e.impact, reason=e.reason, decided_at=to_text(e.time), event_id=e.id) for e in self.history()]
        review = d.impact in ("APPROVED", "REJECTED") and len(told) > 1
        return dict(told[-1], decided_by="review" if review else "automatic", history=told)

    # §6 resolved

    def resolution_paths(self, x):
        """§6 Names of all the ways by which X is resolved; an empty list means unresolved. X must be asked."""
        ways = self.later_ways(x)
        d = self.decision()
        if d is not None and d.impact == "APPROVED" and x.time - d.time <= LAG_MS:
            ways.append("approved")
        return ways

    def later_ways(self, x):
        """§6 The ways that do not need the approval."""
        later = [e for e in self.events if e.time > x.time]
        ways = []
        if any(e.source == "BE" and e.name == x.name and e.result == "PASS" for e in later):
            ways.append("same_name_pass")
        if x.impact == "BLOCKED":
            if any(e.is_stage_milestone for e in later):
                ways.append("blocked_milestone")
            if any(e.source == "BE" and "resume" in e.flags for e in later):
                ways.append("blocked_resume")
            if any(self._is_progress_after(e, x) for e in later):
                ways.append("blocked_progress")
        if x.impact == "RETAKE":
            if any(e.is_stage_milestone and RANK[self.stage(e)] >= RANK[self.stage(x)] for e in later):
                ways.append("retake_milestone")
        if "camera_denied" in x.flags and any("capture" in e.flags for e in later):
            ways.append("camera_capture")
        return ways

    def _is_progress_after(self, e, x):
        """§6 The third way out of a BLOCKED: the server got further than the journey had ever been by then."""
        if not (e.source == "BE" and e.is_activity and e.impact != "BLOCKED" and e.result != "SKIPPED"):
            return False
        if e.placed_stage is None:
            return False
        before = [p.placed_stage for p in self.activity() if p.placed_stage is not None and p.time <= x.time]
        return all(RANK[e.placed_stage] > RANK[s] for s in before + [self.stage(x)])

    def resolved(self, e):
        """§6 True, False, or None where the question does not arise."""
        if not e.asked:
            return None
        if e not in self._resolved:
            self._resolved[e] = bool(self.resolution_paths(e))
        return self._resolved[e]

    def unresolved(self, e):
        return self.resolved(e) is False

    def unresolved_blocked(self):
        return [e for e in self.events if e.impact == "BLOCKED" and self.unresolved(e)]

    # §7 status

    def last_activity(self):
        return max(e.time for e in self.activity_or_all())

    def standing_error_page(self):
        """§7 rule 2, its second half: the error page that the user still stands on, or None."""
        screens = [e for e in self.events if e.kind == "screen"]
        if not screens or "error_page" not in screens[-1].flags:
            return None
        page = screens[-1]
        if any(e.order_key() > page.order_key() for e in self.flagged("resume")):
            return None
        if any(e.is_stage_milestone and e.time > page.time for e in self.events):
            return None
        return page

    def status(self):
        """§7 (status, rule, evidence as events)."""
        final_pages, d = self.flagged("final_page"), self.decision()
        by_decision = d is not None and (self.completed_by == "decision" or not self.fe())
        if final_pages or by_decision:
            return "COMPLETED", 1, [final_pages[0] if final_pages else d]
        blocked, page = self.unresolved_blocked(), self.standing_error_page()
        if blocked or page:
            return "ERROR", 2, blocked[:1] + ([page] if page else [])
        last = [e for e in self.activity_or_all() if e.time == self.last_activity()][-1]
        if self.as_of - self.last_activity() >= self.drop_after:
            return "DROPPED", 3, [last]
        return "IN_PROGRESS", 4, [last]

    # §8 summary

    def left_out_of_created_at(self):
        """§8 FE events whose clock lies too far before the first BE event."""
        if not self.be():
            return []
        first = min(e.time for e in self.be())
        return [e for e in self.fe() if first - e.time > EARLY_FE_MS]

    def created_at(self):
        """§8"""
        return min(e.time for e in self.events if e not in self.left_out_of_created_at())

    def identity(self, field):
        for group in (self.be(), self.fe()):
            values = [getattr(e, field) for e in group if getattr(e, field) is not None]
            if values:
                return values[-1]
        return None

    def last_error_code(self):
        codes = [e.error_code for e in self.events if e.error_code is not None]
        return codes[-1] if codes else None

    def counts(self):
        return dict(events=len(self.events), fe=len(self.fe()), be=len(self.be()),
                    retakes=sum(1 for e in self.be() if e.impact == "RETAKE"),
                    warnings=sum(1 for e in self.events if e.is_warning))

    def wall_ms(self):
        times = [e.time for e in self.activity()]
        return max(times) - min(times) if times else 0

    def active_ms(self):
        total, active = 0, self.activity()
        for a, b in zip(active, active[1:]):
            if "hidden" not in a.flags:
                total += min(b.time - a.time, ACTIVE_GAP_MAX_MS)
        return total

    # §9 pairs

    def pairs(self):
        """§9 (matched as (FE event, BE event), unmatched events)."""
        matched, unmatched = [], []
        for entry in EVENTS.values():
            if entry.source != "FE" or entry.pair is None:
                continue
            free = [e for e in self.events if e.known and e.name == entry.pair]
            for f in [e for e in self.events if e.known and e.name == entry.name]:
                near = [b for b in free if abs(b.time - f.time) <= LAG_MS]
                if near:
                    taken = min(near, key=lambda b: abs(b.time - f.time))  # of equal ones, min() keeps the first in order
                    free.remove(taken)
                    matched.append((f, taken))
                else:
                    unmatched.append(f)
            unmatched += free
        return matched, sorted(unmatched, key=Event.order_key)

    def broken_pairs(self):
        """§9 PAIR_BROKEN"""
        if not self.fe() or not self.be():
            return []
        return [e for e in self.pairs()[1] if self.as_of - e.time > LAG_MS]

    # §10 concurrency

    def groups(self):
        """§10 [(stage, number, events in order)]"""
        answer = []
        for stage in STAGES:
            todo = [e for e in self.events if e.is_check and self.stage(e) == stage]
            found = []
            while todo:
                group = [todo.pop(0)]
                grown = True
                while grown:
                    near = [c for c in todo if any(_concurrent(c, g) for g in group)]
                    todo = [c for c in todo if c not in near]
                    group += near
                    grown = bool(near)
                if len(group) > 1:
                    found.append(sorted(group, key=Event.order_key))
            found.sort(key=lambda g: (min(e.time - e.duration_ms for e in g), g[0].order_key()))
            answer += [(stage, number, group) for number, group in enumerate(found, 1)]
        return answer

    # §11 explanation

    def candidates(self):
        d = self.decision()
        return [e for e in self.be() if e.asked and (d is None or e.time - d.time <= LAG_MS)]

    def known_reason(self):
        """§11 (outcome, stage, causes) of the current decision's reason where the catalog has it with this outcome, else None."""
        d = self.decision()
        row = REASONS.get(d.reason)
        return row if row is not None and row[0] == d.impact else None

    def decision_causes(self):
        """§11 Causes of a REJECTED or PENDING: (step a..e, causes, confidence); no step where nothing is found."""
        candidates, row = self.candidates(), self.known_reason()
        open_ones = [e for e in candidates if self.unresolved(e)]
        names_causes = row is not None and row[2] is not None
        if names_causes:
            among = [e for e in candidates if _is_among(e, row[2])]
            still_open = [e for e in among if self.unresolved(e)]
            if still_open:
                return "a", still_open, "confirmed"
            if among:
                return "a_resolved", among, "likely"
        if row is not None and row[1] is not None:
            found = [e for e in open_ones if self.stage(e) == row[1]]
            if found:
                return "b", found, "possible" if names_causes else "likely"
        found = [e for e in open_ones if e.impact == self.outcome()]
        if found:
            return "c", found, "possible" if names_causes else "likely"
        found = [e for e in open_ones if not e.is_warning]
        if found:
            return "d", found, "possible"
        found = [e for e in open_ones if e.is_warning]
        if found:
            return "e", found, "possible"
        return None, [], "none"

    def headline(self):
        """§11 The table: (headline, causes, confidence)."""
        status, candidates, outcome = self.status()[0], self.candidates(), self.outcome()
        if outcome == "APPROVED":
            if any(e.is_warning for e in candidates):
                return "APPROVED_WITH_WARNINGS", [], "confirmed"
            if any(e.impact == "RETAKE" for e in candidates):
                return "APPROVED_AFTER_RETAKE", [], "confirmed"
            return "APPROVED", [], "confirmed"
        if outcome == "REJECTED":
            row = self.known_reason()
            if row is not None and row[2] == "retakes":
                causes = [e for e in candidates
                          if e.impact == "RETAKE" or (e.name == "RETRY_LIMIT_CHECK" and e.impact == "REJECTED")]
                return "REJECTED_RETRY_LIMIT", causes, "confirmed" if causes else "none"
            _, causes, confidence = self.decision_causes()
            return "REJECTED_BY_CHECK" if causes else "REJECTED_UNEXPLAINED", causes, confidence
        if outcome == "PENDING":
            _, causes, confidence = self.decision_causes()
            return "PENDING_REVIEW" if causes else "PENDING_UNEXPLAINED", causes, confidence
        blocked_early = [e for e in self.unresolved_blocked() if self.stage(e) == "PRE_CHECKS"]
        if blocked_early:
            return "BLOCKED_PRE_CHECKS", blocked_early, "confirmed"
        if self.unresolved_blocked():
            return "BLOCKED_IN_STEP", self.unresolved_blocked(), "confirmed"
        if status == "COMPLETED":
            return "COMPLETED_WITHOUT_DECISION", [], "none"
        if status == "ERROR":
            return self._error_headline()
        here = [e for e in self.be() if e.impact == "RETAKE" and self.unresolved(e) and self.stage(e) == self.current_stage()]
        if status == "DROPPED":
            return self._dropped_headline(here)
        if here:
            return "IN_PROGRESS_RETAKE", here, "confirmed"
        return "IN_PROGRESS", [], "none"

    def _error_headline(self):
        page = self.standing_error_page()
        retakes = [e for e in self.candidates() if e.impact == "RETAKE" and self.stage(e) == self.stage(page)]
        page_class = error_class(page.error_code)
        if page_class == "retry_loop" or (page_class == "system" and retakes):
            return "ERROR_RETRY_LOOP", [e for e in retakes if self.unresolved(e)] or retakes, "likely" if retakes else "observed"
        return "ERROR_PAGE_ONLY", [], "observed"

    def _dropped_headline(self, retakes_here):
        fe, flips = self.fe(), [e for e in self.events if e.flags & {"offline", "online"}]
        if not fe and not any(e.is_check or e.is_stage_milestone for e in self.events):
            return "DROPPED_NEVER_OPENED", [], "inferred"
        if not fe:
            return "DROPPED_ON_SERVER", [], "inferred"
        if any(self.unresolved(e) for e in self.flagged("camera_denied")):
            return "DROPPED_CAMERA_DENIED", [], "observed"
        if retakes_here:
            return "DROPPED_AFTER_RETAKE", retakes_here, "observed"
        if flips and "offline" in flips[-1].flags:
            return "DROPPED_OFFLINE", [], "observed"
        if "hidden" in fe[-1].flags:
            return "DROPPED_IN_BACKGROUND", [], "observed"
        return "DROPPED_ON_SCREEN", [], "observed"

    def observations(self):
        """§11 Evidence, role `observation`, in order."""
        seen = self.flagged("error_page")[-1:] + self.flagged("final_page")[:1]
        seen += [e for e in self.events if e.kind == "screen"][-1:]
        seen += [e for e in self.flagged("camera_denied") if self.unresolved(e)]
        return [e for e in self.events if e in seen]

    def findings(self):
        """§11 Findings: code -> events, only those that hold (a finding without events of its own has an empty list)."""
        d, found = self.decision(), {}

        def add(code, events):
            if events:
                found[code] = events

        add("REASON_MISSING", [e for e in self.history() if e.impact != "APPROVED" and e.reason is None])
        if d is not None and d.impact in ("REJECTED", "PENDING") and d.reason in REASONS and REASONS[d.reason][0] != d.impact:
            add("REASON_OUTCOME_MISMATCH", [d])
        add("PAIR_BROKEN", self.broken_pairs())
        final_pages = self.flagged("final_page")
        if final_pages and d is None and self.as_of - final_pages[0].time > LAG_MS:
            add("FINAL_PAGE_WITHOUT_DECISION", final_pages[:1])
        if self.status()[0] == "DROPPED" and d is not None and self.fe():
            add("RESULT_NOT_SEEN", [d])
        if not any(e.impact in ("BLOCKED", "RETAKE") for e in self.be()):
            add("ERROR_PAGE_WITHOUT_BLOCK", self.flagged("error_page"))
        if d is not None:
            add("BLOCKED_AFTER_DECISION", [e for e in self.unresolved_blocked() if e.time - d.time > LAG_MS])
        if self.outcome() == "APPROVED":
            add("APPROVED_OVER_BLOCK", [e for e in self.be() if not e.is_decision and e.impact in ("BLOCKED", "REJECTED")
                                        and e.time - d.time <= LAG_MS and not self.later_ways(e)])
            if not any(e.is_check and self.stage(e) in ("STEP1", "PRE_STEP2", "STEP2") for e in self.be()):
                add("APPROVED_WITHOUT_CHECKS", [d])
        outcomes = [e.impact for e in self.history()]
        if "APPROVED" in outcomes and "REJECTED" in outcomes:
            add("DECISION_CHANGED", self.history())
        add("CLOCK_SKEW", self.left_out_of_created_at())  # no case is sent with `sent_at`, so no event is moved
        add("UNKNOWN_EVENT", [e for e in self.events if not e.known])
        add("IDENTITY_CHANGED", [e for e in self.events if any(self._differs(e, f) for f in ("email", "user_id", "submission_id"))])
        if not self.flagged("start"):
            found["NO_SESSION_START"] = []
        return found

    def finding_events(self):
        """§11 What each finding lists: the first 50 in order. No part of a published case."""
        return {code: [e.id for e in self.events if e in events][:EVIDENCE_MAX] for code, events in self.findings().items()}

    def _differs(self, e, field):
        """§11 IDENTITY_CHANGED; §2 e-mail addresses are compared without regard to the case of ASCII letters."""
        value = getattr(e, field)
        return value is not None and _folded(field, value) != _folded(field, self.identity(field))

    # the answer

    def answer(self):
        """The shape of a case's `expect`."""
        status, rule, evidence = self.status()
        headline, causes, confidence = self.headline()
        matched, unmatched = self.pairs()

        def role(events):  # §11: at most 50 a role, the first in order
            in_order = [e for e in self.events if e in events]
            return sorted(e.id for e in in_order[:EVIDENCE_MAX])

        return dict(
            status=status, status_rule=rule, status_evidence=[e.id for e in evidence],
            decision=self.decision_answer(),
            stage=self.current_stage(), furthest_stage=self.furthest_stage(),
            last_event=self.events[-1].name,
            created_at=to_text(self.created_at()), updated_at=to_text(max(e.time for e in self.events)),
            email=self.identity("email"), user_id=self.identity("user_id"), submission_id=self.identity("submission_id"),
            last_error_code=self.last_error_code(), counts=self.counts(),
            wall_ms=self.wall_ms(), active_ms=self.active_ms(),
            headline=headline, confidence=confidence,
            causes=role(causes), contributing=role([e for e in self.candidates() if e not in causes]),
            observations=role(self.observations()),
            findings=sorted(self.findings()),
            stage_states={s: self.stage_state(s) for s in STAGES},
            pairs=dict(matched=sorted((dict(fe=f.id, be=b.id, delta_ms=b.time - f.time) for f, b in matched), key=lambda m: m["fe"]),
                       unmatched=sorted(e.id for e in unmatched)),
            order=[e.id for e in self.events],
            event_stage={e.id: self.stage(e) for e in self.events},
            event_impact={e.id: e.impact for e in self.events},
            resolved={e.id: self.resolved(e) for e in self.events if e.asked},
            groups=[dict(stage=s, group=n, events=sorted(e.id for e in g)) for s, n, g in self.groups()],
        )


def _concurrent(a, b):
    """§10 Overlap, or a gap of at most 1 000 ms."""
    return max(a.time - a.duration_ms, b.time - b.duration_ms) - min(a.time, b.time) <= CONCURRENT_GAP_MS


def _is_among(e, causes):
    """§11 a: does a reason's `causes` cover this candidate?"""
    if causes == "warnings":
        return e.is_warning
    if causes == "retakes":
        return e.impact == "RETAKE"
    return e.name in causes


def _folded(field, value):
    if field != "email":
        return value
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in value)


def expect(events, as_of, drop_after=DROP_AFTER_MS, completed_by="final_page"):
    """The `expect` of a case; None where the session has no event yet at `as_of` (milliseconds or RFC 3339)."""
    journey = Journey(events, to_ms(as_of), drop_after, completed_by)
    return journey.answer() if journey.events else None
