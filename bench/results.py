"""Figures of a run: each has a stage, a system, what it is of, and a value a round."""
import json
import sys
import time

OVER_TIME = "over time"  # ends the unit of what is a course, not the same thing again


class Results:
    def __init__(self, command, machine):
        self.about = {"command": command, "machine": machine, "began": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())}
        self.versions, self.missing, self.notes, self.figures = {}, {}, [], {}
        self.earlier = {}  # of runs that this one goes on from; measured again, a figure is replaced

    def add(self, stage, system, what, unit, value):
        self.figures.setdefault((stage, system, what, unit), []).append(value)
        if not unit.endswith(OVER_TIME):
            print(f"{stage}: {system}: {what}: {value:.6g} {unit}", file=sys.stderr, flush=True)

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)
            print(f"note: {text}", file=sys.stderr, flush=True)

    def values(self, stage, system, what):
        """All that were measured of it; empty: it was not."""
        return [value for (*key, _), values in self.all_figures().items() if tuple(key) == (stage, system, what) for value in values]

    def all_figures(self):
        return {**self.earlier, **self.figures}

    def go_on_from(self, path):
        if not path.exists():
            return
        before = Results.read(path)
        self.earlier, self.notes, self.missing, self.versions = before.figures, before.notes, before.missing, before.versions
        self.about["command"] = before.about["command"] + " && " + self.about["command"]

    def as_json(self):
        figures = [{"stage": stage, "system": system, "what": what, "unit": unit, "values": values}
                   for (stage, system, what, unit), values in self.all_figures().items()]
        return {**self.about, "versions": self.versions, "missing": self.missing, "notes": self.notes, "figures": figures}

    def write(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.as_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path):
        told = json.loads(path.read_text(encoding="utf-8"))
        results = cls(told["command"], told["machine"])
        results.about["began"] = told["began"]
        results.versions, results.missing, results.notes = told["versions"], told["missing"], told["notes"]
        for figure in told["figures"]:
            results.figures[(figure["stage"], figure["system"], figure["what"], figure["unit"])] = figure["values"]
        return results
