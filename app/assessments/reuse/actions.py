"""Taking over answers from another use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app import audit
from app.assessments.answers.actions import save_answers
from app.assessments.answers.queries import rows_of
from app.assessments.answers.work import Work
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.reuse.models import AnswerReuse
from app.assessments.reuse.queries import Offer
from app.database import transaction
from app.uses.models import UseCase


def take_over(*, here: Work, source: UseCase, offers: Sequence[Offer], actor_id: int) -> int:
    """Copies the answers without their private notes, each marked with its source; gives their number.

    Raises:
        StaleAnswers: somebody has answered one of the questions in the meantime.
        WouldLeave: an answer given here would no longer be asked for; nothing is taken over.
    """
    assessment = here.assessment
    questionnaire = questionnaire_of(assessment)
    seen = {name: row.version for name, row in here.rows.items()}
    with transaction() as session:
        for offer in offers:
            save_answers(
                assessment=assessment,
                page=questionnaire.page_of(offer.question.id),
                answers={offer.question.id: replace(offer.answer, note="")},
                seen=seen,
                actor_id=actor_id,
                agreed=(),
            )
        rows = rows_of(assessment)
        for offer in offers:
            row = rows[offer.question.id]
            session.add(AnswerReuse(answer_id=row.id, number=row.version, source_use_id=source.id))
        audit.record(
            assessment,
            "answers.taken_over",
            actor_id=actor_id,
            **{"from": source.id},
            questions=[offer.question.id for offer in offers],
        )
    return len(offers)
