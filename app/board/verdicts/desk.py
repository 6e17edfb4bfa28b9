"""What a reviewer looks at first, and how far they are: the order of an editor's desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _

from app.assessments.harms.queries import unguarded
from app.assessments.questionnaires.queries import questionnaire_of_submission
from app.assessments.snapshots.model import DutyFacts
from app.assessments.submissions.view import ReadAnswer, ReadSubmission, read_submission
from app.board.models import Comment, Review
from app.board.queries import submission_before
from app.board.verdicts.queries import standing as standing_of
from app.board.verdicts.readable_verdicts import ReadableVerdicts
from app.board.verdicts.rounds import Since, since
from app.board.verdicts.targets import (
    DeskPage,
    NamedTarget,
    TargetKind,
    VerdictTarget,
    harm,
    places,
    question,
    shown_duties,
)
from app.board.verdicts.words import DUTY_STATUSES, PARTS

_OPEN_DUTIES = frozenset({"not_started", "in_progress", "answered_with_unknowns", "not_binding"})


class DeskGroup(StrEnum):
    """The groups of the list, in the order of reading."""

    UNGUARDED = "unguarded"
    UNKNOWN = "unknown"
    FLAGS = "flags"
    DUTIES = "duties"
    TRADE_OFFS = "trade_offs"


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One thing to look at; `hint` says why it stands here."""

    place: NamedTarget
    hint: str = ""


@dataclass(frozen=True, slots=True)
class VerdictProgress:
    """How many verdicts of a section (or of another page) the reader gave."""

    title: str
    section_id: str
    chapter_id: str
    given: int
    total: int

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.given == self.total

    @property
    def here(self) -> str:
        """A name for the page; a section may be called like one of the other pages."""
        return f"section:{self.section_id}" if self.section_id else f"chapter:{self.chapter_id}"


@dataclass(frozen=True, slots=True)
class Desk:
    """One review as one reviewer has it before them."""

    review: Review
    reading: ReadSubmission
    standing: ReadableVerdicts
    progress: tuple[VerdictProgress, ...]
    since: Since | None
    places: dict[VerdictTarget, NamedTarget]

    def place(self, target: VerdictTarget) -> NamedTarget | None:
        """Where a target stands; None when this submission no longer has it."""
        return self.places.get(target)

    def after(self, here: str) -> VerdictProgress | None:
        """The page that follows."""
        names = [each.here for each in self.progress]
        following = names.index(here) + 1 if here in names else len(names)
        return self.progress[following] if following < len(names) else None

    def comments_on(self, target: VerdictTarget) -> list[Comment]:
        """What the board will tell the team at this place."""
        by_question, by_harm = target.kind is TargetKind.QUESTION, target.kind is TargetKind.HARM
        return [
            each
            for each in self.review.comments
            if (by_question and each.question_id == target.id) or (by_harm and str(each.harm_id) == target.id)
        ]


def desk_of(review: Review, reader_id: int) -> Desk:
    """The desk of one reviewer: a fixed number of statements."""
    before = submission_before(review)
    questionnaire = questionnaire_of_submission(review.submission)
    reading = read_submission(questionnaire, review.submission, before)
    standing = standing_of(review, reader_id)
    return Desk(
        review=review,
        reading=reading,
        standing=standing,
        progress=tuple(progress(reading, standing)),
        since=since(review, reading, before),
        places=places(reading),
    )


def start_here(reading: ReadSubmission) -> dict[DeskGroup, list[DeskItem]]:
    """What needs a look first, group by group; each thing stands in the first group that it belongs to."""
    known = places(reading)
    found: dict[DeskGroup, list[DeskItem]] = {}
    listed: set[VerdictTarget] = set()
    for group, target, hint in _wanted(reading):
        if target in known and target not in listed:
            listed.add(target)
            found.setdefault(group, []).append(DeskItem(known[target], hint))
    return found


def _wanted(reading: ReadSubmission) -> Iterator[tuple[DeskGroup, VerdictTarget, str]]:
    for each in reading.harms:
        if unguarded(each):
            yield DeskGroup.UNGUARDED, harm(each.id), each.who
    answers = [answer for part in reading.sections for answer in part.answers]
    for answer in reading.unknown:
        yield DeskGroup.UNKNOWN, question(answer.question.id), _why(answer)
    for answer in answers:
        if answer.flags:
            yield DeskGroup.FLAGS, question(answer.question.id), _why(answer)
    for duty in shown_duties(reading.snapshot.duties):
        if is_open_duty(duty):
            yield (
                DeskGroup.DUTIES,
                VerdictTarget(TargetKind.DUTY, duty.id),
                str(DUTY_STATUSES.get(duty.status, "")),
            )
    for card in reading.wider.cards:
        hint = "" if card.facts.is_settled else _("Nothing chosen yet")
        yield DeskGroup.TRADE_OFFS, VerdictTarget(TargetKind.CARD, str(card.facts.id)), hint


def _why(answer: ReadAnswer) -> str:
    flags = " ".join(flag.reason for flag in answer.flags)
    return flags or answer.reading.note


def is_open_duty(duty: DutyFacts) -> bool:
    """Whether something about a duty is still to be answered or to be looked at by the board."""
    counts = bool(duty.answers) and (duty.applicability == "applies" or duty.answered_at != "")
    return counts and duty.status in _OPEN_DUTIES


def targets_of_section(reading: ReadSubmission, section_id: str) -> list[VerdictTarget]:
    """The targets of a section's questions, then its own."""
    found = [target for target, place in places(reading).items() if place.section_id == section_id]
    return [*found[1:], *found[:1]]


def targets_of_part(reading: ReadSubmission, part: DeskPage) -> list[VerdictTarget]:
    """The targets of one of the other pages, in the order of that page."""
    if part is DeskPage.HARMS:
        return [harm(each.id) for each in reading.harms]
    if part is DeskPage.TRADE_OFFS:
        return [VerdictTarget(TargetKind.CARD, str(card.facts.id)) for card in reading.wider.cards]
    duties = sorted(shown_duties(reading.snapshot.duties), key=lambda duty: not is_open_duty(duty))
    return [VerdictTarget(TargetKind.DUTY, duty.id) for duty in duties]


def progress(reading: ReadSubmission, standing: ReadableVerdicts) -> list[VerdictProgress]:
    """How far the reader is, page by page; a section's own verdict is extra and does not count."""
    found = []
    for part in reading.sections:
        asked = [question(answer.question.id) for answer in part.answers]
        section = part.section
        found.append(VerdictProgress(section.title, section.id, "", standing.given(asked), len(asked)))
    for each in DeskPage:
        targets = targets_of_part(reading, each)
        if targets:
            found.append(
                VerdictProgress(str(PARTS[each]), "", each.value, standing.given(targets), len(targets))
            )
    return found
