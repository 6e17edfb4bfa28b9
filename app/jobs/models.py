"""The table of daily jobs that were done."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, UTCDateTime, utcnow


class JobDone(Model):
    """A daily job that was done on a day, so that no second worker does it again."""

    __tablename__ = "job_done"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    done_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
