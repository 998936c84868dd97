"""Each kind of fault: a module with `run(trial)`, which returns a good verdict or raises a bad one."""
from kinds import cut, deleted, device_cut, disk_full, duplicate, flip, inject, kill, missing, pulse, two_servers

# How many of a hundred trials are of the kind.
KINDS = {
    "kill": (kill.run, 11),
    "pulse": (pulse.run, 14),
    "inject": (inject.run, 24),
    "disk_full": (disk_full.run, 6),
    "cut": (cut.run, 14),
    "ext4_cut": (device_cut.on("ext4"), 2),
    "xfs_cut": (device_cut.on("xfs"), 2),
    "flip": (flip.run, 11),
    "missing": (missing.run, 8),
    "duplicate": (duplicate.run, 4),
    "deleted": (deleted.run, 2),
    "two_servers": (two_servers.run, 2),
}
