"""The form of evidence: rows whose columns are always the same two."""

from __future__ import annotations

from app.assessments.answers.forms.types.table import Rows

HANDLER = Rows()
