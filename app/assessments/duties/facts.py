"""What is known of a use's facts: from the organisation, from the assessment's answers, from the team."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from app.assessments.duties.model import (
    NO,
    YES,
    AskSource,
    DutyFact,
    FactKind,
    Facts,
    FactSource,
    FactValue,
    Owner,
    RuleBook,
)
from app.assessments.duties.sheets import NOTHING, Route, SheetAnswer
from app.questionnaire.model import UNANSWERED, Answer, Answers, AnswerState, Questionnaire
from app.questionnaire.values.describe import Form, describe


class FactOrigin(StrEnum):
    """Who said it; a guess is taken from an answer and the team may correct it.

    A pending fact is told by a question of the assessment that nobody has answered yet.
    """

    ORGANISATION = "organisation"
    ANSWER = "answer"
    GUESS = "guess"
    TEAM = "team"
    PENDING = "pending"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact's value, None while it is not known; `unknown` when the team says that it does not know."""

    fact: DutyFact
    value: FactValue | None = None
    origin: FactOrigin = FactOrigin.NOBODY
    question: str = ""
    unknown: bool = False

    @property
    def settled_elsewhere(self) -> bool:
        """Whether it is changed in another place than on the use's page of facts."""
        return self.origin in (FactOrigin.ORGANISATION, FactOrigin.ANSWER, FactOrigin.PENDING)


def known_facts(
    book: RuleBook,
    *,
    organisation: Mapping[str, str],
    answers: Answers,
    stated: Mapping[str, Any],
    waiting: Collection[str] = (),
) -> dict[str, KnownFact]:
    """Every fact by id.

    `answers` are those on the path, `waiting` the questions on it without an answer, `stated` what the team's
    sheet of facts says. A firm answer goes before what the team states, and that before a guess.
    """
    found = {fact.id: _known(fact, organisation, answers, stated.get(fact.id)) for fact in book.facts}
    return {name: _or_pending(known, waiting) for name, known in found.items()}


def _or_pending(known: KnownFact, waiting: Collection[str]) -> KnownFact:
    if known.origin is not FactOrigin.NOBODY:
        return known
    questions = [
        source.question for source in known.fact.sources if source.firm and source.question in waiting
    ]
    return replace(known, origin=FactOrigin.PENDING, question=questions[0]) if questions else known


def values_of(known: Mapping[str, KnownFact]) -> Facts:
    """The facts that have a value, as evaluation takes them."""
    return {name: each.value for name, each in known.items() if each.value is not None}


def _known(fact: DutyFact, organisation: Mapping[str, str], answers: Answers, stated: object) -> KnownFact:
    if fact.owner is Owner.ORGANISATION:
        return KnownFact(fact, read_value(fact, organisation.get(fact.id, "")), FactOrigin.ORGANISATION)
    told = [(source, _told(source, answers.get(source.question, UNANSWERED))) for source in fact.sources]
    for source, value in told:
        if source.firm and value:
            return KnownFact(fact, read_value(fact, value), FactOrigin.ANSWER, source.question)
    if isinstance(stated, Mapping):
        if stated.get("unknown") is True:
            return KnownFact(fact, origin=FactOrigin.TEAM, unknown=True)
        value_stated = read_value(fact, str(stated.get("value", "")))
        if value_stated is not None:
            return KnownFact(fact, value_stated, FactOrigin.TEAM)
    for source, value in told:
        if value:
            return KnownFact(fact, read_value(fact, value), FactOrigin.GUESS, source.question)
    return KnownFact(fact)


def _told(source: FactSource, answer: Answer) -> str:
    if answer.state is AnswerState.NOT_APPLICABLE:
        return source.not_applicable
    if answer.state is not AnswerState.ANSWERED:
        return ""
    return source.means.get(str(answer.value), source.answered)


def read_value(fact: DutyFact, text: str) -> FactValue | None:
    """The value of a fact from its text in a sheet; None when the text is none of its values."""
    try:
        if fact.kind is FactKind.MONEY:
            pounds = Decimal(text)
            return pounds if pounds.is_finite() and pounds >= 0 else None
        if fact.kind is FactKind.DATE:
            return date.fromisoformat(text)
    except (ValueError, InvalidOperation):
        return None
    known = {choice.id for choice in fact.choices} or {YES, NO}
    return text if text in known else None


def first_said(
    source: AskSource, questionnaire: Questionnaire, answers: Answers, *, is_route: bool
) -> SheetAnswer:
    """What an answer of the assessment already says to an ask."""
    answer = answers.get(source.question, UNANSWERED)
    if not questionnaire.has(source.question):
        return NOTHING
    if answer.state is AnswerState.UNKNOWN:
        return SheetAnswer(unknown=True, question=source.question)
    if answer.state is not AnswerState.ANSWERED:
        return NOTHING
    if is_route:
        route = _route(answer.value, source.row)
        return SheetAnswer(route, question=source.question) if route.where else NOTHING
    return SheetAnswer(_plain(questionnaire, source.question, answer), question=source.question)


def _plain(questionnaire: Questionnaire, question_id: str, answer: Answer) -> str:
    reading = describe(questionnaire.question(question_id), answer)
    if reading.form is Form.TABLE:
        return "\n".join(" – ".join(cell.text for cell in row if cell.text) for row in reading.rows)
    return "\n".join(reading.items) if reading.items else reading.text


def _route(value: object, safeguard: str) -> Route:
    """The route of one safeguard from the rows of a table with the columns safeguard, route, who and days."""
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
    row = next((row for row in rows if row.get("safeguard") == safeguard), None)
    if row is None:
        return Route()
    way = str(row.get("route") or "").strip()
    days = "" if row.get("days") is None else str(row["days"]).removesuffix(".0")
    return Route(**{_kind_of_way(way): way}, who=str(row.get("who") or ""), days=days)


def _kind_of_way(way: str) -> str:
    if way.startswith(("https://", "http://")) and " " not in way:
        return "link"
    if "@" in way and " " not in way:
        return "email"
    digits = sum(letter.isdigit() for letter in way)
    return "phone" if digits >= 6 and not any(letter.isalpha() for letter in way) else "place"
