"""Tables of triggers, of the owner's confirmations that nothing changed, and of new rounds."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.database import JSONText, Model, UTCDateTime, utcnow
from app.uses.models import UseCase

_OPEN = text("state = 'raised'")


class Confirmation(Model):
    """The owner's word that nothing changed, only ever added; `statements` are codes of what was ticked."""

    __tablename__ = "confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"), index=True)
    statements: Mapped[list[str]] = mapped_column(JSONText)
    words: Mapped[str] = mapped_column(Text, default="")
    post: Mapped[str] = mapped_column(String(200))
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    confirmed_by: Mapped[Person] = relationship()


class NewRound(Model):
    """That somebody opened a new round of a use's assessment, only ever added; `kinds` are the reasons."""

    __tablename__ = "new_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"), index=True)
    kinds: Mapped[list[str]] = mapped_column(JSONText)
    words: Mapped[str] = mapped_column(Text, default="")
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    opened_by: Mapped[Person] = relationship()


class Trigger(Model):
    """A reason to look at a use again; `kind` as in triggers.yaml, `state` as in lifecycle.py.

    `source` names the row or the day that it comes from, so that nothing raises it twice while it is open.
    `raised_by_id` is None when the service raised it. `settled_words` are why the board dismissed it.
    """

    __tablename__ = "review_trigger"
    __table_args__ = (
        Index(
            "uq_review_trigger_open",
            "use_id",
            "kind",
            "source",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_review_trigger_due", "organisation_id", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    source: Mapped[str] = mapped_column(String(60), default="")
    detail: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default="raised")
    raised_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date] = mapped_column(Date)
    settled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_words: Mapped[str] = mapped_column(Text, default="")
    confirmation_id: Mapped[int | None] = mapped_column(ForeignKey("confirmation.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("new_round.id"))
    version: Mapped[int] = mapped_column(default=1)

    use: Mapped[UseCase] = relationship()
    raised_by: Mapped[Person | None] = relationship(foreign_keys=[raised_by_id])
    settled_by: Mapped[Person | None] = relationship(foreign_keys=[settled_by_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
