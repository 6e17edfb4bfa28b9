"""What the board adds to the team's pages: where to read it, and its comments beside the questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.assessments.hooks import Pointer, Remark, pointers, remarks
from app.assessments.models import Assessment, Submission
from app.board import rules
from app.board.lifecycle import SPOKEN, ReviewState
from app.board.models import Comment, Review
from app.database import db
from app.uses.models import UseCase
from app.web.access import allowed
from app.web.roles import Actor


def _newest(use: UseCase) -> Review | None:
    return db.session.scalars(
        select(Review)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .where(Assessment.use_id == use.id)
        .order_by(Submission.number.desc())
        .limit(1)
    ).one_or_none()


@pointers.add
def board_pages(use: UseCase, actor: Actor) -> Sequence[Pointer]:
    """Links to what the board said, to its review for its members, and to the response for the owner."""
    review = _newest(use)
    if review is None:
        return ()
    found = []
    if review.state in SPOKEN:
        found.append(Pointer(_("What the ethics board said"), url_for("board.said", use_id=use.id)))
    if review.state == ReviewState.ADVISED and use.owner_id == actor.person_id:
        found.append(Pointer(_("Answer the advice"), url_for("board.respond", review_id=review.id)))
    if allowed(rules.READ, actor, review=review):
        found.append(Pointer(_("The board’s review"), url_for("board.review", review_id=review.id)))
    return found


@remarks.add
def board_comments(use: UseCase, _actor: Actor) -> Mapping[str, Sequence[Remark]]:
    """The board's comments on single questions in the newest round in which it has spoken."""
    rows = db.session.scalars(
        select(Comment)
        .join(Review, Review.id == Comment.review_id)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .where(Assessment.use_id == use.id, Review.state.in_(SPOKEN), Comment.question_id != "")
        .options(joinedload(Comment.author))
        .order_by(Submission.number.desc(), Comment.id)
    ).all()
    newest = rows[0].review_id if rows else None
    remarks: dict[str, list[Remark]] = {}
    for row in rows:
        if row.review_id == newest:
            remark = Remark(row.author.name, row.written_at, row.text)
            remarks.setdefault(row.question_id, []).append(remark)
    return remarks
