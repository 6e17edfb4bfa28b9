"""The table of uploaded archives that wait for a yes or a no."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, UTCDateTime, utcnow


class HeldArchive(Model):
    """A sound archive between its upload and its import; afterwards only which use it became."""

    __tablename__ = "held_archive"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    content_hash: Mapped[str] = mapped_column(String(64))
    held_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    use_id: Mapped[int | None] = mapped_column(ForeignKey("use_case.id"))
