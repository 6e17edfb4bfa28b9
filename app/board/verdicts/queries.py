"""Reads of verdicts and notes: a fixed number of statements; notes of others only when they share them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased, contains_eager

from app.accounts.models import Person
from app.assessments.questionnaires.queries import questionnaire_of_submission
from app.assessments.submissions.view import ReadSubmission, read_submission
from app.board.interests.queries import own_of, standings
from app.board.interests.standing import ReviewStanding
from app.board.models import Review
from app.board.verdicts.models import ReviewerNote, Verdict
from app.board.verdicts.readable_verdicts import ReadableVerdicts, gathered
from app.board.verdicts.targets import NamedTarget, places
from app.board.verdicts.words import Code
from app.database import db

NOBODY = 0
MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class RequestSuggestion:
    """What reviewers ask for at one place of a submission: the text of one of them, and who says it."""

    place: NamedTarget
    text: str
    by: tuple[str, ...]


def _newest() -> ColumnElement[bool]:
    later = aliased(Verdict)
    same = (
        (later.review_id == Verdict.review_id)
        & (later.author_id == Verdict.author_id)
        & (later.kind == Verdict.kind)
        & (later.target_id == Verdict.target_id)
        & (later.number > Verdict.number)
    )
    return ~select(later.id).where(same).exists()


def verdicts_now(review_id: int) -> list[Verdict]:
    """What every reviewer says now, by name: one statement."""
    return list(
        db.session.scalars(
            select(Verdict)
            .join(Verdict.author)
            .where(Verdict.review_id == review_id, _newest())
            .options(contains_eager(Verdict.author))
            .order_by(Person.name, Verdict.author_id, Verdict.id)
        )
    )


def changes_of_mind(review: Review) -> list[Verdict]:
    """What reviewers said when they had said something else before, the newest first: two statements."""
    rows = db.session.scalars(
        select(Verdict)
        .join(Verdict.author)
        .where(Verdict.review_id == review.id, Verdict.number > 1)
        .options(contains_eager(Verdict.author))
        .order_by(Verdict.id.desc())
        .limit(MOST_CHANGES)
    )
    return _of_those_who_may(review, list(rows))


def board_standing(review: Review) -> ReadableVerdicts:
    """What the board says now, without anybody's notes: two statements."""
    return gathered(NOBODY, _of_those_who_may(review, verdicts_now(review.id)), ())


def standing(review: Review, reader_id: int) -> ReadableVerdicts:
    """The verdicts of all, the reader's notes and those that others share: three statements."""
    notes = db.session.scalars(
        select(ReviewerNote)
        .join(ReviewerNote.author)
        .where(
            ReviewerNote.review_id == review.id,
            or_(ReviewerNote.author_id == reader_id, ReviewerNote.shared.is_(True)),
        )
        .options(contains_eager(ReviewerNote.author))
        .order_by(Person.name, ReviewerNote.author_id, ReviewerNote.id)
    )
    return gathered(reader_id, _of_those_who_may(review, verdicts_now(review.id), reader_id), notes)


def _of_those_who_may(review: Review, rows: list[Verdict], reader_id: int = NOBODY) -> list[Verdict]:
    """Whoever declared an interest or joined the use since takes no part: their words count for no other."""
    out = {person for person, where in standings(review).items() if where is ReviewStanding.RECUSED} | own_of(
        review
    )
    return [row for row in rows if row.author_id not in out or row.author_id == reader_id]


def suggested_conditions(review: Review) -> tuple[RequestSuggestion, ...]:
    """What reviewers suggest as conditions, in the order of the submission; texts that are equal once."""
    return suggestions(_reading(review), board_standing(review), Code.WITH_CONDITION)


def must_change(review: Review) -> tuple[RequestSuggestion, ...]:
    """What reviewers say must change, in the order of the submission."""
    return suggestions(_reading(review), board_standing(review), Code.MUST_CHANGE)


def _reading(review: Review) -> ReadSubmission:
    return read_submission(questionnaire_of_submission(review.submission), review.submission)


def suggestions(
    reading: ReadSubmission, found: ReadableVerdicts, code: Code
) -> tuple[RequestSuggestion, ...]:
    """The same from what was read already: no statement."""
    return tuple(
        suggestion
        for target, place in places(reading).items()
        for suggestion in _at(place, [each for each in found.of(target) if each.code == code])
    )


def _at(place: NamedTarget, rows: Iterable[Verdict]) -> list[RequestSuggestion]:
    by_text: dict[str, list[str]] = {}
    for row in rows:
        text = row.condition if row.code == Code.WITH_CONDITION else row.note
        by_text.setdefault(text, []).append(row.author.name)
    return [RequestSuggestion(place, text, tuple(names)) for text, names in by_text.items()]


def return_draft(reading: ReadSubmission, found: ReadableVerdicts) -> str:
    """A starting text for the reasons of a return: each place with what must change there, no names."""
    lines: dict[NamedTarget, list[str]] = {}
    for each in suggestions(reading, found, Code.MUST_CHANGE):
        lines.setdefault(each.place, []).append(each.text)
    return "\n\n".join(
        f"**{_plain(place.title)}**\n\n" + "\n\n".join(texts) for place, texts in lines.items()
    )


def _plain(title: str) -> str:
    return title.replace("*", "").strip()


def reviewers(found: ReadableVerdicts) -> tuple[tuple[int, str], ...]:
    """Id and name of everybody who gave a verdict, by name."""
    names = {v.author_id: v.author.name for rows in found.verdicts.values() for v in rows if v.code}
    return tuple(sorted(names.items(), key=lambda item: (item[1], item[0])))


def spoken_of(reading: ReadSubmission, found: ReadableVerdicts) -> tuple[NamedTarget, ...]:
    """The places with a verdict, in the order of the submission; where reviewers differ stands first."""
    there = [place for target, place in places(reading).items() if found.of(target)]
    return tuple(sorted(there, key=lambda place: found.agreed(place.target)))
