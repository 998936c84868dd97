"""What a disk may hold after a power cut, built from what the shim recorded.

The model: what was synced is there. Of what was written to a file after its last sync, any sectors may be there. Names
(files made, renamed, removed) come to the disk in order, at the latest when their directory is synced; `ORDERED`, as ext4
and xfs do it, has one order for all directories and a file's own sync brings its name along; `BY_DIRECTORY`, which is all
that POSIX promises, has an order for each directory alone.
"""
import collections
import pathlib
import struct

SECTOR = 512
HEAD = struct.Struct("<IIQQQ")
CREATE, WRITE, SIZE, SYNC, SYNC_DIRECTORY, RENAME, REMOVE, MAKE_DIRECTORY = range(1, 9)
ORDERED, BY_DIRECTORY = "ordered", "by directory"
WAYS = ["nothing", "sectors", "sectors", "writes", "first ones", "last ones", "everything"]  # of what was not synced

Change = collections.namedtuple("Change", "kind file offset path data end")


def changes(log):
    """Of one process, in order. A last one that is cut off was not done."""
    data, at = pathlib.Path(log).read_bytes(), 0
    while at + HEAD.size <= len(data):
        kind, path_size, file, offset, size = HEAD.unpack_from(data, at)
        body = at + HEAD.size
        end = body + path_size + size
        if end > len(data):
            return
        path = data[body:body + path_size].decode()
        yield Change(kind, file, offset, path, data[body + path_size:end], end)
        at = end


class Content:
    """A file's bytes. Zeros at its end, which only reserve room, are counted and not held."""

    def __init__(self, held=b"", size=0):
        self._held, self.size = bytearray(held), size

    def copy(self):
        return Content(self._held, self.size)

    def apply(self, kind, offset, data):
        if kind == SIZE:
            del self._held[offset:]
            self.size = offset
            return
        end = offset + len(data)
        if len(self._held) < end:
            self._held.extend(bytes(end - len(self._held)))
        self._held[offset:end] = data
        self.size = max(self.size, end)

    def write_to(self, path):
        with open(path, "wb") as file:
            file.write(self._held)
            file.truncate(self.size)


class File:
    def __init__(self):
        self.synced = Content()
        self.pending = []  # (position of the change, WRITE or SIZE, offset, bytes)

    def sync(self, begun):
        kept = [one for one in self.pending if one[0] > begun]
        for _, kind, offset, data in self.pending[:len(self.pending) - len(kept)]:
            self.synced.apply(kind, offset, data)
        self.pending = kept

    def content(self, way, generator):
        """What may be there, when so much of what was not synced is."""
        content = self.synced.copy()
        for change in survivors([one[1:] for one in self.pending], way, generator):
            content.apply(*change)
        return content


def survivors(pending, way, generator):
    """Of (WRITE or SIZE, offset, bytes), oldest first, those that came to the disk before the power went."""
    for number, (kind, offset, data) in enumerate(pending):
        if way == "nothing" or (way == "writes" and generator.random() < 0.5):
            continue
        if (way == "first ones" and number > len(pending) * 0.6) or (way == "last ones" and number < len(pending) - 3):
            continue
        if way == "sectors" and kind == WRITE:
            for begin in range(0, len(data), SECTOR):
                if generator.random() < 0.5:
                    yield WRITE, offset + begin, data[begin:begin + SECTOR]
        else:
            yield kind, offset, data


class Disk:
    """Follows a recording, process by process; `position` counts through all of them."""

    def __init__(self, root):
        self.root = str(root)
        self.position = 0
        self._files = {}  # by inode, which is given again after a file is gone
        self._names = []  # [position, directory, change, file] of what is not certain to be on the disk
        self._on_disk = {self.root: None}  # path: File, or None for a directory

    def follow(self, log, until):
        """Up to this many bytes of the log of one process, which began at `position`. Call it once a log."""
        begun = self.position
        for change in changes(log):
            if change.end > until:
                break
            self.position = begun + change.end
            self._follow(change, begun)
        self.position = begun + until

    def _follow(self, change, begun):
        if change.kind == SYNC:
            file = self._files.get(change.file)
            if file:
                file.sync(begun + change.offset)
                self._name_came_along(file)
        elif change.kind == SYNC_DIRECTORY:
            self._names_synced(change.path.rstrip("/"), begun + change.offset)
        elif change.kind in (WRITE, SIZE):
            file = self._files.setdefault(change.file, File())
            file.pending.append((self.position, change.kind, change.offset, change.data))
        elif change.path != self.root:
            if change.kind == CREATE:
                self._files[change.file] = File()
            directory = (change.data.decode() if change.kind == RENAME else change.path).rpartition("/")[0]
            self._names.append([self.position, directory, change, self._files.get(change.file) if change.kind == CREATE else None, set()])

    def _names_synced(self, directory, position):
        """Each model keeps its own account: what is marked with it is certain."""
        for name in self._names:
            if name[0] <= position and name[1] == directory:
                name[4].add(BY_DIRECTORY)
        certain = [index for index, name in enumerate(self._names) if name[0] <= position and name[1] == directory]
        for name in self._names[:certain[-1] + 1] if certain else []:
            name[4].add(ORDERED)
        self._settle()

    def _name_came_along(self, file):
        made = [index for index, name in enumerate(self._names) if name[3] is file]
        for name in self._names[:made[-1] + 1] if made else []:
            name[4].add(ORDERED)
        self._settle()

    def _settle(self):
        """What is certain by both accounts is no longer asked about."""
        while self._names and self._names[0][4] == {ORDERED, BY_DIRECTORY}:
            _, _, change, file, _ = self._names.pop(0)
            name_change(self._on_disk, change, file)

    def names_after_cut(self, model, generator):
        """path: File or None, as some of the names that are not certain are there."""
        names, uncertain = dict(self._on_disk), {}
        for position, directory, change, file, certain in self._names:
            place = "all" if model == ORDERED else directory
            if place not in uncertain:
                left = [name for name in self._names if model == ORDERED or name[1] == directory]
                least = max((i + 1 for i, name in enumerate(left) if model in name[4]), default=0)
                uncertain[place] = [generator.choice([least, len(left), generator.randint(least, len(left))]), 0]
            uncertain[place][1] += 1
            if uncertain[place][1] <= uncertain[place][0]:
                name_change(names, change, file)
        return names

    def write_cut(self, target, model, way, generator):
        """A directory as it may be found after the power went now."""
        target = pathlib.Path(target)
        for path, file in sorted(self.names_after_cut(model, generator).items()):
            place = target / path[len(self.root):].lstrip("/")
            if path != self.root and not place.parent.is_dir():
                continue  # its directory did not come to the disk
            if file is None:
                place.mkdir(mode=0o700)
            else:
                file.content(way, generator).write_to(place)
                place.chmod(0o600)


def name_change(names, change, file):
    if change.kind == CREATE:
        names[change.path] = file
    elif change.kind == MAKE_DIRECTORY:
        names[change.path] = None
    elif change.kind == REMOVE:
        names.pop(change.path, None)
    elif change.kind == RENAME and change.path in names:
        names[change.data.decode()] = names.pop(change.path)
