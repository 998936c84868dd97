"""Builds the shim, and holds the page of rules that it shares with a server. Names and numbers: shim/calls.h, shim/rules.h."""
import ctypes
import errno
import mmap
import os
import pathlib
import subprocess

SOURCES = pathlib.Path(__file__).parent / "shim"
RULES, RULE_INTS = 16, 8
ACTION, CALLS, CLASSES, ERROR, SKIP, COUNT, HITS, AMOUNT = range(RULE_INTS)

CALL = {name: 1 << bit for bit, name in enumerate(
    ["open", "create", "read", "write", "sync", "sync_directory", "rename", "truncate", "allocate", "remove", "make_directory"])}
CLASS = {name: 1 << bit for bit, name in enumerate(
    ["journal", "journal_note", "table", "manifest", "kept_tables", "access", "other"])}
DO = {name: number for number, name in enumerate(
    ["nothing", "fail", "do_and_fail", "short", "zero", "delay", "die", "do_and_die"])}
EVERY_CHANGE = [call for call in CALL if call not in ("open", "read")]
WHAT_TAKES_ROOM = ["write", "allocate", "create", "make_directory"]


def build(directory):
    """The shared object in this directory."""
    target = pathlib.Path(directory) / "shim.so"
    command = [os.environ.get("CC", "cc"), "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", target,
               *sorted(SOURCES.glob("*.c")), "-ldl", "-lpthread"]
    subprocess.run(command, check=True, timeout=120)
    return target


class Rule:
    """What is to happen to which calls on which kinds of file. `count` -1: to all of them until `Shim.heal`."""

    def __init__(self, action, calls, classes, error=errno.EIO, skip=0, count=-1, amount=0):
        self.action, self.calls, self.classes = action, calls, classes
        self.error, self.skip, self.count, self.amount = error, skip, count, amount

    def __str__(self):
        how_often = "until healed" if self.count < 0 else f"{self.count} times after {self.skip}"
        return f"{self.action} {'|'.join(self.calls)} of {'|'.join(self.classes)} ({errno.errorcode[self.error]}), {how_often}"

    def numbers(self):
        calls, classes = sum(CALL[call] for call in self.calls), sum(CLASS[name] for name in self.classes)
        return [DO[self.action], calls, classes, self.error, self.skip, self.count, 0, self.amount]


class Shim:
    """Of one data directory: the rules in force, and where what is done to it is recorded."""

    def __init__(self, library, directory, data):
        self.library, self.directory, self.data = pathlib.Path(library), pathlib.Path(directory), pathlib.Path(data)
        self.page = self.directory / "rules"
        self.page.write_bytes(bytes(RULES * RULE_INTS * 4))
        with open(self.page, "r+b") as file:
            self._map = mmap.mmap(file.fileno(), 0)
        self._ints = (ctypes.c_int32 * (RULES * RULE_INTS)).from_buffer(self._map)

    def environment(self, recording=None):
        told = dict(os.environ, LD_PRELOAD=str(self.library), FAULTS_ROOT=str(self.data), FAULTS_RULES=str(self.page))
        return dict(told, FAULTS_RECORD=str(recording)) if recording else told

    def inject(self, *rules):
        """These rules in place of those before."""
        self.heal()
        for at, rule in enumerate(rules):
            numbers = rule.numbers()
            for offset in range(CALLS, RULE_INTS):
                self._ints[at * RULE_INTS + offset] = numbers[offset]
            self._ints[at * RULE_INTS + ACTION] = numbers[ACTION]  # last: it puts the rule in force

    def heal(self):
        for at in range(RULES):
            self._ints[at * RULE_INTS + ACTION] = DO["nothing"]

    def hits(self):
        """How many calls the rules hit since `inject`."""
        return sum(self._ints[at * RULE_INTS + HITS] for at in range(RULES))

    def kill_at_next_change(self):
        """kill -9, but never between a change and its record."""
        self.inject(Rule("die", EVERY_CHANGE, list(CLASS)))
