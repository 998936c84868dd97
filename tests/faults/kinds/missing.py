"""Files and directories of a stopped server are missing, empty, cut short, from an older copy, or exchanged."""
import shutil

from damaged import try_to_start
from template import PARTS, template


def run(trial):
    ending = PARTS[trial.case % 2]
    made = template(trial.tools, ending, trial.dice)
    shutil.copytree(made.newest, trial.data)
    damage = DAMAGES[trial.case // 2 % len(DAMAGES)]
    what = damage(trial, made)
    trial.note = f"{ending}: {damage.__name__.replace('_', ' ')}{f' {what}' if what else ''}"
    damaged = differences(trial.data, made.newest)
    can_go_on = damage in WHOLE_PARTS or all(path.parts[0] == "journal" for path in damaged)
    return try_to_start(trial, made, lambda: put_back(trial.data, made.newest, damaged), can_go_on)


def files_below(directory):
    return {path.relative_to(directory) for path in directory.rglob("*") if path.is_file()}


def differences(directory, whole):
    here, there = files_below(directory), files_below(whole)
    same = {path for path in here & there if (directory / path).read_bytes() == (whole / path).read_bytes()}
    return (here | there) - same


def put_back(directory, whole, damaged):
    """Only what was damaged: what else a refused start changed stays changed."""
    for path in damaged:
        (directory / path).unlink(missing_ok=True)
        if (whole / path).exists():
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(whole / path, directory / path)


# --- whole directories

def store_missing(trial, made):
    shutil.rmtree(trial.data / "store")


def store_empty(trial, made):
    """A volume that is not mounted."""
    shutil.rmtree(trial.data / "store")
    (trial.data / "store").mkdir()


def journal_missing(trial, made):
    shutil.rmtree(trial.data / "journal")


def journal_empty(trial, made):
    shutil.rmtree(trial.data / "journal")
    (trial.data / "journal").mkdir()


def store_and_journal_missing(trial, made):
    shutil.rmtree(trial.data / "store")
    shutil.rmtree(trial.data / "journal")


def store_older(trial, made):
    replace(trial.data / "store", made.older / "store")


def journal_older(trial, made):
    replace(trial.data / "journal", made.older / "journal")


def access_older(trial, made):
    shutil.copy2(made.older / "access.json", trial.data / "access.json")


def everything_but_access_older(trial, made):
    for name in ("store", "journal"):
        replace(trial.data / name, made.older / name)


# --- single files

def file_removed(trial, made):
    path = some_file(trial)
    path.unlink()
    return path.relative_to(trial.data)


def file_emptied(trial, made):
    path = some_file(trial)
    path.write_bytes(b"")
    return path.relative_to(trial.data)


def file_cut(trial, made):
    path = some_file(trial)
    content = path.read_bytes()
    size = trial.dice.randrange(max(1, len(content.rstrip(b"\0"))))
    path.write_bytes(content[:size])
    return f"{path.relative_to(trial.data)} to {size} bytes"


def file_cut_a_little(trial, made):
    path = some_file(trial)
    content = path.read_bytes().rstrip(b"\0")
    size = max(0, len(content) - trial.dice.randint(1, 300))
    path.write_bytes(content[:size])
    return f"{path.relative_to(trial.data)} to {size} of {len(content)} bytes"


def journal_files_exchanged(trial, made):
    files = sorted((trial.data / "journal").iterdir())
    if len(files) < 2:
        return journal_missing(trial, made)
    one, other = trial.dice.sample(files, 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return f"{one.name} and {other.name}"


def store_loses_its_index(trial, made):
    """CURRENT and MANIFEST: RocksDB would make a new, empty store of the rest."""
    for path in (trial.data / "store").iterdir():
        if path.name == "CURRENT" or path.name.startswith("MANIFEST") or path.suffix == ".log":
            path.unlink()


def manifest_without_its_last_record(trial, made):
    path = next(path for path in (trial.data / "store").iterdir() if path.name.startswith("MANIFEST"))
    content, at, ends = path.read_bytes(), 0, [0]
    while at + 7 <= len(content):
        if 32768 - at % 32768 < 7:
            at += 32768 - at % 32768
            continue
        at += 7 + int.from_bytes(content[at + 4:at + 6], "little")
        ends.append(at)
    end = trial.dice.choice(ends[-4:-1] or [0])
    path.write_bytes(content[:end])
    return f"{end} of {len(content)} bytes"


def format_gone(trial, made):
    (trial.data / "FORMAT").unlink()


def format_wrong(trial, made):
    (trial.data / "FORMAT").write_bytes(trial.dice.choice([b"", b"-1\n", b"0\n", b"99\n", b"1.5\n", b"\0\0", b"two\n"]))


def access_gone(trial, made):
    (trial.data / "access.json").unlink()


def some_file(trial):
    """Of the parts that hold events or say which there are, each as likely as the other."""
    sorts = {}
    for path in sorted(trial.data.rglob("*")):
        if path.is_file() and path.stat().st_size > 0 and not path.name.startswith(("LOCK", "LOG", "IDENTITY", "OPTIONS")):
            sorts.setdefault((path.parent.name, path.suffix), []).append(path)
    return trial.dice.choice(sorts[trial.dice.choice(sorted(sorts))])


def replace(target, source):
    shutil.rmtree(target)
    shutil.copytree(source, target)


DAMAGES = [store_missing, file_removed, journal_missing, file_cut, store_empty, file_emptied, journal_empty, file_cut_a_little,
           store_older, file_removed, journal_older, file_cut, access_older, file_emptied, everything_but_access_older,
           file_cut_a_little, store_loses_its_index, file_removed, manifest_without_its_last_record, file_cut,
           journal_files_exchanged, file_emptied, store_and_journal_missing, file_cut_a_little, format_gone, file_removed,
           format_wrong, file_cut, access_gone, file_emptied]
WHOLE_PARTS = (store_missing, store_empty, store_older, journal_missing, journal_empty, journal_older)
