"""What the board's work sends to the register: a draft after the response, findings after each change."""

from __future__ import annotations

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.models import Assessment, Submission
from app.assessments.publishing import Publisher, build_record
from app.assessments.questionnaires.queries import questionnaire_of_submission
from app.assessments.snapshots.model import Snapshot
from app.board.findings import findings
from app.board.models import Advice, Response, Review
from app.register.editing.actions import amend_board_findings, save_draft
from app.register.editing.actions.drafts import ORIGIN
from app.register.record import BoardFindings


def source_key(use_id: int) -> str:
    """The key under which the register knows a use."""
    return f"use-{use_id}"


def standing_advice(review: Review) -> Advice:
    """The advice that counts.

    Raises:
        LookupError: the board has not advised.
    """
    if review.advice is None:
        raise LookupError(f"Review {review.id} has no advice.")
    return review.advice


def findings_in_its_language(advice: Advice) -> BoardFindings:
    """The findings with the service's own words in the language of the assessment, in which they stay."""
    with force_locale(questionnaire_of_submission(advice.review.submission).language):
        return findings(advice)


def draft_record(*, review: Review, actor_id: int) -> None:
    """Drafts the public record of the reviewed submission for the register's editors."""
    use = review.submission.assessment.use
    organisation = use.organisation
    record = build_record(
        questionnaire=questionnaire_of_submission(review.submission),
        snapshot=Snapshot.from_data(review.submission.snapshot),
        publisher=Publisher(organisation.name, organisation.slug),
        findings=findings_in_its_language(standing_advice(review)),
    )
    save_draft(
        organisation_id=organisation.id,
        origin=ORIGIN,
        source_key=source_key(use.id),
        record=record,
        actor_id=actor_id,
    )


def amend_public(session: Session, review: Review, actor_id: int | None) -> None:
    """Brings what is public of a use's advices up to date, each in the record that tells of it.

    The public record may tell of an earlier round while the draft tells of the newest one.
    """
    assessment_id = review.submission.assessment_id
    session.flush()
    advices = session.scalars(
        select(Advice)
        .join(Response, Response.advice_id == Advice.id)
        .join(Review, Review.id == Advice.review_id)
        .join(Submission, Submission.id == Review.submission_id)
        .where(Submission.assessment_id == assessment_id)
        .order_by(Advice.id)
    )
    for advice in list(advices):
        amend_board_findings(
            organisation_id=review.organisation_id,
            source_key=source_key(_use_id(session, assessment_id)),
            findings=findings_in_its_language(advice),
            actor_id=actor_id,
        )


def _use_id(session: Session, assessment_id: int) -> int:
    return session.get_one(Assessment, assessment_id).use_id
