"""Tables of messages, of the outbox that e-mails them, and of people's choices."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Organisation, Person
from app.audit import AuditSubject
from app.database import JSONText, Model, UTCDateTime, utcnow

LONGEST_KEY = 150


class Mail(Model):
    """One e-mail in the outbox: where it stands, never what it says; `state` as in lifecycle.py.

    Its words are made from its messages when it is sent. `day` is the day of a digest. `address` and
    `private` (what an invitation says) are kept for somebody who has no account yet, and only until then.
    """

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("person_id", "organisation_id", "day"),
        Index("ix_mail_due", "state", "due_at"),
        Index("ix_mail_of_organisation", "organisation_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(30))
    day: Mapped[date | None] = mapped_column(Date)
    address: Mapped[str] = mapped_column(String(254), default="")
    private: Mapped[dict[str, str] | None] = mapped_column(JSONText)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(300), default="")
    queued_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person | None] = relationship()
    messages: Mapped[list[Message]] = relationship(back_populates="mail", order_by="Message.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("mail", self.id, self.organisation_id)


class Message(Model):
    """Something that a person is told; `key` names the event, so that nobody is told of it twice.

    `endpoint` and `arguments` are the page it leads to. `by_mail` is the person's choice when it was made:
    `at_once`, `daily`, or `none`, which it also is while the service sends no e-mail.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix_message_list", "person_id", "organisation_id", "read_at", "id"),
        Index("ix_message_waiting", "by_mail", "mail_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    about: Mapped[str] = mapped_column(String(300), default="")
    endpoint: Mapped[str] = mapped_column(String(100))
    arguments: Mapped[dict[str, int | str]] = mapped_column(JSONText)
    words: Mapped[dict[str, str | dict[str, str]]] = mapped_column(JSONText)
    by_mail: Mapped[str] = mapped_column(String(10), default="none")
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow, index=True)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    mail: Mapped[Mail | None] = relationship(back_populates="messages")


class MessageSettings(Model):
    """A person's choices: by group of kinds, and the language in which e-mails are written to them."""

    __tablename__ = "message_settings"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), default="en")
    choices: Mapped[dict[str, str]] = mapped_column(JSONText)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
