"""What a verdict may be about, and where on the board's pages it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.assessments.snapshots.model import DutyFacts
from app.assessments.submissions.view import ReadSubmission
from app.vocabulary.labelled import Labelled

LONGEST = 60


class TargetKind(Labelled):
    """The kinds of parts of a submission on which a reviewer gives a verdict."""

    SECTION = "section", "Section", "Adran"
    QUESTION = "question", "Question", "Cwestiwn"
    HARM = "harm", "Harm", "Niwed"
    CARD = "card", "Trade-off", "Cyfaddawd"
    DUTY = "duty", "Legal duty", "Dyletswydd gyfreithiol"


class DeskPage(Labelled):
    """The pages beside the questionnaire's sections."""

    HARMS = "harms", "Harms and safeguards", "Niwed a mesurau diogelu"
    TRADE_OFFS = "trade-offs", "Trade-offs", "Cyfaddawdau"
    DUTIES = "duties", "Legal duties", "Dyletswyddau cyfreithiol"


_PARTS = {
    TargetKind.HARM: DeskPage.HARMS,
    TargetKind.CARD: DeskPage.TRADE_OFFS,
    TargetKind.DUTY: DeskPage.DUTIES,
}
_ANCHORS = {
    TargetKind.SECTION: "whole",
    TargetKind.QUESTION: "q",
    TargetKind.HARM: "harm",
    TargetKind.CARD: "card",
    TargetKind.DUTY: "duty",
}


@dataclass(frozen=True, slots=True)
class VerdictTarget:
    """One part of a submission; `id` as the questionnaire, the snapshot or the rule book has it."""

    kind: TargetKind
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
class NamedTarget:
    """A target with its name and the section that it stands in (empty for harms, cards and duties)."""

    target: VerdictTarget
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


def question(question_id: str) -> VerdictTarget:
    """The target of a question."""
    return VerdictTarget(TargetKind.QUESTION, question_id)


def harm(harm_id: int) -> VerdictTarget:
    """The target of a harm."""
    return VerdictTarget(TargetKind.HARM, str(harm_id))


def shown_duties(duties: Iterable[DutyFacts]) -> tuple[DutyFacts, ...]:
    """The duties that a submission's reader sees: those that bind, and others to which the team spoke."""
    return tuple(duty for duty in duties if duty.standing == "duty" or duty.answered_at)


def places(reading: ReadSubmission) -> dict[VerdictTarget, NamedTarget]:
    """Every target of a submission in the order of reading."""
    return {place.target: place for place in _places(reading)}


def _places(reading: ReadSubmission) -> Iterator[NamedTarget]:
    for part in reading.sections:
        section = part.section
        yield NamedTarget(VerdictTarget(TargetKind.SECTION, section.id), section.title, section.id)
        for answer in part.answers:
            yield NamedTarget(question(answer.question.id), answer.question.text, section.id)
    yield from (NamedTarget(harm(each.id), each.title) for each in reading.harms)
    for card in reading.snapshot.trade_offs:
        yield NamedTarget(VerdictTarget(TargetKind.CARD, str(card.id)), card.title)
    for duty in shown_duties(reading.snapshot.duties):
        yield NamedTarget(VerdictTarget(TargetKind.DUTY, duty.id), _(duty.title))
