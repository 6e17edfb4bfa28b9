"""What a verdict may be about, and where on the board's pages it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask import url_for
from flask_babel import gettext as _

from app.assessments.reading import ReadSubmission
from app.assessments.snapshot import DutyFacts

LONGEST = 60


class Kind(StrEnum):
    """The kinds of parts of a submission on which a reviewer gives a verdict."""

    SECTION = "section"
    QUESTION = "question"
    HARM = "harm"
    CARD = "card"
    DUTY = "duty"


class Part(StrEnum):
    """The pages beside the questionnaire's sections."""

    HARMS = "harms"
    TRADE_OFFS = "trade-offs"
    DUTIES = "duties"


_PARTS = {Kind.HARM: Part.HARMS, Kind.CARD: Part.TRADE_OFFS, Kind.DUTY: Part.DUTIES}
_ANCHORS = {
    Kind.SECTION: "whole",
    Kind.QUESTION: "q",
    Kind.HARM: "harm",
    Kind.CARD: "card",
    Kind.DUTY: "duty",
}


@dataclass(frozen=True, slots=True)
class Target:
    """One part of a submission; `id` as the questionnaire, the snapshot or the rule book has it."""

    kind: Kind
    id: str

    @property
    def key(self) -> str:
        """The target as one word for forms."""
        return f"{self.kind.value}:{self.id}"

    @property
    def anchor(self) -> str:
        """The id of its place on its page."""
        return f"{_ANCHORS[self.kind]}-{self.id}"


@dataclass(frozen=True, slots=True)
class Place:
    """A target with its name and the section that it stands in (empty for harms, cards and duties)."""

    target: Target
    title: str
    section_id: str = ""

    def address(self, review_id: int) -> str:
        """Where a reviewer reads it and gives a verdict."""
        if self.section_id:
            return url_for(
                "board.section",
                review_id=review_id,
                section_id=self.section_id,
                _anchor=self.target.anchor,
            )
        part = _PARTS[self.target.kind]
        return url_for("board.part", review_id=review_id, chapter_id=part, _anchor=self.target.anchor)


def question(question_id: str) -> Target:
    """The target of a question."""
    return Target(Kind.QUESTION, question_id)


def harm(harm_id: int) -> Target:
    """The target of a harm."""
    return Target(Kind.HARM, str(harm_id))


def shown_duties(duties: Iterable[DutyFacts]) -> tuple[DutyFacts, ...]:
    """The duties that a submission's reader sees: those that bind, and others to which the team spoke."""
    return tuple(duty for duty in duties if duty.standing == "duty" or duty.answered_by)


def places(reading: ReadSubmission) -> dict[Target, Place]:
    """Every target of a submission in the order of reading."""
    return {place.target: place for place in _places(reading)}


def _places(reading: ReadSubmission) -> Iterator[Place]:
    for part in reading.sections:
        section = part.section
        yield Place(Target(Kind.SECTION, section.id), section.title, section.id)
        for answer in part.answers:
            yield Place(question(answer.question.id), answer.question.text, section.id)
    yield from (Place(harm(each.id), each.title) for each in reading.harms)
    for card in reading.snapshot.trade_offs:
        yield Place(Target(Kind.CARD, str(card.id)), card.title)
    for duty in shown_duties(reading.snapshot.duties):
        yield Place(Target(Kind.DUTY, duty.id), _(duty.title))
