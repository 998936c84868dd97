"""The generated events that every system gets, made once for each use and kept while the run lasts."""
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


def distinct_lines(path, count):
    """The first ones, each once, as `bench_load` sends them; count 0: all."""
    seen = set()
    with open(path, "rb") as events:
        for line in events:
            if count and len(seen) == count:
                return
            if (key := hash(line)) not in seen:
                seen.add(key)
                yield line


def text_after(line, before):
    return line.partition(before)[2].partition(b'"')[0].decode()


class Content:
    """What a system must have after it was sent a file."""

    def __init__(self, path, count=0):
        self.events = self.raw_bytes = 0
        ids, self.sample = {}, {"email": "nobody", "id": ""}
        for line in distinct_lines(path, count):
            self.events += 1
            self.raw_bytes += len(line)
            ids[text_after(line, b'"session_id":"')] = None
            if email := text_after(line, b'"email":"'):
                self.sample["email"] = email.partition("@")[0][-5:].lower()
        self.session_ids = list(ids)
        self.sample["id"] = self.session_ids[len(self.session_ids) // 2][5:10]

    def spread(self, count):
        """Sessions from all over the file, the same in every run."""
        stride = 7919
        return [self.session_ids[i * stride % len(self.session_ids)] for i in range(min(count, len(self.session_ids)))]
