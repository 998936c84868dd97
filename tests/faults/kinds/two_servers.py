"""A second program on a directory that a server has open: one has it, the other says so, and nothing is lost."""
import subprocess
import time

from judge import judge_whole, start_and_judge
from senders import Senders
from server import BINARY, Refused
from verdict import CLEAN, STUCK, Bad


def run(trial):
    server = trial.new_server(trial.some_flags()).start()
    with Senders(server, trial.ledger, trial.dice, "load"):
        time.sleep(0.3)
        trial.note = trial.dice.choice([plainly, lock_file_removed, by_another_name, by_a_tool, both_at_once])(trial, server)
        time.sleep(0.3)
        if not server.is_running():
            raise Bad(STUCK, f"{trial.note}: the first server has ended: {server.said()[-300:]}")
    judge_whole(server, trial.ledger)
    server.kill()
    start_and_judge(server, trial.ledger)
    server.kill()
    return CLEAN


def plainly(trial, server):
    expect_refusal(trial, server, trial.data)
    return "a second server"


def lock_file_removed(trial, server):
    for path in trial.data.rglob("*LOCK*"):
        path.unlink()
    expect_refusal(trial, server, trial.data)
    return "LOCK removed, then a second server"


def by_another_name(trial, server):
    alias = trial.directory / "alias"
    alias.symlink_to(trial.data)
    expect_refusal(trial, server, alias)
    return "a second server through a link"


def by_a_tool(trial, server):
    for command in (["show", "--data", trial.data, "any"], ["ingest", "--data", trial.data, "/dev/null"]):
        done = subprocess.run([BINARY, *command], capture_output=True, text=True, timeout=60)
        if done.returncode == 0 or not done.stderr:
            raise Bad(STUCK, f"{command[0]} on a directory in use ended with {done.returncode}: {done.stderr}")
    return "tools"


def both_at_once(trial, server):
    """The first is restarted at the same moment as another is started."""
    server.kill()
    other = trial.server(server.keys, server.flags)
    other.log, other.told = trial.directory / "other.log", trial.directory / "other.out"
    both = [server.spawn(), other.spawn()]
    ready = []
    for one in both:
        try:
            ready.append(one.wait_until_ready())
        except Refused:
            one.kill()
    if len(ready) != 1:
        raise Bad(STUCK, f"of two servers started at once {len(ready)} have the directory")
    if ready[0] is other:
        server.process, server.port = other.process, other.port
        other.process = None
    return "two servers at once"


def expect_refusal(trial, server, data):
    second = trial.server(server.keys, server.flags, data=data)
    second.log, second.told = trial.directory / "second.log", trial.directory / "second.out"
    try:
        second.start(within_s=10)
    except Refused:
        second.kill()
        return
    raise Bad(STUCK, "a second server has the directory too")
