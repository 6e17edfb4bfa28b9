"""Tables of unfinished questionnaires, and of assessments that moved to another version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.assessments.models import QuestionnaireVersion
from app.audit import AuditSubject
from app.database import JSONText, Model, UTCDateTime, utcnow


class QuestionnaireDraft(Model):
    """A questionnaire's text that somebody works on; it may have mistakes. Shared by the installation."""

    __tablename__ = "questionnaire_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    filename: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)
    mistakes: Mapped[int] = mapped_column(default=0)
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    updated_by: Mapped[Person | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("questionnaire_draft", self.id, None)


class QuestionnaireMove(Model):
    """That an assessment moved from one version to another; `report` as reporting.py writes it."""

    __tablename__ = "questionnaire_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    from_version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    to_version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    report: Mapped[dict[str, Any]] = mapped_column(JSONText)
    moved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    moved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    from_version: Mapped[QuestionnaireVersion] = relationship(foreign_keys=[from_version_id])
    to_version: Mapped[QuestionnaireVersion] = relationship(foreign_keys=[to_version_id])
    moved_by: Mapped[Person | None] = relationship()


class AnotherLook(Model):
    """An answer whose question changed with a move; it waits until somebody saves its page again."""

    __tablename__ = "another_look"
    __table_args__ = (UniqueConstraint("assessment_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    question_id: Mapped[str] = mapped_column(String(60))
    reasons: Mapped[list[str]] = mapped_column(JSONText)
    looked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    looked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
