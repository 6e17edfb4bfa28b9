"""Reads of versions and drafts for administrators; both are shared by the whole installation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from app.assessments.models import Assessment, QuestionnaireVersion
from app.assessments.questionnaire_store.queries import questionnaire_of_version
from app.assessments.questionnaires.models import QuestionnaireDraft
from app.database import db
from app.web.access import loads


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version with its number of questions, and of assessments that answer it."""

    version: QuestionnaireVersion
    questions: int
    uses: int


def versions() -> dict[str, list[VersionRow]]:
    """Every version by key, newest first."""
    used = (
        select(Assessment.questionnaire_version_id.label("id"), func.count().label("uses"))
        .group_by(Assessment.questionnaire_version_id)
        .subquery()
    )
    rows = db.session.execute(
        select(QuestionnaireVersion, func.coalesce(used.c.uses, 0))
        .outerjoin(used, used.c.id == QuestionnaireVersion.id)
        .options(defer(QuestionnaireVersion.source))
        .order_by(QuestionnaireVersion.key, QuestionnaireVersion.number.desc())
    )
    found: dict[str, list[VersionRow]] = {}
    for version, uses in rows:
        questions = len(list(questionnaire_of_version(version).questions()))
        found.setdefault(version.key, []).append(VersionRow(version, questions, uses))
    return found


def drafts() -> list[QuestionnaireDraft]:
    """Every draft, the one saved last first."""
    return list(
        db.session.scalars(
            select(QuestionnaireDraft)
            .options(defer(QuestionnaireDraft.source), joinedload(QuestionnaireDraft.updated_by))
            .order_by(QuestionnaireDraft.updated_at.desc(), QuestionnaireDraft.id)
        )
    )


@loads("draft_id", "draft")
def draft_of(_organisation_id: int, draft_id: int) -> QuestionnaireDraft | None:
    """One draft; drafts belong to the installation."""
    return db.session.scalars(
        select(QuestionnaireDraft)
        .where(QuestionnaireDraft.id == draft_id)
        .options(joinedload(QuestionnaireDraft.updated_by))
    ).one_or_none()


@loads("version_id", "found")
def version_of(_organisation_id: int, version_id: int) -> QuestionnaireVersion | None:
    """One version; versions belong to the installation."""
    return db.session.scalars(
        select(QuestionnaireVersion).where(QuestionnaireVersion.id == version_id)
    ).one_or_none()


def with_hash(content_hash: str) -> QuestionnaireVersion | None:
    """The version with this content, if there is one."""
    return db.session.scalars(
        select(QuestionnaireVersion).where(QuestionnaireVersion.content_hash == content_hash)
    ).one_or_none()


def last_number(key: str) -> int:
    """The number of the newest version of a key, 0 when there is none."""
    return (
        db.session.scalar(
            select(func.max(QuestionnaireVersion.number)).where(QuestionnaireVersion.key == key)
        )
        or 0
    )


def version_before(key: str, number: int) -> QuestionnaireVersion | None:
    """The newest published or replaced version of the key below a number."""
    return db.session.scalars(
        select(QuestionnaireVersion)
        .where(
            QuestionnaireVersion.key == key,
            QuestionnaireVersion.number < number,
            QuestionnaireVersion.state != "draft",
        )
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    ).one_or_none()
