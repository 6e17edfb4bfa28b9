"""The reviews of one tab of the queue with all that the page needs: a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Row, Select, func, select

from app.accounts.models import Person
from app.assessments.authorship import authors_among
from app.assessments.models import Assessment, Submission
from app.board.interests.queries import VOTING, last_declared, people_of
from app.board.interests.standing import Declared, ReviewStanding, standing_of
from app.board.lifecycle import REVIEW, ReviewState
from app.board.models import Review
from app.board.triage.filters import MOST
from app.board.triage.models import ReviewAssignment, ReviewTriage
from app.board.triage.queue_hooks import blocks_of, columns
from app.board.triage.rows import WITH_BOARD, QueueRow, Reviewer, blocked_on
from app.database import db
from app.uses.models import UseCase
from app.web.roles import Actor


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands beside the reviews of a tab, each by its id."""

    voting: dict[int, str]
    own: Mapping[int, Collection[int]]
    declared: dict[int, dict[int, Declared]]
    reviewers: dict[int, tuple[Reviewer, ...]]


def counts(organisation_id: int) -> dict[str, int]:
    """How many reviews are in each state: one statement."""
    rows = db.session.execute(
        select(Review.state, func.count())
        .where(Review.organisation_id == organisation_id)
        .group_by(Review.state)
    )
    return {row[0]: row[1] for row in rows}


def rows_of(actor: Actor, state: ReviewState) -> list[QueueRow]:
    """Every review in a state as the actor sees it; of finished ones at most the newest 2,000."""
    found = db.session.execute(_reviews(actor, state)).all()
    voting = {person.id: person.name for person in people_of(actor.organisation_id, *VOTING)}
    within, people = _within(actor, state), {*voting, actor.person_id}
    around = _Around(voting, authors_among(people), last_declared(within, people), _reviewers(actor, state))
    rows = [_row(row, around, actor) for row in found]
    waiting = [row.review_id for row in rows] if state in WITH_BOARD else []
    told = blocks_of(actor.organisation_id, waiting) if waiting else {}
    return [replace(row, blocked=blocked_on(row, told.get(row.review_id))) for row in rows]


def with_cells(organisation_id: int, rows: Sequence[QueueRow]) -> list[QueueRow]:
    """The rows with what other parts of the board say in columns of their own."""
    ids = [row.review_id for row in rows]
    filled = {column.key: column.source(organisation_id, ids) for column in columns}
    return [
        replace(
            row, cells={key: cells[row.review_id] for key, cells in filled.items() if row.review_id in cells}
        )
        for row in rows
    ]


def _reviews(actor: Actor, state: ReviewState) -> Select[*tuple[object, ...]]:
    query = (
        select(
            Review.id.label("review_id"),
            Review.level,
            Review.flags,
            Review.unknowns,
            Review.state,
            Review.opened_at,
            Submission.number.label("round"),
            Submission.assessment_id,
            UseCase.id.label("use_id"),
            UseCase.name,
            UseCase.service_area,
            UseCase.kind,
            Person.name.label("owner"),
            ReviewTriage.id.label("triage_id"),
            ReviewTriage.due_on,
            ReviewTriage.route,
            ReviewTriage.priority,
        )
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .outerjoin(Person, Person.id == UseCase.owner_id)
        .outerjoin(ReviewTriage, ReviewTriage.review_id == Review.id)
        .where(Review.organisation_id == actor.organisation_id, Review.state == state)
    )
    if state in REVIEW.final:
        return query.order_by(Review.opened_at.desc(), Review.id.desc()).limit(MOST)
    return query.order_by(Review.opened_at, Review.id)


def _within(actor: Actor, state: ReviewState) -> Select[int]:
    """The ids of the assessments on the tab."""
    return (
        select(Submission.assessment_id)
        .join(Review, Review.submission_id == Submission.id)
        .where(Review.organisation_id == actor.organisation_id, Review.state == state)
    )


def _reviewers(actor: Actor, state: ReviewState) -> dict[int, tuple[Reviewer, ...]]:
    """Who reviews what, whoever leads first."""
    found: dict[int, tuple[Reviewer, ...]] = defaultdict(tuple)
    rows = db.session.execute(
        select(ReviewAssignment.review_id, Person.id, Person.name, ReviewAssignment.lead)
        .add_columns(ReviewAssignment.done_at.is_not(None).label("done"))
        .join(Person, Person.id == ReviewAssignment.person_id)
        .join(Review, Review.id == ReviewAssignment.review_id)
        .where(
            Review.organisation_id == actor.organisation_id,
            Review.state == state,
            ReviewAssignment.ended_at.is_(None),
        )
        .order_by(ReviewAssignment.lead.desc(), Person.name, Person.id)
    )
    for review_id, person_id, name, lead, done in rows:
        found[review_id] += (Reviewer(person_id, name, lead, bool(done)),)
    return found


def _row(row: Row[*tuple[object, ...]], around: _Around, actor: Actor) -> QueueRow:
    facts = dict(row._mapping)
    declared = around.declared.get(facts.pop("assessment_id"), {})
    own = around.own.get(facts["use_id"], ())
    triage_id = facts.pop("triage_id")

    def stands(person_id: int) -> ReviewStanding:
        return standing_of(facts["review_id"], declared.get(person_id))

    missing: tuple[tuple[int, str], ...] = ()
    if facts["state"] in WITH_BOARD:
        missing = tuple(
            (person_id, name)
            for person_id, name in around.voting.items()
            if person_id not in own and stands(person_id) is ReviewStanding.UNDECLARED
        )
    facts |= {
        "owner": facts["owner"] or "",
        "route": facts["route"] or "",
        "priority": facts["priority"] or "normal",
        "triaged": triage_id is not None,
        "reviewers": around.reviewers.get(facts["review_id"], ()),
        "undeclared": missing,
        "part": _part(stands(actor.person_id), facts["state"], actor.person_id in own),
    }
    return QueueRow(**facts)


def _part(standing: ReviewStanding, state: str, own: bool) -> str:
    if own:
        return "own"
    if standing is ReviewStanding.RECUSED:
        return "recused"
    return "undeclared" if standing is ReviewStanding.UNDECLARED and state not in REVIEW.final else ""
