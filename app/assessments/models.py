"""Tables of the team's work: questionnaires, assessments, answers, harms, submissions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit import AuditSubject
from app.database import JSONText, Model, UTCDateTime, utcnow
from app.uses.models import UseCase


class QuestionnaireVersion(Model):
    """A questionnaire's file as it was loaded; a published version never changes.

    `state` is `draft`, `published` or `superseded`; `content_hash` is the SHA-256 of `source`.
    """

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("key", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="draft")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("questionnaire_version", self.id, None, {"key": self.key, "number": self.number})


class Assessment(Model):
    """One use answered against one questionnaire version; `state` as in lifecycle.py.

    `language` is the one in which the team reads the questionnaire, None for its own; `moved_at` says when
    it last moved to another version, `reopened_at` when its newest round began, None in its first.
    """

    __tablename__ = "assessment"

    id: Mapped[int] = mapped_column(primary_key=True)
    use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"), unique=True)
    questionnaire_version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    state: Mapped[str] = mapped_column(String(20), default="draft")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    language: Mapped[str | None] = mapped_column(String(10))
    moved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reopened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    use: Mapped[UseCase] = relationship()
    questionnaire_version: Mapped[QuestionnaireVersion] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("assessment", self.id, self.use.organisation_id)


class AnswerRow(Model):
    """The present answer to one question; `value` as described in app/questionnaire/values/check.py."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("assessment_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    question_id: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(20))
    value: Mapped[Any | None] = mapped_column(JSONText)
    reason: Mapped[str] = mapped_column(String(2000), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[list[dict[str, str]]] = mapped_column(JSONText, default=list)
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    updated_by: Mapped[Person | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AnswerRevision(Model):
    """Every saved state of an answer, only ever added."""

    __tablename__ = "answer_revision"
    __table_args__ = (UniqueConstraint("answer_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    value: Mapped[Any | None] = mapped_column(JSONText)
    reason: Mapped[str] = mapped_column(String(2000), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[list[dict[str, str]]] = mapped_column(JSONText, default=list)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)


class Harm(Model):
    """What could go wrong, for whom; severity and likelihood from 1 to 4, before and after safeguards."""

    __tablename__ = "harm"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    who: Mapped[str] = mapped_column(String(500))
    principle: Mapped[str] = mapped_column(String(20))
    severity: Mapped[int]
    likelihood: Mapped[int]
    reversible: Mapped[str] = mapped_column(String(10))
    severity_after: Mapped[int]
    likelihood_after: Mapped[int]
    accepted_reason: Mapped[str] = mapped_column(Text, default="")
    is_public: Mapped[bool] = mapped_column(default=True)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    safeguards: Mapped[list[Safeguard]] = relationship(order_by="Safeguard.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Safeguard(Model):
    """What lowers a harm: what is done, whose job it is (a post), by when, whether it is in place.

    `severity_steps` and `likelihood_steps` say by how much it claims to lower them, on what `evidence`.
    """

    __tablename__ = "safeguard"

    id: Mapped[int] = mapped_column(primary_key=True)
    harm_id: Mapped[int] = mapped_column(ForeignKey("harm.id"), index=True)
    text: Mapped[str] = mapped_column(String(1000))
    responsible: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    in_place: Mapped[bool] = mapped_column(default=False)
    severity_steps: Mapped[int] = mapped_column(default=0)
    likelihood_steps: Mapped[int] = mapped_column(default=0)
    evidence: Mapped[str] = mapped_column(Text, default="")


class Submission(Model):
    """The frozen snapshot that the board sees (snapshot.py says its shape); never changed."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    number: Mapped[int]
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSONText)
    content_hash: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    submitted_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    assessment: Mapped[Assessment] = relationship()
    submitted_by: Mapped[Person | None] = relationship()
