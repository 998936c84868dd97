"""What every system can be asked; each file beside this one says how it does it."""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import time
import urllib.parse

PEERS = pathlib.Path(__file__).resolve().parents[1] / "peers"


class Failed(Exception):
    """Ends the run: nothing that was measured with it counts."""


class System:
    name = title = ""
    runs_in_client = False  # a library: its processor time and memory are the client's as well
    syncs = True            # before it answers
    stop_settles = False    # a clean stop does what it put off
    note = ""               # what a reader of its figures has to know

    def __init__(self, directory, programs):
        self.directory = pathlib.Path(directory) / self.name
        self.programs = pathlib.Path(programs)
        self.process = None

    @classmethod
    def missing(cls, programs):
        """What is not installed; empty: nothing."""
        return ""

    def version(self):
        raise NotImplementedError

    def fresh(self):
        """Starts it with nothing in it."""
        self.remove()
        self.directory.mkdir(parents=True)
        self.directory.chmod(0o755)
        self.create()
        self.start()

    def create(self):
        pass

    def start(self):
        pass

    def stop(self):
        return self.process.end() if self.process else 0.0

    def pause(self):
        if self.process and self.process.is_alive():
            self.process.pause()

    def resume(self):
        if self.process and self.process.is_alive():
            self.process.resume()

    def remove(self):
        self.resume()
        if self.process and self.process.is_alive():
            self.process.popen.kill()
            self.process.popen.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def ingest(self, path, **options):
        """Sends the events of a file; what `bench_load` tells. Options: mode, events, batch, connections."""
        raise NotImplementedError

    def settle(self):
        """Until it has done what it put off while it took events."""

    def stored(self):
        """(events, sessions)"""
        raise NotImplementedError

    def answer(self, question, parameter=None):
        """In a form that is the same for every system."""
        raise NotImplementedError

    def can_answer(self, question):
        return question.text_for(self.name) is not None

    def measure(self, questions, directory, seconds, connections=1):
        """{name of the question: {"p50_ms", "p99_ms", "per_s", "requests"}}"""
        asked = [question for question in questions if self.can_answer(question)]
        path = pathlib.Path(directory) / f"questions-{self.name}.json"
        with open(path, "w", encoding="utf-8") as out:
            for question in asked:
                out.write(json.dumps(self.written(question)) + "\n")
        told = self.ask(path, "--seconds", seconds, "--connections", connections)
        return {line["name"]: line for line in told}

    def written(self, question):
        return {"name": question.name, "text": question.text_for(self.name), "parameters": question.parameters,
                "finds": question.finds}

    def ask(self, path, *arguments):
        raise NotImplementedError

    def disk_bytes(self):
        return directory_bytes(self.directory)

    def program(self, name, *arguments):
        command = [str(self.programs / name), *map(str, arguments)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise Failed(f"{' '.join(command)}\n{done.stdout[-1000:]}{done.stderr[-2000:]}")
        return [json.loads(line) for line in done.stdout.splitlines()]


def flags(options):
    return [part for name, value in options.items() for part in ("--" + name, value)]


def url_quoted(text):
    return urllib.parse.quote(text, safe="{}")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(is_so, what, within_s=60):
    end = time.monotonic() + within_s
    while not is_so():
        if time.monotonic() > end:
            raise Failed(what)
        time.sleep(0.02)


def directory_bytes(path):
    """What the files take on disk, each once whatever its names. What is removed while it counts takes nothing."""
    files = {}
    for folder, _, names in os.walk(path):
        for name in [*names, "."]:
            try:
                told = os.lstat(os.path.join(folder, name))
            except FileNotFoundError:
                continue
            files[told.st_ino] = told.st_blocks * 512
    return sum(files.values())


def package_version(package):
    told = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
    return told.stdout.strip() or "not from a package"
