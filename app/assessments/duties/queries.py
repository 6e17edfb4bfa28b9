"""Reads of duties: which apply to a use as far as is known, and what the team says to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.assessments.answers.work import Work
from app.assessments.duties.evaluation import Applicability, DutyOutcome, evaluate
from app.assessments.duties.facts import FactOrigin, KnownFact, first_said, known_facts, values_of
from app.assessments.duties.model import AskKind, Duty, DutyForce, RuleBook
from app.assessments.duties.models import DutySheet, DutySheetRevision
from app.assessments.duties.rule_book_file import rule_book
from app.assessments.duties.sheets import (
    NOTHING,
    DutyProgress,
    Rating,
    SheetAnswer,
    lines,
    progress,
    read_said,
)
from app.database import db, utcnow
from app.questionnaire.model import Answers, Questionnaire

FACTS = "facts"  # the page of a sheet that holds facts; no duty has this id


@dataclass(frozen=True, slots=True)
class DutyView:
    """One duty of a use: whether it applies, what is said to it, and how far that is."""

    duty: Duty
    outcome: DutyOutcome
    said: Mapping[str, SheetAnswer]
    progress: DutyProgress
    sheet: DutySheet | None

    @property
    def waits(self) -> bool:
        """Whether it binds now and the team has not dealt with it."""
        applies = self.outcome.applicability is Applicability.APPLIES
        return applies and self.duty.standing is DutyForce.DUTY and not self.progress.dealt_with

    @property
    def not_binding(self) -> str:
        """The team's reason for thinking that it does not bind."""
        return self.sheet.not_applicable if self.sheet else ""


@dataclass(frozen=True, slots=True)
class UseDuties:
    """Every duty of the rule book for one use, and the facts that decide about them."""

    book: RuleBook
    views: tuple[DutyView, ...]
    facts: Mapping[str, KnownFact]
    facts_sheet: DutySheet | None

    def those(self, applicability: Applicability) -> list[DutyView]:
        """The duties of one applicability, in the order of the book."""
        return [view for view in self.views if view.outcome.applicability is applicability]

    def view(self, duty_id: str) -> DutyView | None:
        """One duty."""
        return next((view for view in self.views if view.duty.id == duty_id), None)

    @property
    def binding(self) -> list[DutyView]:
        """Those that bind now."""
        return [view for view in self.those(Applicability.APPLIES) if view.duty.standing is DutyForce.DUTY]

    @property
    def waiting(self) -> int:
        """How many bind now and are not dealt with."""
        return sum(view.waits for view in self.views)

    def asked(self) -> list[KnownFact]:
        """The facts of the use's own page: those that would settle a duty, and those said there before.

        What matters only if another fact holds waits until that one is known.
        """
        views = self.views
        needed = {name for view in views for name in view.outcome.unknown if self._has_its_turn(name)}
        return [
            known
            for name, known in self.facts.items()
            if not known.settled_elsewhere and (name in needed or known.origin is not FactOrigin.NOBODY)
        ]

    def _has_its_turn(self, name: str) -> bool:
        after = self.facts[name].fact.after
        return after is None or self.facts[after[0]].value == after[1]

    def pending(self) -> list[KnownFact]:
        """The facts that would settle a duty and that a question without an answer will tell."""
        needed = {name for view in self.views for name in view.outcome.unknown}
        return [self.facts[name] for name in self.facts if self._is_pending(name) and name in needed]

    def _is_pending(self, name: str) -> bool:
        return self.facts[name].origin is FactOrigin.PENDING

    def unasked(self) -> list[KnownFact]:
        """The facts that would settle a duty and that nobody has said anything to."""
        return [known for known in self.asked() if known.origin is FactOrigin.NOBODY]


def sheets_of(assessment_id: int) -> dict[str, DutySheet]:
    """The sheets of an assessment by page, each with the person who saved it: one statement."""
    rows = db.session.scalars(
        select(DutySheet)
        .where(DutySheet.assessment_id == assessment_id)
        .options(joinedload(DutySheet.saved_by))
        .order_by(DutySheet.page)
        .execution_options(populate_existing=True)
    )
    return {row.page: row for row in rows}


def answers_on(sheet: DutySheet | None) -> Mapping[str, Any]:
    """What a sheet holds; nothing when there is none, or when an archive brought something else."""
    return sheet.answers if sheet is not None and isinstance(sheet.answers, dict) else {}


def duties_of(work: Work) -> UseDuties:
    """The duties of a use as they stand today."""
    answers = {name: answer for name, answer in work.answers.items() if work.path.is_on(name)}
    sheets = sheets_of(work.assessment.id)
    facts_sheet = sheets.get(FACTS)
    body = work.use.organisation
    book = rule_book()
    facts = known_facts(
        book,
        organisation={"nation": body.nation, "body_kind": body.body_kind},
        answers=answers,
        stated=answers_on(facts_sheet),
        waiting={question.id for question in work.missing()},
    )
    values, today = values_of(facts), utcnow().date()
    said = _everything_said(book, sheets, work.questionnaire, answers)
    views = [
        _view(duty, evaluate(duty, values, today), said[duty.id], sheets.get(duty.id)) for duty in book.duties
    ]
    return UseDuties(book, tuple(views), facts, facts_sheet)


def _view(
    duty: Duty, outcome: DutyOutcome, said: Mapping[str, SheetAnswer], sheet: DutySheet | None
) -> DutyView:
    return DutyView(duty, outcome, said, progress(duty, said, sheet.not_applicable if sheet else ""), sheet)


def _everything_said(
    book: RuleBook, sheets: Mapping[str, DutySheet], questionnaire: Questionnaire, answers: Answers
) -> dict[str, dict[str, SheetAnswer]]:
    """What is said to each ask by duty and ask: in its sheet, else in the assessment's answers."""
    found: dict[str, dict[str, SheetAnswer]] = {}
    for duty in book.duties:
        saved = answers_on(sheets.get(duty.id))
        found[duty.id] = {}
        for ask in duty.asks:
            here = read_said(ask, saved.get(ask.id))
            if here == NOTHING and ask.id not in saved and ask.source is not None:
                is_route = ask.kind is AskKind.ROUTE
                here = first_said(ask.source, questionnaire, answers, is_route=is_route)
            found[duty.id][ask.id] = here
    for duty in book.duties:
        for ask in duty.asks:
            if ask.lines_from is not None and found[duty.id][ask.id] == NOTHING:
                named = found[ask.lines_from.duty][ask.lines_from.ask].value
                names = lines(named) if isinstance(named, str) else []
                found[duty.id][ask.id] = (
                    SheetAnswer(tuple(Rating(name) for name in names)) if names else NOTHING
                )
    return found


def history(sheet: DutySheet | None) -> list[tuple[DutySheetRevision, str]]:
    """Every saved state of a sheet with the name of who saved it, newest first: one statement."""
    if sheet is None:
        return []
    rows = db.session.execute(
        select(DutySheetRevision, Person.name)
        .outerjoin(Person, Person.id == DutySheetRevision.saved_by_id)
        .where(DutySheetRevision.sheet_id == sheet.id)
        .order_by(DutySheetRevision.number.desc())
    )
    return [(revision, name or "") for revision, name in rows]
