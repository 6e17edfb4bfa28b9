"""Finds sections, pages, questions, levels and red flags whose conditions can never hold together.

A condition on a question also needs that question to be asked, so its own conditions count too. The search
gives up in favour of "it can hold" when a file is too tangled, so a checked file is never refused wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from app.data_files.mistakes import Report, quoted
from app.questionnaire.language.domains import Domain
from app.questionnaire.model import (
    All,
    Any,
    Comparison,
    Condition,
    Page,
    Question,
    Questionnaire,
    Section,
    Tier,
)

STEPS_PER_SEARCH = 2_000
STEPS_IN_ALL = 40_000
Agenda: TypeAlias = tuple[Condition, "Agenda"] | None
Domains: TypeAlias = dict[str, Domain]


def find_unreachable(questionnaire: Questionnaire, report: Report) -> None:
    """Report every condition that can never hold, at the outermost place where that is so."""
    search = _ConditionSearch(questionnaire)
    for index, rule in enumerate(questionnaire.levels):
        _report(report, f"levels[{index}].when", "this level", search.conflict([rule.when]))
    for index, section in enumerate(questionnaire.sections):
        path = f"sections[{index}]"
        conflict = search.conflict(_given(section.show_if))
        if conflict is None:
            _check_pages(search, section, path, report)
        else:
            _report(report, f"{path}.show_if", "this section", conflict)


def _check_pages(search: _ConditionSearch, section: Section, path: str, report: Report) -> None:
    for index, page in enumerate(section.pages):
        place = f"{path}.pages[{index}]"
        conflict = search.conflict(_given(section.show_if, page.show_if))
        if conflict is None:
            for number, question in enumerate(page.questions):
                _check_question(search, question, f"{place}.questions[{number}]", report)
        else:
            _report(report, f"{place}.show_if", "this page", conflict)


def _check_question(search: _ConditionSearch, question: Question, path: str, report: Report) -> None:
    needs = search.needs(question)
    conflict = search.conflict(needs)
    if conflict is not None:
        where = f"{path}.show_if" if question.show_if is not None else f"{path}.tier"
        _report(report, where, "this question", conflict)
        return
    for index, flag in enumerate(question.red_flags):
        found = search.conflict([*needs, flag.when])
        _report(report, f"{path}.red_flags[{index}].when", "this red flag", found)


def _report(report: Report, path: str, what: str, conflict: str | None) -> None:
    if conflict is not None:
        report.add(path, f"{what} is unreachable: {conflict}")


def _given(*conditions: Condition | None) -> list[Condition]:
    return [condition for condition in conditions if condition is not None]


class _ConditionSearch:
    """Looks for answers under which conditions hold, one alternative after the other."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._left = STEPS_IN_ALL
        self._domains = {each.id: each.type.domain(each) for each in questionnaire.questions()}
        self._tiers = {
            tier: Any(tuple(rule.when for rule in questionnaire.levels if rule.level.rank >= tier.level.rank))
            for tier in (Tier.MEDIUM, Tier.HIGH)
        }
        self._places: dict[str, tuple[Section, Page]] = {
            question.id: (section, page)
            for section in questionnaire.sections
            for page in section.pages
            for question in page.questions
        }

    def needs(self, question: Question) -> list[Condition]:
        """What must hold for the question to be asked."""
        section, page = self._places[question.id]
        tier = self._tiers.get(question.tier)
        return _given(section.show_if, page.show_if, question.show_if, tier)

    def conflict(self, goals: Iterable[Condition]) -> str | None:
        """Why the goals can never hold together, or None when they can (or it takes too long to tell)."""
        steps = min(STEPS_PER_SEARCH, self._left)
        waiting: list[tuple[Agenda, Domains]] = [(_added(goals, None), {})]
        first = ""
        while waiting:
            agenda, domains = waiting.pop()
            found = ""
            while agenda is not None and not found:
                steps, self._left = steps - 1, self._left - 1
                if steps <= 0:
                    return None
                goal, agenda = agenda
                if isinstance(goal, Comparison):
                    agenda, found = self._compare(goal, agenda, domains)
                elif isinstance(goal, All):
                    agenda = _added(goal.conditions, agenda)
                elif goal.conditions:
                    waiting.extend(((other, agenda), dict(domains)) for other in goal.conditions[:0:-1])
                    agenda = (goal.conditions[0], agenda)
                else:
                    found = "no level rule leads to this tier"
            if not found:
                return None
            first = first or found
        return first

    def _compare(self, goal: Comparison, agenda: Agenda, domains: Domains) -> tuple[Agenda, str]:
        before = domains.get(goal.question)
        if before is None:
            if goal.question not in self._domains:
                return agenda, ""
            before = self._domains[goal.question]
            agenda = _added(self.needs(self._questionnaire.question(goal.question)), agenda)
        domains[goal.question] = after = before.narrowed(goal)
        if not after.is_empty:
            return agenda, ""
        return agenda, f"the conditions on question {quoted(goal.question)} can never hold together"


def _added(goals: Iterable[Condition], agenda: Agenda) -> Agenda:
    for goal in reversed(tuple(goals)):
        agenda = (goal, agenda)
    return agenda
