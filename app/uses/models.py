"""Tables of uses: what each is, who works on it, which areas it touches, when it was paused."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Organisation, Person
from app.audit import AuditSubject
from app.database import Model, UTCDateTime, utcnow

LONGEST_AREA = 100
_STILL = text("lifted_at IS NULL")


class UseCase(Model):
    """One algorithm or one data use of an organisation; `kind`, `phase`, `service_area` are Record codes.

    `paused_at` is since when it is stopped for a while, None while it runs; `imported_at` when it came in as
    an archive, None when it was begun here.
    """

    __tablename__ = "use_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    phase: Mapped[str] = mapped_column(String(20))
    service_area: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    paused_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    imported_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship()
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    team: Mapped[list[Person]] = relationship(secondary="use_member", order_by="Person.name")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("use", self.id, self.organisation_id)


class UseMember(Model):
    """A person who works on a use."""

    __tablename__ = "use_member"

    use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class UseOwner(Model):
    """That a person became the accountable owner of a use, only ever added."""

    __tablename__ = "use_owner"

    id: Mapped[int] = mapped_column(primary_key=True)
    use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)


class UseArea(Model):
    """An area that a use touches; `folded` is its name without case, so that none is named twice."""

    __tablename__ = "use_area"
    __table_args__ = (UniqueConstraint("use_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_AREA))
    folded: Mapped[str] = mapped_column(String(LONGEST_AREA), index=True)


class UsePause(Model):
    """That a use is or was stopped for a while; `lifted_at` is None as long as it lasts."""

    __tablename__ = "use_pause"
    __table_args__ = (
        Index("uq_use_pause_now", "use_id", unique=True, sqlite_where=_STILL, postgresql_where=_STILL),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    paused_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    paused_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lifted_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    paused_by: Mapped[Person] = relationship(foreign_keys=[paused_by_id])
    lifted_by: Mapped[Person | None] = relationship(foreign_keys=[lifted_by_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
