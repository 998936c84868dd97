"""A small file system fills up under load, gets room again, fills up again; the server is stopped, killed or goes on. Needs the
right to mount: tmpfs, and ext4 on a loop device where mkfs.ext4 is."""
import os
import time

import mounts
from judge import judge_that_it_takes, start_and_judge
from patience import wait_for
from senders import Senders
from server import SMALL, Refused, knows_flag
from verdict import ABORT, CLEAN, STUCK, Bad, Skip

SIZE_BYTES = 120 << 20
REOPENS_WITHIN_S = 10
FILLS_WITHIN_S = 5
RESERVE = ("--disk-reserve", "2MiB")  # what a usual disk keeps back is more than this one has


def run(trial):
    disk = Disk(trial)
    try:
        disk.mount(trial.dice.choice(["tmpfs", "ext4"]))
        return fill_and_free(trial, disk)
    finally:
        trial.close()
        disk.unmount()


def fill_and_free(trial, disk):
    trial.data = disk.mounted / "data"
    server = trial.new_server(SMALL + (RESERVE if knows_flag(RESERVE[0]) else ())).start()
    for path in (server.log, server.told):
        path.unlink(missing_ok=True)
    server.log, server.told = trial.directory / "log", trial.directory / "out"  # an operator's log is elsewhere
    server.kill()
    server.start()
    with Senders(server, trial.ledger, trial.dice, "load", batch_max=300, sessions=2000):
        for round_number in range(trial.dice.randint(1, 2)):
            time.sleep(trial.dice.uniform(0.3, 1))
            disk.fill(trial.dice.choice([0, 1, 3]) << 20)
            refused = trial.ledger.count(503)
            wait_for(lambda: trial.ledger.count(503) > refused + 5 or not server.is_running(), FILLS_WITHIN_S)
            time.sleep(trial.dice.uniform(0, 2))
            reads_go_on(server)
            if trial.dice.random() < 0.7:
                disk.free()
                judge_that_it_takes(server, trial.ledger, f"after{round_number}")
                time.sleep(trial.dice.uniform(0, 1))
        end = trial.dice.choice(["SIGTERM", "SIGTERM", "kill"])
        code = server.terminate() if end == "SIGTERM" and server.is_running() else server.kill()
    trial.note += f", {end}: {code}"
    start_on_full_disk(trial, server, disk)
    disk.free()
    if not server.is_running():
        start_and_judge(server, trial.ledger)
    judge_that_it_takes(server, trial.ledger, "end")
    server.kill()
    return CLEAN


def reads_go_on(server):
    """But for the moments in which the store is opened again, when they are answered 503."""
    if not server.is_running():
        return
    asked = []
    wait_for(lambda: asked.append(server.status_of("/v1/sessions?limit=5", server.keys["read"])) or asked[-1] == 200, REOPENS_WITHIN_S)
    if asked[-1] != 200 and server.is_running():
        raise Bad(STUCK, f"lists are refused while the disk is full: {asked}")


def start_on_full_disk(trial, server, disk):
    """It may say that it cannot start; when it starts, it answers questions."""
    if not disk.is_filled() or trial.dice.random() < 0.5:
        return
    server.spawn()
    wait_for(lambda: not server.is_running() or server.listens(), FILLS_WITHIN_S)
    if not server.is_running():
        if server.process.returncode < 0:
            raise Bad(ABORT, f"a start on a full disk ended by signal {-server.process.returncode}: {server.said()[-400:]}")
        server.kill()
        return
    reads_go_on(server)
    disk.free()
    try:
        server.wait_until_ready()
    except Refused as refusal:
        raise Bad(STUCK, f"it started on a full disk, and ended when there was room: {refusal}") from None
    trial.ledger.judge(server.everything())


class Disk:
    def __init__(self, trial):
        self.trial, self.mounted = trial, trial.directory / "disk"
        self._filler = self.mounted / "filler"

    def mount(self, kind):
        mounts.require_root()
        if kind == "ext4" and not self._mount_ext4():
            kind = "tmpfs"
        if kind == "tmpfs" and not self._mount_tmpfs():
            raise Skip("this machine lets nobody mount a file system")
        self.trial.note = kind

    def _mount_ext4(self):
        if not mounts.has("ext4"):
            return False
        image = self.trial.directory / "image"
        mounts.make("ext4", image, SIZE_BYTES)
        try:
            mounts.mount(image, self.mounted)
        except mounts.Failed:
            return False
        return True

    def _mount_tmpfs(self):
        self.mounted.mkdir(exist_ok=True)
        return mounts.run("mount", "-t", "tmpfs", "-o", f"size={SIZE_BYTES}", "tmpfs", self.mounted).returncode == 0

    def fill(self, left_bytes):
        """Another program takes all room but this."""
        about = os.statvfs(self.mounted)
        size = about.f_bavail * about.f_frsize - left_bytes
        with open(self._filler, "ab") as file:
            try:
                if size > 0:
                    os.posix_fallocate(file.fileno(), file.tell(), size)
            except OSError:
                pass  # somebody else was quicker: full is full

    def is_filled(self):
        return self._filler.exists()

    def free(self):
        self._filler.unlink(missing_ok=True)

    def unmount(self):
        mounts.let_go(self.mounted)
