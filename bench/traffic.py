"""The generated events that every system gets, made once for each use and kept while the run lasts."""
import json
import pathlib
import subprocess

from systems.us import BINARY


class Traffic:
    def __init__(self, directory, seed):
        self.directory, self.seed = pathlib.Path(directory) / "traffic", seed
        self.directory.mkdir()

    def file(self, sessions, seed_more=0, events_per_session=None):
        """Different `seed_more`, different sessions."""
        path = self.directory / f"{sessions}-{self.seed + seed_more}-{events_per_session or 'usual'}.ndjson"
        if not path.exists():
            command = [BINARY, "generate", "--sessions", str(sessions), "--seed", str(self.seed + seed_more)]
            if events_per_session:
                command += ["--events-per-session", str(events_per_session)]
            with open(path, "wb") as out:
                subprocess.run(command, stdout=out, check=True)
        return path


def first_lines(path, count):
    """As `bench_load` counts them: each line once."""
    seen, lines = set(), []
    with open(path, "rb") as events:
        for line in events:
            if count and len(lines) == count:
                break
            if (key := hash(line)) not in seen:
                seen.add(key)
                lines.append(line.rstrip(b"\n"))
    return lines


class Content:
    """What a system must have after it was sent a file."""

    def __init__(self, path, count=0):
        lines = first_lines(path, count)
        self.events = len(lines)
        self.raw_bytes = sum(len(line) + 1 for line in lines)
        ids = dict.fromkeys(line[line.index(b'"session_id":"') + 14:].split(b'"', 1)[0].decode() for line in lines)
        self.session_ids = list(ids)
        emails = [line for line in lines if b'"email":"' in line]
        email = json.loads(emails[len(emails) // 2])["email"] if emails else "nobody@example.com"
        name, _, _ = email.partition("@")
        self.sample = {"email": name[-5:].lower(), "id": self.session_ids[len(self.session_ids) // 2][5:10]}

    def spread(self, count):
        """Sessions from all over the file, the same in every run."""
        stride = 7919
        return [self.session_ids[i * stride % len(self.session_ids)] for i in range(min(count, len(self.session_ids)))]
