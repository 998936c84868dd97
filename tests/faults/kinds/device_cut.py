"""The power goes under a real file system, at any moment: it stands on a block device of which every write and flush was recorded. It
comes back by its own log, and is clean; the server starts, and has every event that it had acknowledged before.

Before `init` has answered nothing is promised: a start may be refused, in words."""
import time

import mounts
from damaged import require_words
from device import Device
from device_recording import DeviceRecording, Platter
from judge import judge_keys, judge_that_it_takes, start_and_judge
from recording import WAYS
from senders import Senders
from server import NARROW, USUAL, Refused, make_directory
from verdict import CLEAN

CUTS = 8


def on(file_system):
    return lambda trial: run(trial, file_system)


def run(trial, file_system):
    device = Device(trial.directory, file_system, trial.tools)
    try:
        keys, promises = record_lives(trial, device, fresh=trial.case % 2 == 1)
        recording = DeviceRecording(device.recording)
        platter = Platter(device.image, recording)
        moments = sorted(moment(recording, promises, trial.dice) for _ in range(CUTS))
        for number, until in enumerate(moments):
            cut_and_judge(trial, file_system, platter, keys, promises, number, until)
        recording.close()
    finally:
        trial.close()
        mounts.let_go(trial.directory / "after")
        device.close()
    return CLEAN


def record_lives(trial, device, fresh):
    """The keys, and (byte of the recording, events) of each promise: the first is that of `init`, in a directory that is not fresh
    made before the recording."""
    trial.data = device.mounted / "data"
    if not fresh:
        device.mount_plainly()
        keys = make_directory(trial.data)
        device.unmount()
    device.mount_recorded()
    if fresh:
        keys = make_directory(trial.data)
    promises = [(device.position(), ())]
    trial.ledger.when_acknowledged = lambda events: promises.append((device.position(), events))
    for number in range(trial.dice.randint(2, 4)):
        live(trial, keys, number)
    trial.ledger.when_acknowledged = lambda events: None
    device.end_recording()
    return keys, sorted(promises, key=lambda promise: promise[0])


def live(trial, keys, number):
    server = server_with_log_elsewhere(trial, keys, trial.dice.choice([NARROW, NARROW, USUAL]), trial.data)
    server.start()
    with Senders(server, trial.ledger, trial.dice, f"life{number}", sessions=200) as senders:
        time.sleep(trial.dice.uniform(0.2, 1.5))
        if trial.dice.random() < 0.3:
            senders.stop()
            server.terminate()
        else:
            server.kill()


def server_with_log_elsewhere(trial, keys, flags, data):
    """Not on the disk that is cut: an operator's log is elsewhere."""
    server = trial.server(keys, flags, data=data)
    server.log, server.told = trial.directory / "log", trial.directory / "out"
    return server


def moment(recording, promises, dice):
    """Anywhere, just after a promise, just before a flush, when most is uncertain, or before any event was acknowledged."""
    how = dice.choice(["anywhere", "anywhere", "promise", "promise", "flush", "early"])
    if how == "promise":
        return dice.choice(promises)[0]
    if how == "early":
        return dice.choice(recording.ends[:recording.whole_before(promises[:2][-1][0])])
    if how == "flush":
        return dice.choice(recording.before_flushes())
    return dice.choice(recording.ends)


def cut_and_judge(trial, file_system, platter, keys, promises, number, until):
    image, disk, way = trial.directory / "cut", trial.directory / "after", trial.dice.choice(WAYS)
    uncertain = platter.write_cut(image, until, way, trial.dice)
    owed = {event for position, events in promises if position <= until for event in events}
    trial.note = f"cut {number} at byte {until}, {way} of {uncertain} writes after the last flush, {len(owed)} owed"
    mounts.recover(file_system, image, disk)
    server = server_with_log_elsewhere(trial, keys, trial.dice.choice([NARROW, USUAL]), disk / "data")
    if until < promises[0][0]:
        start_if_it_can(server)
    else:
        start_and_judge(server, trial.ledger, owed)
        judge_keys(server, keys)
        if number % 2:
            server.kill()
            start_and_judge(server, trial.ledger, owed)  # what it made of the cut is whole too
        judge_that_it_takes(server, trial.ledger, f"after{number}")
    server.kill()
    mounts.unmount(disk)


def start_if_it_can(server):
    try:
        server.start()
    except Refused as refusal:
        require_words(server, refusal)
