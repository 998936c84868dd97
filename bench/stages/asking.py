"""Compares answers, then measures how fast they come: the same for any number of stored sessions."""
import copy

import questions
from stages.rounds import Alone, in_turns, require


class Asking:
    """`ids`: sessions to ask for; `sample`: pieces of text to search for."""

    def __init__(self, bench, stage, systems, ids, sample):
        self.bench, self.stage, self.systems = bench, stage, systems
        self.us = next(system for system in systems if system.name == "us")
        self.ids, self.sample = ids, sample

    def compare(self):
        """Every answer that two systems can give."""
        self.deep = questions.deep_page(*self.us.page_before(0.9))
        compared = 0
        row = questions.detail_row(self.ids)
        for session_id in self.ids[:self.bench.options.compared_sessions]:
            compared += self.compare_one(row, session_id)
        for question in (questions.list_questions(self.sample) + questions.count_questions(self.sample) + [self.deep]
                         + questions.analytics_questions()):
            compared += self.compare_one(question)
        self.bench.results.add(self.stage, "all", "answers compared and equal", "answers", compared)

    def compare_one(self, question, parameter=None):
        peers = [system for system in self.systems if system is not self.us and system.can_answer(question)]
        if not peers:
            return 0
        ours = self.us.answer(question, parameter)
        for peer in peers:
            theirs = peer.answer(question, parameter)
            require(ours == theirs, f"{question.group}: {question.name} {parameter or ''}: {first_difference(ours, theirs, peer)}")
        return len(peers)

    def measured_questions(self):
        pages = questions.list_questions(self.sample)
        for question in pages:
            question.finds = bool(self.us.answer(question))
            if not question.finds and question.name not in questions.FIND_NOTHING:
                self.bench.results.note(f"{self.stage}: \"{question.name}\" finds nothing")
        counts = [question for question in questions.count_questions(self.sample) if question.name in questions.MEASURED_COUNTS]
        return ([questions.detail(self.ids), questions.events_of(self.ids), self.deep] + pages
                + counts + questions.analytics_questions())

    def measure(self):
        asked = self.measured_questions()
        for _, system in in_turns(self.systems, self.bench.options.rounds):
            with Alone(system, self.systems):
                self.measure_one(system, asked)

    def measure_one(self, system, asked):
        told = system.measure(unique_names(asked), self.bench.directory, self.bench.options.seconds)
        for name, line in told.items():
            self.add(system, name, "p50", "ms", line["p50_ms"])
            self.add(system, name, "p99", "ms", line["p99_ms"])
        detail = [questions.detail(self.ids)]
        for connections in (8, 64):
            told = system.measure(unique_names(detail), self.bench.directory, self.bench.options.seconds, connections)
            for name, line in told.items():
                self.add(system, name, f"{connections} connections", "requests/s", line["per_s"])

    def add(self, system, name, measure, unit, value):
        self.bench.results.add(self.stage, system.name, f"{name}: {measure}", unit, value)


def unique_names(asked):
    """Named with their group, as results are."""
    named = [copy.copy(question) for question in asked]
    for question in named:
        question.name = f"{question.group}, {question.name}"
    return named


def first_difference(ours, theirs, peer):
    for at, (one, other) in enumerate(zip(ours, theirs)):
        if one != other:
            return f"row {at}: ours {one}, {peer.name} {other}"
    return f"ours has {len(ours)} rows, {peer.name} {len(theirs)}"
