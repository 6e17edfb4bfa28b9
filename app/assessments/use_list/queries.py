"""Reads of uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from app.assessments.answers.queries import answers_of_many, frozen
from app.assessments.hooks import not_barred
from app.assessments.lifecycle import AssessmentState
from app.assessments.models import AnswerRow, Assessment, QuestionnaireVersion, UseCase, UseMember
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.database import db
from app.questionnaire.flags import red_flags
from app.questionnaire.paths import LevelRange, path
from app.web.access import loads
from app.web.pagination import Pagination
from app.web.roles import BOARD, Actor, Role

PAGE_SIZE = 20
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class UseRow:
    """One line of the list of uses."""

    use: UseCase
    mine: bool
    level: LevelRange
    level_settled: bool
    red_flags: int
    changed_at: datetime


@loads("use_id", "use")
def use_case(organisation_id: int, use_id: int) -> UseCase | None:
    """One use of the organisation with its team, owner and assessment."""
    return db.session.scalars(
        select(UseCase)
        .where(UseCase.organisation_id == organisation_id, UseCase.id == use_id)
        .options(
            joinedload(UseCase.organisation),
            joinedload(UseCase.owner),
            selectinload(UseCase.team),
            joinedload(UseCase.assessment)
            .joinedload(Assessment.questionnaire_version)
            .defer(QuestionnaireVersion.source),
        )
    ).one_or_none()


def count_uses(actor: Actor, search: str = "") -> int:
    """How many uses the actor may read; with `search`, of this name."""
    return db.session.scalar(_readable(select(func.count(UseCase.id)), actor, search)) or 0


def list_uses(actor: Actor, page: Pagination, search: str = "") -> list[UseRow]:
    """One page of the uses that the actor may read: the actor's own first, then by last change."""
    last_answer = (
        select(func.max(AnswerRow.updated_at))
        .where(AnswerRow.assessment_id == Assessment.id)
        .correlate(Assessment)
        .scalar_subquery()
    )
    changed_at = func.coalesce(last_answer, Assessment.created_at, UseCase.created_at)
    mine = _on_team(actor)
    rows = db.session.execute(
        _readable(select(UseCase, mine, changed_at), actor, search)
        .options(
            joinedload(UseCase.assessment)
            .joinedload(Assessment.questionnaire_version)
            .defer(QuestionnaireVersion.source)
        )
        .order_by(mine.desc(), changed_at.desc(), UseCase.id.desc())
        .limit(page.size)
        .offset((page.number - 1) * page.size)
    ).all()
    answers = answers_of_many([use.assessment.id for use, _mine, _at in rows if use.assessment])
    return [_row(use, is_mine, at, answers) for use, is_mine, at in rows]


def _readable(query: Select, actor: Actor, search: str) -> Select:  # type: ignore[type-arg]
    """Narrows a query to what rules.READ lets the actor read."""
    query = query.outerjoin(Assessment, Assessment.use_id == UseCase.id)
    query = query.where(UseCase.organisation_id == actor.organisation_id, may_read(actor))
    return query.where(UseCase.name.icontains(search[:LONGEST_SEARCH], autoescape=True)) if search else query


def _on_team(actor: Actor) -> ColumnElement[bool]:
    on_team = exists().where(UseMember.use_id == UseCase.id, UseMember.person_id == actor.person_id)
    return on_team if actor.has(Role.TEAM_MEMBER) else and_(on_team, UseCase.id < 0)


def may_read(actor: Actor) -> ColumnElement[bool]:
    """Of uses joined with their assessments, those that rules.READ lets the actor read."""
    if actor.has(Role.ADMINISTRATOR) and not actor.has(*BOARD):
        return true()
    own = or_(_on_team(actor), UseCase.owner_id == actor.person_id)
    if actor.has(Role.ADMINISTRATOR):
        return or_(own, not_barred(actor))
    if actor.has(Role.REGISTER_EDITOR, *BOARD):
        return or_(own, and_(Assessment.state != AssessmentState.DRAFT.value, not_barred(actor)))
    return own


def _row(use: UseCase, mine: bool, changed_at: datetime, answers: dict[int, dict[str, AnswerRow]]) -> UseRow:
    if use.assessment is None:
        raise LookupError("This use has no assessment.")
    questionnaire = questionnaire_of(use.assessment)
    said = {name: frozen(row) for name, row in answers[use.assessment.id].items()}
    found = path(questionnaire, said)
    return UseRow(
        use=use,
        mine=bool(mine),
        level=found.level,
        level_settled=found.level_settled,
        red_flags=len(red_flags(questionnaire, said, found)),
        changed_at=changed_at,
    )
