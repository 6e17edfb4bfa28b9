"""Which answers of a new round want another look: those whose public field belongs to what changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.assessments.answers.queries import answers_of
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.questionnaires.recheck import ask_for_another_look
from app.assessments.use_assessment import the_assessment
from app.board.review_again.kinds import all_kinds
from app.questionnaire.model import Question
from app.register.record.public_fields import public_field
from app.uses.models import UseCase


def reasons_to_look(question: Question, kinds: Sequence[str]) -> list[str]:
    """The kinds of triggers that concern what a question's answer says in public."""
    field = public_field(question.public) if question.public else None
    return [kind for kind in kinds if field is not None and field.group in all_kinds()[kind].look_at]


def mark_for_another_look(session: Session, use: UseCase, kinds: Sequence[str]) -> None:
    """Marks the answers from the last round that the kinds of triggers concern."""
    assessment = the_assessment(use)
    questionnaire = questionnaire_of(assessment)
    reasons = {
        question_id: reasons_to_look(questionnaire.question(question_id), kinds)
        for question_id in answers_of(assessment)
        if questionnaire.has(question_id)
    }
    ask_for_another_look(session, assessment, {key: codes for key, codes in reasons.items() if codes})
