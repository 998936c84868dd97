"""What can be said of the repository by reading it. Each check takes the files (path -> text) and yields what is wrong, as
`path:line: why`; where it needs to know which files exist, the keys of `files` are those."""
import re
from pathlib import PurePosixPath
from posixpath import basename, dirname, join, normpath

COLUMNS_MAX = 140
MADE_PLACES = {"web/sdk/dist"}
MADE = ("web/api/schema.ts", "package-lock.json", ".svg", ".json")  # by a program, or data
RULES = "docs/journey-rules.md"  # what a bare § cites

HEADING = re.compile(r"^#{1,6} +(.*?) *$", re.M)
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")
MEASURED = re.compile(r"<!-- measured by bench/run: begin -->.*<!-- measured by bench/run: end -->", re.S)
CODE_BLOCK = re.compile(r"^( *)```.*?^\1```", re.M | re.S)
NOT_A_PATH = re.compile(r"\w+://\S+|#include <\S+>|import\.meta\S*")
SECTION = re.compile(r"(?:([\w./-]+\.md)\)?,? )?§ ?(\d+)")
QUOTED_HEADING = re.compile(r"([\w./-]+\.md)\)?, \"([^\"\n]+)\"")
DECISION = re.compile(r"\bADR (\d+)\b")
SOURCE_NAME = re.compile(r"(?<![\w*.{}$<>@~/-])([\w./-]*\w\.(?:hpp|cpp|md|py|tsx?|mjs|sql|cmake))\b(?![\w.({/*-])")
PLACE = re.compile(r"(?<![\w./{}$-])((?:src|tests|docs|scripts|bench|web|catalog|cmake|packaging)/[\w./-]*\w)(?![\w{*<$]|/[{*<$]|\.[*{])")
ANY = re.compile(r"_.*|[A-Z_]+\.\w+|(.*/)?[A-Z]+")  # endings, and FILE.sql that stands for any


def is_text(path):
    return not path.endswith((".png", ".gz", ".svg")) and not path.startswith("tests/corpus/")


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def without_code(text):
    """Markdown with its code blocks blanked, lines kept."""
    return CODE_BLOCK.sub(lambda match: "\n" * match.group().count("\n"), text)


