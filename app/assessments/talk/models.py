"""Tables of the threads on an assessment's questions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.assessments.models import Assessment
from app.audit import AuditSubject
from app.database import Model, UTCDateTime, utcnow

OPEN = "open"
RESOLVED = "resolved"


class Thread(Model):
    """A talk about one question: `open` or `resolved`; one that is `board_only` never leaves the board."""

    __tablename__ = "thread"
    __table_args__ = (Index("ix_thread_of_question", "assessment_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    question_id: Mapped[str] = mapped_column(String(60))
    board_only: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default=OPEN)
    started_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date | None] = mapped_column(Date)
    last_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    assessment: Mapped[Assessment] = relationship()
    assignee: Mapped[Person | None] = relationship(foreign_keys=[assignee_id])
    posts: Mapped[list[ThreadPost]] = relationship(order_by="ThreadPost.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        use = self.assessment.use
        return AuditSubject(
            "thread", self.id, use.organisation_id, {"use": use.id, "question": self.question_id}
        )


class ThreadPost(Model):
    """One thing said or done in a thread; `kind` is `said`, `resolved`, `reopened` or `assigned`.

    `person_id` and `due_on` say to whom and by when, for `assigned` only.
    """

    __tablename__ = "thread_post"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10), default="said")
    text: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None] = mapped_column(Date)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    mentioned: Mapped[list[Person]] = relationship(
        secondary="thread_mention", order_by="Person.name", viewonly=True
    )


class ThreadMention(Model):
    """A person who was asked to look at a post."""

    __tablename__ = "thread_mention"

    post_id: Mapped[int] = mapped_column(ForeignKey("thread_post.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
