"""What every kind of trial is given: a seed's dice, a directory of its own, a server, a ledger."""
import pathlib
import random

import shim
from ledger import Ledger
from server import NARROW, SMALL, USUAL, Server, make_directory


class Trial:
    """`case` counts the trials of one kind from the seed on, so that kinds with a list of cases go through it."""

    def __init__(self, kind, seed, directory, tools):
        self.kind, self.case, self.tools = kind, seed, tools
        self.directory = pathlib.Path(directory)
        self.data = self.directory / "data"
        self.dice = random.Random(f"{kind}/{seed}")
        self.ledger, self.note, self._servers = Ledger(), "", []

    def server(self, keys, flags=NARROW, environment=None, data=None):
        server = Server(data or self.data, keys, flags, environment)
        self._servers.append(server)
        return server

    def new_server(self, flags=NARROW, environment=None):
        """On a new data directory."""
        return self.server(make_directory(self.data), flags, environment)

    def shim(self):
        return shim.Shim(self.tools / "shim.so", self.directory, self.data)

    def some_flags(self):
        return self.dice.choice([NARROW, NARROW, NARROW, SMALL, USUAL])

    def close(self):
        for server in self._servers:
            if server.process is not None:
                server.process.kill()
                server.process.wait()
                server.process = None