def anchor(heading):
    """As GitHub and most others make it."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def headings(text):
    return HEADING.findall(without_code(text))


def resolve(name, path, files):
    """The file that `name` means where it stands in `path`: from the root, from there, or by its end, if that is one only."""
    for candidate in (normpath(name), normpath(join(dirname(path), name))):
        if candidate in files:
            return candidate
    ends = [file for file in files if file.endswith("/" + name)]
    return ends[0] if ends else None


def dead_links(files):
    """Relative links in Markdown whose file or heading is not there."""
    folders = {str(parent) for file in files for parent in PurePosixPath(file).parents}
    for path, text in files.items():
        if not path.endswith(".md"):
            continue
        for match in LINK.finditer(without_code(text)):
            target, _, heading = match[1].partition("#")
            if ":" in target:
                continue
            file = normpath(join(dirname(path), target)) if target else path
            if file not in files and file not in folders:
                yield f"{path}:{line_of(text, match.start())}: no file {match[1]}"
            elif heading and heading not in map(anchor, headings(files[file])):
                yield f"{path}:{line_of(text, match.start())}: no heading {match[1]}"


def dead_citations(files):
    """`x.md §N`, `§N` of the rules, `x.md, "Heading"` and `ADR N` that lead nowhere."""
    decisions = {int(name[:4]) for name in map(basename, files) if re.match(r"\d{4}-.*\.md", name)}
    for path, text in files.items():
        for match in SECTION.finditer(text):
            page = resolve(match[1] or RULES, path, files)
            if not page or not re.search(rf"^#+ {match[2]}\.", files[page], re.M):
                yield f"{path}:{line_of(text, match.start())}: no section {match[0]}"
        for match in QUOTED_HEADING.finditer(text):
            page = resolve(match[1], path, files)
            if page and match[2] not in headings(files[page]):
                yield f"{path}:{line_of(text, match.start())}: no heading {match[0]}"
        for match in DECISION.finditer(text):
            if int(match[1]) not in decisions:
                yield f"{path}:{line_of(text, match.start())}: no {match[0]}"


def dead_names(files):
    """Names of source files, and paths in our folders, that no file has."""
    folders = {str(parent) for file in files for parent in PurePosixPath(file).parents}
    known = set(files) | folders
    endings = {"/".join(file.split("/")[-n:]) for file in known for n in range(1, file.count("/") + 2)}
    stems = {re.sub(r"(_test|_fuzz)?\.\w+$", "", file) for file in known}
    for path, text in files.items():
        if path.endswith(".json"):
            continue
        text = NOT_A_PATH.sub(lambda match: " " * len(match[0]), text)
        for match in SOURCE_NAME.finditer(text):
            name = normpath(match[1]).lstrip("./")
            if name not in endings and not ANY.fullmatch(basename(name)):
                yield f"{path}:{line_of(text, match.start())}: no file {match[1]}"
        for match in PLACE.finditer(text):
            place = match[1]
            # from the root, from the folder of a web package, or a source without its extension
            if not (place in known or place in stems or place in endings or place in MADE_PLACES or ANY.fullmatch(place)):
                yield f"{path}:{line_of(text, match.start())}: no place {place}"


def dead_metrics(files):
    """Metrics and causes of refusals that the docs name and src/edge/api/metrics.cpp does not export."""
    exported = set(re.findall(r'"(\w+)"', files["src/edge/api/metrics.cpp"]))
    histograms = {name + end for name in exported for end in ("_count", "_sum", "_bucket")}
    for path, text in files.items():
        if not path.startswith("docs/"):
            continue
        named = [(match, match[0]) for match in re.finditer(r"\bsession_journey_[a-z_]+\b", text)]
        named += [(match, match[1]) for match in re.finditer(r"refused\{(\w\w+)\}", text)]
        causes = re.search(r"^\| `cause` .*\n(\|.*\n)+", text, re.M)
        for row in causes[0].splitlines()[2:] if causes else []:
            named += [(causes, cause) for cause in re.findall(r"`(\w+)`", row.split("|")[1])]
        for match, name in named:
            if name not in exported | histograms:
                yield f"{path}:{line_of(text, match.start())}: no metric or cause {name}"


def decisions_without_status(files):
    """Pages of docs/adr that do not say at their head what became of them, and since when, or that the index does not list."""
    index = files.get("docs/adr/README.md", "")
    for path, text in files.items():
        if not re.match(r"docs/adr/\d{4}-", path):
            continue
        if not re.match(r"# \d+\. .+\n\nStatus: (accepted|superseded by \[ADR \d+\]\([\w.-]+\)), \d{4}-\d\d-\d\d\.", text):
            yield f"{path}: no `Status: accepted, DATE.` under its title"
        if f"]({basename(path)})" not in index:
            yield f"{path}: docs/adr/README.md does not list it"


def long_lines(files):
    """Rows of Markdown's tables, also those in YAML, cannot be broken; all else can."""
    for path, text in files.items():
        text = MEASURED.sub(lambda match: "\n" * match.group().count("\n"), text)
        if path.endswith(MADE) or path.startswith("tests/fixtures/"):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > COLUMNS_MAX and not (path.endswith((".md", ".yaml")) and line.lstrip().startswith("|")):
                yield f"{path}:{number}: {len(line)} columns"


# Found by a pattern, not by name: sources and tests by the build and the runners, entry points by tools.
FOUND = re.compile(
    r".*\.cpp|.*_test\.py|.*\.(test|spec)\.ts|(.*/)?(CMakeLists\.txt|README\.md|\.[\w-]+|package(-lock)?\.json|tsconfig\.json|__init__\.py)"
    r"|\.ci/run|\.prettierrc\.json|[A-Z]+\.md|CMakePresets\.json|tests/(attacks|faults)/kinds/\w+\.py|tests/faults/shim/\w+\.c"
    r"|docs/formats/openapi\.yaml|packaging/deb/\w+"
    r"|web/\w+/(index\.html|public/.*|tests/screenshots/.*|(playwright|vite)\.config\.ts|tests/global-setup\.ts)"
    r"|.*/placeholder/index\.html")
# Folders that are read as a whole: what must name them.
READ_WHOLE = re.compile(r"(tests/(?:fixtures|conformance)/\w+)/.*")
IMPORT = re.compile(r"^ *(?:from ([\w.]+) import (.*)|import (.*))", re.M)


