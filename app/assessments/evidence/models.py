"""Tables of evidence files and of the uses that they belong to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit import AuditSubject
from app.database import Model, UTCDateTime, utcnow


class EvidenceFile(Model):
    """An uploaded file: its bytes lie in the store under `checksum` (SHA-256), this row says what it is."""

    __tablename__ = "evidence_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    checksum: Mapped[str] = mapped_column(String(64), index=True)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    uploaded_by: Mapped[Person | None] = relationship()

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("evidence", self.id, self.organisation_id)


class EvidenceUse(Model):
    """That a use may show a file."""

    __tablename__ = "evidence_use"

    file_id: Mapped[int] = mapped_column(ForeignKey("evidence_file.id"), primary_key=True)
    use_id: Mapped[int] = mapped_column(ForeignKey("use_case.id"), primary_key=True, index=True)
