"""Reads of submissions, and what stands between an assessment and its next one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.assessments.harms.queries import facts, harms_of, unguarded
from app.assessments.hooks import SubmissionBlocker
from app.assessments.lenses.queries import mark_facts, open_marks
from app.assessments.models import Submission
from app.assessments.snapshots.model import DutyFacts, HarmFacts, Snapshot
from app.assessments.trade_offs.queries import card_facts, no_tension_reason, unexplained_harmony
from app.assessments.use_assessment import the_assessment
from app.assessments.voices.queries import voice_facts
from app.database import db
from app.questionnaire.model import Answers, Level, Questionnaire
from app.questionnaire.path.progress import missing
from app.questionnaire.path.walk import path
from app.uses.models import UseCase


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What must be dealt with before an assessment can be submitted."""

    missing: tuple[str, ...]
    unguarded: tuple[HarmFacts, ...]
    no_harms: bool
    no_owner: bool
    hurdles: tuple[SubmissionBlocker, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.unguarded or self.no_harms or self.no_owner or self.hurdles)


def obstacles(
    use: UseCase, questionnaire: Questionnaire, answers: Answers, harms: tuple[HarmFacts, ...]
) -> Obstacles:
    """Every on-path question without an answer, every harm without guard or reason, no owner, and more.

    Open marks on the canvas stop a submission, too, and no word on trade-offs where the level may be high.

    "Don't know yet" is an answer: it is honest, and the board decides what it means. A use of low level
    may have no harm to list.
    """
    level = path(questionnaire, answers).level.highest
    return Obstacles(
        missing=missing(questionnaire, answers),
        unguarded=tuple(harm for harm in harms if unguarded(harm)),
        no_harms=not harms and level is not Level.LOW,
        no_owner=use.owner_id is None,
        hurdles=(*open_marks(use), *unexplained_harmony(use, level)),
    )


def snapshot_of(
    use: UseCase,
    questionnaire: Questionnaire,
    answers: Answers,
    harms: tuple[HarmFacts, ...],
    duties: tuple[DutyFacts, ...] = (),
) -> Snapshot:
    """What a submission made now would freeze: only answers on the path leave."""
    on_path = path(questionnaire, answers)
    assessment_id = the_assessment(use).id
    return Snapshot(
        name=use.name,
        kind=use.kind,
        phase=use.phase,
        service_area=use.service_area,
        answers={key: answer for key, answer in answers.items() if on_path.is_on(key)},
        harms=harms,
        duties=duties,
        lenses=mark_facts(assessment_id),
        trade_offs=card_facts(assessment_id),
        no_tension=no_tension_reason(assessment_id),
        voices=voice_facts(assessment_id),
    )


def submissions_of(assessment_id: int) -> list[Submission]:
    """Submissions, the newest first."""
    return list(
        db.session.scalars(
            select(Submission)
            .where(Submission.assessment_id == assessment_id)
            .options(joinedload(Submission.submitted_by))
            .order_by(Submission.number.desc())
        )
    )


def submission(assessment_id: int, number: int) -> Submission | None:
    """One submission by its number."""
    return next((s for s in submissions_of(assessment_id) if s.number == number), None)


def harm_facts(assessment_id: int) -> tuple[HarmFacts, ...]:
    """The harms as they stand now, frozen."""
    return tuple(facts(harm) for harm in harms_of(assessment_id))