def imported_modules(text):
    """Last parts of the modules that Python imports, and the names that it takes from packages."""
    for package, names, modules in IMPORT.findall(text):
        yield from re.findall(r"\w+", f"{package} {names} {modules}")


def unused_files(files):
    """Headers that none includes, pages that no page links to, modules that none imports, corpora without a fuzzer, and whatever else no
    other file names."""
    texts = {path: text for path, text in files.items() if text}
    included = {basename(name) for text in texts.values() for name in re.findall(r'#include "([^"]+)"', text)}
    linked = {normpath(join(dirname(path), target.partition("#")[0])) for path, text in texts.items() if path.endswith(".md")
              for target in LINK.findall(text)}
    modules = {name for path, text in texts.items() if path.endswith(".py") or path.startswith("bench/") for name in imported_modules(text)}
    fuzzers = {basename(path).removesuffix(".cpp") for path in files if path.endswith("_fuzz.cpp")}
    words = {path: set(re.findall(r"[\w.-]*\w", text)) for path, text in texts.items()}

    def named(path):
        return any(basename(path) in found for other, found in words.items() if other != path)

    for path in files:
        whole = READ_WHOLE.fullmatch(path)
        if path.endswith(".hpp"):
            if basename(path) not in included:
                yield f"{path}: none includes it"
        elif path.startswith("docs/") and path.endswith(".md"):
            if path not in linked:
                yield f"{path}: no page links to it"
        elif path.startswith("tests/corpus/"):
            if path.split("/")[2] not in fuzzers:
                yield f"{path}: no such fuzzer"
        elif whole:
            folder = whole[1].removeprefix("tests/")
            if not any(folder in text for other, text in texts.items() if not other.startswith(whole[1])):
                yield f"{path}: no file names its folder"
        elif path.endswith(".py") and not FOUND.fullmatch(path):
            if basename(path).removesuffix(".py") not in modules and not named(path):
                yield f"{path}: none imports or runs it"
        elif not FOUND.fullmatch(path) and not named(path):
            yield f"{path}: no file names it"


def other_defaults(files):
    """Defaults that docs/operating/cli.md gives a setting and src/config/settings.cpp does not."""
    page = "docs/operating/cli.md"
    table = dict(re.findall(r'row\("(\w+)",[^"]*"([^"]*)",', files["src/config/settings.cpp"]))
    named = {}
    for match in re.finditer(r"^\| `(\w+)`[^|]*\| (?:`([^`]*)`)? *\|", files[page], re.M):
        named[match[1]] = match[2] or ""
    for name in sorted(table.keys() | named.keys()):
        if table.get(name) != named.get(name):
            yield f"{page}: {name} is {named.get(name)!r} there, {table.get(name)!r} in the program"


# The bound of src/core/event/limits.hpp that openapi.yaml tells of a field of an event.
FIELDS = {"event_id": "event_id_bytes_max", "name": "name_bytes_max", "reason": "code_bytes_max", "error_code": "code_bytes_max",
          "submission_id": "code_bytes_max", "user_id": "code_bytes_max", "message": "message_bytes_max", "email": "email_bytes_max",
          "seq": "seq_max", "duration_ms": "duration_ms_max", "attempt": "attempt_max"}


def constant(text, name):
    """The value that C++ gives a whole number."""
    written = re.search(rf"\b{name} =\s*([^;]+);", text)[1]
    written = re.sub(r"std::\w+\{(\d+)\}", r"\1", written.replace("'", ""))
    if not re.fullmatch(r"[\d\s*+<()-]+", written):
        raise ValueError(f"{name}: cannot read {written}")
    return eval(written)  # digits and operators only


def other_bounds(files):
    """Bounds of an event's fields that docs/formats/openapi.yaml tells otherwise than src/core/event/limits.hpp."""
    page, limits = "docs/formats/openapi.yaml", files["src/core/event/limits.hpp"]
    schema = re.search(r"^    EventInput:\n(.*?)^    \w", files[page], re.M | re.S)[1]
    fields = dict(re.findall(r"^        (\w+):(.*?)(?=^        \w|\Z)", schema, re.M | re.S))
    for name, bound in FIELDS.items():
        told = re.search(r"(?:maxLength|maximum): (\d+)|\{1,(\d+)\}", fields.get(name, ""))
        told = told and int(told[1] or told[2])
        if told != constant(limits, bound):
            yield f"{page}: {name} is bounded by {told} there, {bound} is {constant(limits, bound)}"
