"""Finds cycles among conditions, and levels that would rest on what they themselves decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from app.data_files.mistakes import Report, quoted
from app.logic import leaves
from app.questionnaire.model import (
    Condition,
    Operator,
    Questionnaire,
    Tier,
)

Graph: TypeAlias = Mapping[str, tuple[str, ...]]


def find_cycles(questionnaire: Questionnaire, report: Report) -> None:
    """Report each circle of questions that wait for one another."""
    graph, paths = _graph(questionnaire)
    done: set[str] = set()
    for start in graph:
        for circle in _circles(graph, start, done):
            names = [name for name in circle if name in paths]
            if len(names) > 1:
                told = " waits for ".join(quoted(name) for name in [*names, names[0]])
                report.add(paths[names[0]], f"a cycle: {told}")


def _graph(questionnaire: Questionnaire) -> tuple[Graph, dict[str, str]]:
    """Who waits for whom (sections and pages have names with a colon in front), and the questions' paths."""
    graph: dict[str, tuple[str, ...]] = {}
    paths: dict[str, str] = {}
    for s, section in enumerate(questionnaire.sections):
        graph[f":{s}"] = _referred(section.show_if)
        for p, page in enumerate(section.pages):
            graph[f":{s}:{p}"] = (f":{s}", *_referred(page.show_if))
            for q, question in enumerate(page.questions):
                if question.id and question.id not in graph:
                    graph[question.id] = (f":{s}:{p}", *_referred(question.show_if))
                    paths[question.id] = f"sections[{s}].pages[{p}].questions[{q}]"
    return graph, paths


def _referred(condition: Condition | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(comparison.question for comparison in leaves(condition)))


def _circles(graph: Graph, start: str, done: set[str]) -> Iterator[list[str]]:
    """The circles met on a walk from `start`; nodes in `done` are not walked again."""
    if start in done:
        return
    trail = {start: iter(graph[start])}
    while trail:
        node, following = next(reversed(trail.items()))
        step = next(following, None)
        if step is None:
            del trail[node]
            done.add(node)
        elif step in trail:
            names = list(trail)
            yield names[names.index(step) :]
        elif step in graph and step not in done:
            trail[step] = iter(graph[step])


def check_levels(questionnaire: Questionnaire, report: Report) -> None:
    """Report level rules that rest on questions which are only asked from a level on, or on `answered: true`.

    Both would make a level depend on itself, or let "Don't know yet" lower it.
    """
    for index, rule in enumerate(questionnaire.levels):
        path = f"levels[{index}].when"
        seen: set[str] = set()
        waiting = list(leaves(rule.when))
        while waiting:
            comparison = waiting.pop()
            if comparison.operator is Operator.ANSWERED and comparison.operand is True:
                message = f'the level rests on "answered: true" of {quoted(comparison.question)}, so '
                report.add(path, f'{message}"Don\'t know yet" would lower it; compare the answer instead')
            if comparison.question in seen or not questionnaire.has(comparison.question):
                continue
            seen.add(comparison.question)
            question = questionnaire.question(comparison.question)
            if question.tier is not Tier.SCREENING:
                message = (
                    f"the level rests on {quoted(question.id)}, which is asked only from {question.tier} on"
                )
                report.add(path, f"{message} (a cycle); refer to questions of tier screening")
            for condition in _shown_if(questionnaire, question.id):
                waiting.extend(leaves(condition))


def _shown_if(questionnaire: Questionnaire, question_id: str) -> tuple[Condition | None, ...]:
    section, page = questionnaire.section_of(question_id), questionnaire.page_of(question_id)
    return section.show_if, page.show_if, questionnaire.question(question_id).show_if
