"""Who has ever had a hand in a use: the right to sit in judgement on it is derived from this history.

A change of today's team or owner takes nobody out of it. Localism Act 2011, section 31, and the rule against
bias in common law: nobody judges their own case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute

from app.assessments.duties.models import DutySheet, DutySheetRevision
from app.assessments.imported.models import UseImport
from app.assessments.models import AnswerRevision, AnswerRow, Assessment, Harm, Submission
from app.assessments.questionnaires.models import AnotherLook
from app.assessments.revisions.models import HarmRevision, ListedChange
from app.audit import AuditEvent
from app.database import db
from app.hooks import Hook
from app.uses.models import UseCase, UseMember, UseOwner

Authors = Select[Any, Any]
# What a team does to the use itself, of which no row says who did it.
WORK_ON_A_USE = ("use.edited", "use.areas_named")
more_authors: Hook[Authors] = Hook(
    "Where higher layers keep who acted for a use: queries that select a use's id and a person's."
)


def _of_assessment(
    person: InstrumentedAttribute[int | None], assessment_id: InstrumentedAttribute[int]
) -> Authors:
    return select(Assessment.use_id, person).join(Assessment, Assessment.id == assessment_id)


def _sources() -> Iterator[Authors]:
    """Each place that says who had a hand in a use, as a query of a use's id and a person's."""
    yield select(UseCase.id, UseCase.owner_id)
    yield select(UseCase.id, UseCase.created_by_id)
    yield select(UseMember.use_id, UseMember.person_id)
    yield select(UseOwner.use_id, UseOwner.person_id)
    yield select(UseImport.use_id, UseImport.imported_by_id)
    yield select(UseCase.id, AuditEvent.actor_id).join(
        AuditEvent,
        and_(
            AuditEvent.subject_type == "use",
            AuditEvent.subject_id == cast(UseCase.id, String),
            AuditEvent.action.in_(WORK_ON_A_USE),
        ),
    )
    yield (
        select(Assessment.use_id, AnswerRevision.saved_by_id)
        .join(AnswerRow, AnswerRow.id == AnswerRevision.answer_id)
        .join(Assessment, Assessment.id == AnswerRow.assessment_id)
    )
    yield (
        select(Assessment.use_id, HarmRevision.saved_by_id)
        .join(Harm, Harm.id == HarmRevision.harm_id)
        .join(Assessment, Assessment.id == Harm.assessment_id)
    )
    yield (
        select(Assessment.use_id, DutySheetRevision.saved_by_id)
        .join(DutySheet, DutySheet.id == DutySheetRevision.sheet_id)
        .join(Assessment, Assessment.id == DutySheet.assessment_id)
    )
    yield _of_assessment(ListedChange.saved_by_id, ListedChange.assessment_id)
    yield _of_assessment(AnotherLook.looked_by_id, AnotherLook.assessment_id)
    yield _of_assessment(Submission.submitted_by_id, Submission.assessment_id)
    yield from more_authors


def authors_of(use_ids: Collection[int]) -> dict[int, set[int]]:
    """Ids of everybody who has ever had a hand in these uses, by use: one statement.

    Its team and owner today, whoever started, imported or owned it before, and whoever described it, and in
    any round answered, changed a harm, a duty or another listed thing, submitted, or acted for it towards the
    board.
    """
    parts = []
    for query in _sources():
        use_id, person_id = query.selected_columns
        parts.append(query.where(use_id.in_(use_ids), person_id.is_not(None)))
    return _by_use(parts)


def authors_among(people: Collection[int]) -> dict[int, set[int]]:
    """Of these people those who have ever had a hand in a use, by use: one statement.

    For lists of many uses: the people of a board have written little, their uses a lot.
    """
    return _by_use([query.where(query.selected_columns[1].in_(people)) for query in _sources()])


def _by_use(parts: Sequence[Authors]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for use_id, person_id in db.session.execute(union(*parts)):
        found[use_id].add(person_id)
    return found


def is_author(use_id: int, person_id: int) -> bool:
    """Whether the person has ever had a hand in the use: one statement."""
    return person_id in authors_of([use_id])[use_id]


def authored_by(person_id: int) -> ColumnElement[bool]:
    """The same as `is_author`, for queries that join UseCase."""
    parts = []
    for query in _sources():
        use_id, person = query.selected_columns
        parts.append(UseCase.id.in_(query.where(person == person_id).with_only_columns(use_id)))
    return or_(*parts)
