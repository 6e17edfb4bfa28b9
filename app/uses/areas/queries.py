"""Reads of areas."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from app.database import db
from app.uses.models import UseArea, UseCase


def areas_of(use_id: int) -> list[str]:
    """The names of the areas that a use touches, in the order of the alphabet: one statement."""
    return list(
        db.session.scalars(select(UseArea.name).where(UseArea.use_id == use_id).order_by(UseArea.folded))
    )


def areas_of_many(use_ids: Iterable[int]) -> dict[int, list[str]]:
    """The areas of several uses by use: one statement."""
    found: dict[int, list[str]] = {key: [] for key in use_ids}
    rows = db.session.execute(
        select(UseArea.use_id, UseArea.name).where(UseArea.use_id.in_(found)).order_by(UseArea.folded)
    )
    for use_id, name in rows:
        found[use_id].append(name)
    return found


def known_areas(organisation_id: int) -> dict[str, str]:
    """Every area that a use of the organisation names, by its folded name: one statement."""
    rows = db.session.execute(
        select(UseArea.folded, func.min(UseArea.name))
        .join(UseCase, UseCase.id == UseArea.use_id)
        .where(UseCase.organisation_id == organisation_id)
        .group_by(UseArea.folded)
        .order_by(UseArea.folded)
    )
    return {row[0]: row[1] for row in rows}
