"""What an attack is."""
from dataclasses import dataclass, field
from typing import Callable, Optional

HANDS = 2  # processes that attack at the same time


@dataclass
class Attack:
    """`strike(target, stopped)` attacks until `stopped()`, in each of `hands` processes of its own.

    `blow(target)`: a single request, whose memory is held against the bound for one. Where there is no `strike`, blows follow
    on each other. `prepare(target)` runs before, unmeasured. `watch(target, stopped)` and `check(target)` tell complaints:
    one while the attack is going on, the other when it is over. A strike that takes time to set up `builds_up`: it calls
    `target.armed()` when it has.
    """
    name: str
    who: str
    blow: Optional[Callable] = None
    strike: Optional[Callable] = None
    prepare: Optional[Callable] = None
    watch: Optional[Callable] = None
    check: Optional[Callable] = None
    hands: int = HANDS
    builds_up: bool = False
    flags: tuple = ()
    limits: dict = field(default_factory=dict)  # resource limits of the server, by the name of the resource
    # The address space that the server may add to what it began with. Then everybody may have to wait, and it may end in order.
    memory_left: int = 0

    def run(self, target, stopped):
        if self.strike:
            return self.strike(target, stopped)
        while not stopped():
            self.blow(target)
        return None
