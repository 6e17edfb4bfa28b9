"""The table of summaries; every value in it can be worked out again from answers and harms."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import JSONText, Model, UTCDateTime, utcnow


class AssessmentSummary(Model):
    """What summarising.py works out of one assessment, as it stood after the last change.

    `groups` is a list of `[kind, code, words]`; `groups_unknown` says that the team does not know yet which
    groups at particular risk are touched.
    """

    __tablename__ = "assessment_summary"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    level_lowest: Mapped[str] = mapped_column(String(10))
    level_highest: Mapped[str] = mapped_column(String(10))
    level_settled: Mapped[bool]
    red_flags: Mapped[int]
    unknowns: Mapped[int]
    dealt_with: Mapped[int]
    asked: Mapped[int]
    harms: Mapped[int]
    unguarded: Mapped[int]
    groups: Mapped[list[list[str]]] = mapped_column(JSONText, default=list)
    groups_unknown: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
