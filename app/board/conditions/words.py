"""The words on screen for lists of conditions."""

from __future__ import annotations

from app.board.conditions.queries import ConditionFilter
from app.web.labels import labels

FILTERS = labels(ConditionFilter)
