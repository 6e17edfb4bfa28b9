"""A round beside the one before it: what the board asked, what changed because of it, and what did not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from app.assessments.models import Submission
from app.assessments.questionnaires.queries import questionnaire_of_submission
from app.assessments.snapshots.model import Snapshot
from app.assessments.submissions.view import ReadSubmission
from app.board import queries
from app.board.models import Comment, Review
from app.board.verdicts.models import Verdict
from app.board.verdicts.queries import board_standing
from app.board.verdicts.readable_verdicts import ReadableVerdicts
from app.board.verdicts.round_difference import Changed, changed
from app.board.verdicts.targets import NamedTarget, VerdictTarget, harm, places, question
from app.board.verdicts.words import Code


class RequestWay(StrEnum):
    """How the board asked."""

    VERDICT = "verdict"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class ReviewerRequest:
    """Something that a reviewer asked at one place in the round before; `code` for a verdict."""

    way: RequestWay
    by: str
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class UnchangedPlace:
    """A place where something was asked and nothing changed; `place` is None when it is no longer there."""

    title: str
    asked: tuple[ReviewerRequest, ...]
    place: NamedTarget | None


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since the round before; `review` is that round's."""

    number: int
    review: Review | None
    groups: tuple[tuple[str, tuple[Changed, ...]], ...]
    unchanged: tuple[UnchangedPlace, ...]
    asked: dict[VerdictTarget, tuple[ReviewerRequest, ...]]
    verdicts: dict[VerdictTarget, tuple[Verdict, ...]]
    changed_targets: frozenset[VerdictTarget]

    @property
    def count(self) -> int:
        """How many things changed."""
        return sum(len(items) for _title, items in self.groups)

    def change_of(self, target: VerdictTarget) -> Changed | None:
        """What changed at a target."""
        found = (each for _title, items in self.groups for each in items if each.target == target)
        return next(found, None)

    def asked_at(self, target: VerdictTarget | None) -> tuple[ReviewerRequest, ...]:
        """What the board asked there."""
        return self.asked.get(target, ()) if target else ()

    def verdicts_at(self, target: VerdictTarget | None) -> tuple[Verdict, ...]:
        """What the reviewers said of it in the round before."""
        return self.verdicts.get(target, ()) if target else ()


def since(review: Review, reading: ReadSubmission, before: Submission | None) -> Since | None:
    """What happened since the submission before; None without one. A fixed number of statements."""
    if before is None:
        return None
    earlier = queries.review_of_submission(before.id)
    found = board_standing(earlier) if earlier else ReadableVerdicts(0)
    verdicts = {target: found.of(target) for target in found.verdicts if found.of(target)}
    asked = _asked(verdicts, earlier.comments if earlier else ())
    questionnaire = questionnaire_of_submission(review.submission)
    changes = list(changed(questionnaire, reading, Snapshot.from_data(before.snapshot)))
    touched = frozenset(each.target for each in changes if each.target)
    known = places(reading)
    return Since(
        number=before.number,
        review=earlier,
        groups=tuple(
            (title, tuple(items))
            for title, items in groupby(_in_groups(changes), key=lambda each: each.group)
        ),
        unchanged=tuple(
            UnchangedPlace(known[target].title if target in known else target.id, found, known.get(target))
            for target, found in sorted(asked.items(), key=lambda item: _weight(item[1]))
            if target not in touched
        ),
        asked=asked,
        verdicts=verdicts,
        changed_targets=touched,
    )


def _in_groups(changes: Iterable[Changed]) -> list[Changed]:
    """The changes with those of one group together, in the order in which the groups first come."""
    listed = list(changes)
    order = list(dict.fromkeys(each.group for each in listed))
    return sorted(listed, key=lambda each: order.index(each.group))


def _asked(
    verdicts: dict[VerdictTarget, tuple[Verdict, ...]], comments: Iterable[Comment]
) -> dict[VerdictTarget, tuple[ReviewerRequest, ...]]:
    found: dict[VerdictTarget, list[ReviewerRequest]] = {}
    for target, rows in verdicts.items():
        for row in rows:
            if row.code in (Code.MUST_CHANGE, Code.WITH_CONDITION):
                text = row.condition if row.code == Code.WITH_CONDITION else row.note
                found.setdefault(target, []).append(
                    ReviewerRequest(RequestWay.VERDICT, row.author.name, text, row.code)
                )
    for comment in comments:
        target_of = question(comment.question_id) if comment.question_id else None
        if comment.harm_id is not None:
            target_of = harm(comment.harm_id)
        if target_of is not None:
            asked = ReviewerRequest(RequestWay.COMMENT, comment.author.name, comment.text)
            found.setdefault(target_of, []).append(asked)
    return {target: tuple(rows) for target, rows in found.items()}


def _weight(asked: tuple[ReviewerRequest, ...]) -> int:
    """What must change comes first, then conditions, then comments."""
    order = {Code.MUST_CHANGE.value: 0, Code.WITH_CONDITION.value: 1}
    return min(order.get(each.code, 2) for each in asked)
