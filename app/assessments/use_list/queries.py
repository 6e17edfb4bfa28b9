"""Reads of uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.assessments.answers.queries import answers_of_many, frozen
from app.assessments.models import AnswerRow, Assessment
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.use_assessment import with_assessment, with_version
from app.database import db
from app.questionnaire.path.flags import red_flags
from app.questionnaire.path.walk import LevelRange, path
from app.uses.access import may_read, works_on
from app.uses.models import UseCase
from app.web.access import loads
from app.web.lists import ListAddress, ListSearch, on_page
from app.web.pagination import Pagination
from app.web.roles import Actor


class UsesAddress(ListAddress):
    """A search in names, a page."""

    parts = (ListSearch(keeps_spaces=True),)
    page_size = 20


@dataclass(frozen=True, slots=True)
class UseRow:
    """One line of the list of uses; `state` is the assessment's."""

    use: UseCase
    state: str
    mine: bool
    level: LevelRange
    level_settled: bool
    red_flags: int
    changed_at: datetime


@loads("use_id", "use")
def use_case(organisation_id: int, use_id: int) -> UseCase | None:
    """One use of the organisation with its team, owner and assessment."""
    found = db.session.execute(
        select(UseCase, Assessment)
        .outerjoin(Assessment, Assessment.use_id == UseCase.id)
        .where(UseCase.organisation_id == organisation_id, UseCase.id == use_id)
        .options(
            joinedload(UseCase.organisation),
            joinedload(UseCase.owner),
            selectinload(UseCase.team),
            with_version(),
        )
    ).one_or_none()
    return with_assessment(found.UseCase, found.Assessment) if found else None


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
    mine = works_on(actor)
    query = (
        _readable(select(UseCase, Assessment, mine, changed_at), actor, search)
        .options(with_version())
        .order_by(mine.desc(), changed_at.desc(), UseCase.id.desc())
    )
    rows = db.session.execute(on_page(query, page)).all()
    answers = answers_of_many([assessment.id for _use, assessment, _mine, _at in rows if assessment])
    return [_row(*row, answers=answers) for row in rows]


def _readable(query: Select, actor: Actor, search: str) -> Select:  # type: ignore[type-arg]
    """Narrows a query to what rules.READ lets the actor read."""
    query = query.outerjoin(Assessment, Assessment.use_id == UseCase.id)
    query = query.where(UseCase.organisation_id == actor.organisation_id, may_read(actor))
    return query.where(UseCase.name.icontains(search, autoescape=True)) if search else query


def _row(
    use: UseCase,
    assessment: Assessment | None,
    mine: bool,
    changed_at: datetime,
    *,
    answers: dict[int, dict[str, AnswerRow]],
) -> UseRow:
    if assessment is None:
        raise LookupError(f"Use {use.id} has no assessment.")
    questionnaire = questionnaire_of(assessment)
    said = {name: frozen(row) for name, row in answers[assessment.id].items()}
    found = path(questionnaire, said)
    return UseRow(
        use=use,
        state=assessment.state,
        mine=bool(mine),
        level=found.level,
        level_settled=found.level_settled,
        red_flags=len(red_flags(questionnaire, said, found)),
        changed_at=changed_at,
    )
