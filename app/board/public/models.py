"""Tables of the board's public home: what it says of itself, and what each member is."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit import AuditSubject
from app.database import Model


class BoardPage(Model):
    """What an organisation says of its board; members' names are public only when `names_public` is set."""

    __tablename__ = "board_page"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), unique=True)
    about: Mapped[str] = mapped_column(Text, default="")
    names_public: Mapped[bool] = mapped_column(default=False)
    shown: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("board_page", self.id, self.organisation_id)


class BoardSeat(Model):
    """What a member of the board is, like "Independent member, hospital statistician"."""

    __tablename__ = "board_seat"
    __table_args__ = (UniqueConstraint("organisation_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    post: Mapped[str] = mapped_column(String(200), default="")

    person: Mapped[Person] = relationship()
