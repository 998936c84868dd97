"""Clients that send until told to stop, and write into a ledger what became of each batch."""
import http.client
import json
import random
import threading

NAMES = [("STEP_VIEW", "FE"), ("ID_CAPTURED", "FE"), ("PAGE_HIDDEN", "FE"), ("SESSION_CREATED", "BE"), ("ID_OCR_CHECK", "BE"),
         ("IP_RISK_CHECK", "BE"), ("SUBMISSION_CREATED", "BE"), ("APPROVED", "BE")]
EPOCH_MS = 1_782_000_000_000
PAUSE_S = 0.003           # so that a trial with three senders leaves the machine some room
REFUSED_PAUSE_S = 0.03    # shorter than Retry-After: a trial lasts seconds
ANSWER_WITHIN_S = 15
FILLER_MAX = 1_200  # bytes rather than events fill a journal, and cost a test less


def event(session, number, generator):
    name, source = generator.choice(NAMES)
    made = {"event_id": number, "session_id": session, "name": name, "source": source,
            "time": EPOCH_MS + generator.randrange(3_600_000), "attributes": {"filler": "x" * generator.randrange(FILLER_MAX)}}
    if name.endswith("CHECK"):
        made["result"] = generator.choice(["PASS", "FAIL", "WARN"])
    return made


def ids(events):
    return [(one["session_id"], one["event_id"]) for one in events]


def post(connection, key, events, ledger):
    """One batch; the answer's status, or None when there was none."""
    sent = ids(events)
    ledger.sending(sent)
    try:
        headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json"}
        connection.request("POST", "/v1/events", json.dumps(events), headers)
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        ledger.unanswered(sent)
        return None
    if answer.status == 200:
        told = json.loads(body)
        if told["rejected"] or told["accepted"] + told["duplicates"] != len(sent):
            ledger.complain(f"{len(sent)} good events were answered {body[:300]}")
        ledger.acknowledge(sent)
    elif answer.status == 503:
        ledger.refuse(sent)
        if not answer.headers.get("Retry-After"):
            ledger.complain(f"503 without Retry-After: {body[:300]}")
    else:
        ledger.complain(f"good events were answered {answer.status}: {body[:300]}")
    return answer.status


class Senders:
    """`tag` makes the ids of these senders their own. Half of what was not taken is sent again, as clients do."""

    def __init__(self, server, ledger, generator, tag, count=3, batch_max=80, sessions=300):
        self.server, self.ledger, self.tag = server, ledger, tag
        self.batch_max, self.sessions = batch_max, sessions
        self._stopping, seed = threading.Event(), generator.random()
        self._threads = [threading.Thread(target=self._run, args=(i, random.Random(f"{seed}/{i}")), daemon=True) for i in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self._stopping.set()
        for thread in self._threads:
            thread.join(2 * ANSWER_WITHIN_S)

    def _run(self, number, generator):
        connection, made, again = self.server.connect(ANSWER_WITHIN_S), 0, None
        while not self._stopping.is_set() and self.server.is_running():
            batch, again = again, None
            if batch is None:
                made += 1
                batch = [event(f"{self.tag}-{number}-{generator.randrange(self.sessions)}", f"{self.tag}.{number}.{made}.{i}", generator)
                         for i in range(generator.randint(1, self.batch_max))]
            status = post(connection, self.server.keys["server"], batch, self.ledger)
            if status != 200 and generator.random() < 0.5:
                again = batch
            self._stopping.wait(PAUSE_S if status == 200 else REFUSED_PAUSE_S)
        connection.close()
