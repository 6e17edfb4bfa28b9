"""Tables of incidents, what is private about them, and their history."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit import AuditSubject
from app.database import Model, UTCDateTime, utcnow
from app.uses.models import UseCase


class Incident(Model):
    """Harm or a malfunction that somebody reported; `state` as in lifecycle.py.

    `use_id` is None while nobody knows which use it was, `reported_by_id` when the public page sent it.
    `harm` (was a person harmed) and `affected` (was the reporter) are yes, no or unknown; `happened_on` is in
    the reporter's words. `published` is "" before the decision, then yes or no with `withheld_because`.
    """

    __tablename__ = "incident"
    __table_args__ = (Index("ix_incident_list", "organisation_id", "state", "reported_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    use_id: Mapped[int | None] = mapped_column(ForeignKey("use_case.id"), index=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="reported")
    language: Mapped[str] = mapped_column(String(2), default="en")
    reported_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    happened: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[str] = mapped_column(String(200), default="")
    affected_who: Mapped[str] = mapped_column(Text, default="")
    affected: Mapped[str] = mapped_column(String(10), default="unknown")
    harm: Mapped[str] = mapped_column(String(10), default="unknown")
    severity: Mapped[str] = mapped_column(String(10), default="")
    triaged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    triaged_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[str] = mapped_column(Text, default="")
    learnt: Mapped[str] = mapped_column(Text, default="")
    published: Mapped[str] = mapped_column(String(5), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    withheld_because: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    use: Mapped[UseCase | None] = relationship()
    reported_by: Mapped[Person | None] = relationship(foreign_keys=[reported_by_id])
    triaged_by: Mapped[Person | None] = relationship(foreign_keys=[triaged_by_id])
    closed_by: Mapped[Person | None] = relationship(foreign_keys=[closed_by_id])
    duplicate_of: Mapped[Incident | None] = relationship(remote_side="Incident.id")
    private: Mapped[IncidentPrivate | None] = relationship(back_populates="incident")
    steps: Mapped[list[IncidentStep]] = relationship(order_by="IncidentStep.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("incident", self.id, self.organisation_id)


class IncidentPrivate(Model):
    """How to reach the reporter, and a hash of the address it was sent from; both are deleted in time."""

    __tablename__ = "incident_private"
    __table_args__ = (Index("ix_incident_private_peer", "peer_hash", "at"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), primary_key=True, autoincrement=False)
    contact: Mapped[str] = mapped_column(String(500), default="")
    peer_hash: Mapped[str] = mapped_column(String(64), default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    incident: Mapped[Incident] = relationship(back_populates="private")


class IncidentStep(Model):
    """Something that was done about an incident, only ever added; `note` may be empty."""

    __tablename__ = "incident_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    action: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    by: Mapped[Person | None] = relationship()
