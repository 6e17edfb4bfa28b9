"""Tables of meetings: the agenda, who was there, what was taken down, actions, and minutes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Organisation, Person
from app.audit import AuditSubject
from app.board.models import Review
from app.database import JSONText, Model, UTCDateTime, utcnow


class Meeting(Model):
    """One meeting of an organisation's board; `state` as in lifecycle.py.

    `starts_at` is shown in UK local time. `guests` are the posts of others who came, a line each.
    """

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_list", "organisation_id", "state", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[str] = mapped_column(String(20), default="planned")
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    length_minutes: Mapped[int] = mapped_column(default=120)
    place: Mapped[str] = mapped_column(String(300), default="")
    online_link: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    guests: Mapped[str] = mapped_column(Text, default="")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    papers_sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship()
    items: Mapped[list[AgendaItem]] = relationship(
        back_populates="meeting",
        order_by="AgendaItem.position, AgendaItem.id",
        primaryjoin="and_(AgendaItem.meeting_id == Meeting.id, AgendaItem.removed_at.is_(None))",
        viewonly=True,
    )
    attendances: Mapped[list[Attendance]] = relationship(order_by="Attendance.id", viewonly=True)
    minutes: Mapped[Minutes | None] = relationship(
        back_populates="meeting", foreign_keys="Minutes.meeting_id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("meeting", self.id, self.organisation_id)


class AgendaItem(Model):
    """One item; `kind` as in words.KINDS. A removed one stays, so that it can be put back.

    `private_rule` is a code of private_rules.yaml, empty for what the public may read; then nothing of the
    item, its title included, leaves the board: only the rule and `private_reason`.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_order", "meeting_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)
    title: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    minutes_allotted: Mapped[int] = mapped_column(default=5)
    private_rule: Mapped[str] = mapped_column(String(40), default="")
    private_reason: Mapped[str] = mapped_column(Text, default="")
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship(back_populates="items")
    review: Mapped[Review | None] = relationship()
    record: Mapped[ItemRecord | None] = relationship(back_populates="item")
    absences: Mapped[list[ItemAbsence]] = relationship(order_by="ItemAbsence.id")
    actions: Mapped[list[ActionPoint]] = relationship(
        order_by="ActionPoint.id", foreign_keys="ActionPoint.item_id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Attendance(Model):
    """Whether a member was there: present, online, apologies or absent.

    `arrived_item_id` is the first item that a member who came late was there for, `left_item_id` the first
    that one who left early missed.
    """

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[str] = mapped_column(String(20))
    arrived_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    left_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))

    person: Mapped[Person] = relationship()


class ItemAbsence(Model):
    """A member who left the room for one item, and why: interest, own_use or other."""

    __tablename__ = "item_absence"
    __table_args__ = (UniqueConstraint("item_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(String(20))

    person: Mapped[Person] = relationship()


class ItemRecord(Model):
    """What was taken down of one item; `result` as in words.RESULTS.

    Votes are None where the board agreed without one. `dissent` holds the words of who disagreed; the name
    stays inside, and there only when `dissent_named` says that its owner agrees. What the board decides on a
    review stands in its proposal; here is only what was said.
    """

    __tablename__ = "item_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), unique=True)
    discussion: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(String(20), default="")
    decision: Mapped[str] = mapped_column(Text, default="")
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    abstained: Mapped[int | None]
    dissent: Mapped[str] = mapped_column(Text, default="")
    dissent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    dissent_named: Mapped[bool] = mapped_column(default=False)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    item: Mapped[AgendaItem] = relationship(back_populates="record")
    dissent_by: Mapped[Person | None] = relationship(foreign_keys=[dissent_by_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ActionPoint(Model):
    """Something that somebody does after a meeting; `who` is a post. `state`: open, done or dropped.

    How it stands can be said at any time, since later meetings ask for it.
    """

    __tablename__ = "meeting_action"
    __table_args__ = (Index("ix_meeting_action_list", "organisation_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(20), default="open")
    state_note: Mapped[str] = mapped_column(Text, default="")
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    item: Mapped[AgendaItem] = relationship(back_populates="actions", foreign_keys=[item_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Minutes(Model):
    """The minutes of one meeting. `published` is all that the public sees: made once, by an explicit list."""

    __tablename__ = "minutes"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    drafted_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    approved_at_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    corrections: Mapped[str] = mapped_column(Text, default="")
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    published: Mapped[dict[str, Any] | None] = mapped_column(JSONText)
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship(back_populates="minutes", foreign_keys=[meeting_id])
    approved_at_meeting: Mapped[Meeting | None] = relationship(foreign_keys=[approved_at_meeting_id])
    approved_by: Mapped[Person | None] = relationship(foreign_keys=[approved_by_id])
    parts: Mapped[list[MinutesPart]] = relationship(
        back_populates="minutes", order_by="MinutesPart.position, MinutesPart.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class MinutesPart(Model):
    """One part of the minutes: who was there (without an item), or one item of the agenda."""

    __tablename__ = "minutes_part"

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text, default="")
    private_rule: Mapped[str] = mapped_column(String(40), default="")
    private_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    minutes: Mapped[Minutes] = relationship(back_populates="parts")
    item: Mapped[AgendaItem | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class MinutesRevision(Model):
    """Every saved state of a part of the minutes, only ever added; `why` is drafted, edited or corrected."""

    __tablename__ = "minutes_revision"
    __table_args__ = (UniqueConstraint("part_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("minutes_part.id"))
    number: Mapped[int]
    why: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text, default="")
    private_rule: Mapped[str] = mapped_column(String(40), default="")
    private_reason: Mapped[str] = mapped_column(Text, default="")
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    saved_by: Mapped[Person] = relationship()
