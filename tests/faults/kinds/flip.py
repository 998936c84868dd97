"""One bit flips in a file of a stopped server; or a page is zeros, or a tail is garbage."""
import shutil

from damaged import try_to_start
from template import PARTS, template

PASSED_OVER = ("LOCK", "LOG", "IDENTITY")  # RocksDB's own, of which nothing depends


def run(trial):
    ending = trial.dice.choice(PARTS)
    made = template(trial.tools, ending, trial.dice)
    shutil.copytree(made.newest, trial.data)
    path = choose(trial)
    before = path.read_bytes()
    after, how = trial.dice.choice([flipped] * 6 + [zeroed, garbage])(bytearray(before), trial.dice)
    path.write_bytes(after)
    trial.note = f"{ending}: {path.relative_to(trial.data)}, {how}"
    return try_to_start(trial, made, lambda: path.write_bytes(before), can_go_on=path.suffix == ".journal")


def choose(trial):
    """First the sort of file, so that many table files do not hide the rest."""
    sorts = {}
    for path in sorted(trial.data.rglob("*")):
        if path.is_file() and path.stat().st_size > 0 and not path.name.startswith(PASSED_OVER):
            sort = "table" if path.suffix == ".sst" else "journal" if path.suffix == ".journal" else path.name.split("-")[0]
            sorts.setdefault(sort, []).append(path)
    return trial.dice.choice(sorts[trial.dice.choice(sorted(sorts) + ["table"] + ["journal"] * ("journal" in sorts))])


def used(content):
    """Without the zeros that only reserve room."""
    return max(1, len(bytes(content).rstrip(b"\0")))


def flipped(content, dice):
    size = used(content)
    at = dice.choice([dice.randrange(size), max(0, size - 1 - dice.randrange(400))])
    bit = dice.randrange(8)
    content[at] ^= 1 << bit
    return content, f"bit {bit} of byte {at} of {size}"


def zeroed(content, dice):
    at = dice.randrange(used(content)) // 4096 * 4096
    content[at:at + 4096] = bytes(len(content[at:at + 4096]))
    return content, f"the page at {at} is zeros"


def garbage(content, dice):
    at = used(content)
    some = dice.randbytes(dice.randint(1, 5000))
    content[at:at + len(some)] = some
    return content, f"{len(some)} bytes of garbage at the end"
