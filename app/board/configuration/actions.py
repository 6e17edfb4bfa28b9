"""Every change of how a board works; it counts for proposals that begin afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.board.configuration.model import Configuration, default_outcomes
from app.board.configuration.models import BoardConfiguration, BoardOutcome
from app.board.configuration.queries import (
    configuration,
    configuration_row,
    outcome_rows,
    used_codes,
)
from app.database import transaction, utcnow
from app.vocabulary.advice import AdviceOutcome
from app.web.nonces import spend
from app.web.versions import Stale, lock_fresh, lock_if_version

SETTINGS = (
    "quorum",
    "rule",
    "casting_vote",
    "tie",
    "abstentions_count",
    "interests_public",
    "minutes_public",
    "review_after_months",
    "due_days",
    "correspondence_days",
)
MOST_OUTCOMES = 20


class LastOutcome(ValueError):
    """The board needs at least one outcome."""


class SameLabel(ValueError):
    """Another current outcome is called that."""


class TooMany(ValueError):
    """The board has as many outcomes as anybody can choose among."""


@dataclass(frozen=True, slots=True)
class OutcomeInput:
    """An outcome as typed. `meaning` counts only while no advice has the outcome."""

    label: str
    meaning: AdviceOutcome
    label_cy: str = ""
    hint: str = ""
    hint_cy: str = ""
    wants_conditions: bool = False
    wants_phase: bool = False


def change_settings(
    *, organisation_id: int, settings: Mapping[str, Any], seen: int, actor_id: int
) -> BoardConfiguration:
    """Changes the settings named; `seen` is the version that the form was filled from, 0 for none.

    Raises:
        Stale: somebody changed them since.
        ValueError: there is no such setting.
    """
    if not settings.keys() <= set(SETTINGS):
        raise ValueError(f"No such setting: {sorted(settings.keys() - set(SETTINGS))}")
    with transaction() as session:
        row = _the_row(session, organisation_id, seen)
        changed = {name: value for name, value in settings.items() if getattr(row, name) != value}
        for name, value in changed.items():
            setattr(row, name, value)
        row.updated_at, row.updated_by_id = utcnow(), actor_id
        session.flush()
        audit.record(row, "board.settings_changed", actor_id=actor_id, **changed)
    return row


def _the_row(session: Session, organisation_id: int, seen: int) -> BoardConfiguration:
    row = configuration_row(organisation_id)
    if row is not None:
        return lock_if_version(session, row, seen)
    if seen:
        raise Stale(None)
    own = configuration(organisation_id)
    row = BoardConfiguration(organisation_id=organisation_id, **_columns(own))
    session.add(row)
    return row


def _columns(own: Configuration) -> dict[str, Any]:
    kept = {name: getattr(own, name) for name in SETTINGS}
    levels = {name: dict(kept[name]) for name in ("review_after_months", "due_days")}
    return kept | levels | {"rule": own.rule.value, "tie": own.tie.value}


def add_outcome(*, organisation_id: int, facts: OutcomeInput, actor_id: int, nonce: str = "") -> BoardOutcome:
    """Adds an outcome after the others.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        SameLabel: another one is called that.
        TooMany: there are enough.
    """
    with transaction() as session:
        if nonce:
            spend(session, nonce)
        rows = _own_rows(session, organisation_id)
        if len(rows) >= MOST_OUTCOMES:
            raise TooMany
        _refuse_same_label(rows, facts.label)
        codes = {row.code for row in rows}
        number = next(n for n in range(1, MOST_OUTCOMES + 2) if f"own-{n}" not in codes)
        row = BoardOutcome(
            organisation_id=organisation_id,
            code=f"own-{number}",
            meaning=facts.meaning.value,
            position=max(each.position for each in rows) + 1,
        )
        _fill(row, facts)
        session.add(row)
        session.flush()
        audit.record(row, "board.outcome_added", actor_id=actor_id, meaning=row.meaning)
    return row


def reword_outcome(
    *, organisation_id: int, code: str, facts: OutcomeInput, seen: int, actor_id: int
) -> BoardOutcome:
    """Changes the words of an outcome; its meaning too while no advice has it.

    Raises:
        KeyError: there is no such outcome.
        SameLabel: another one is called that.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        row = _one(session, organisation_id, code, seen)
        _refuse_same_label([each for each in outcome_rows(organisation_id) if each is not row], facts.label)
        if code not in used_codes(organisation_id):
            row.meaning = facts.meaning.value
        _fill(row, facts)
        session.flush()
        audit.record(row, "board.outcome_reworded", actor_id=actor_id, meaning=row.meaning)
    return row


def retire_outcome(*, organisation_id: int, code: str, seen: int, actor_id: int) -> None:
    """Takes an outcome off the list for new advice; what has it keeps it.

    Raises:
        KeyError: there is no such outcome.
        LastOutcome: no other one is left.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        row = _one(session, organisation_id, code, seen)
        others = [each for each in outcome_rows(organisation_id) if not each.retired_at and each is not row]
        if not others:
            raise LastOutcome
        row.retired_at = row.retired_at or utcnow()
        session.flush()
        audit.record(row, "board.outcome_retired", actor_id=actor_id)


def put_outcome_back(*, organisation_id: int, code: str, seen: int, actor_id: int) -> None:
    """Puts a retired outcome on the list again.

    Raises:
        KeyError: there is no such outcome.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        row = _one(session, organisation_id, code, seen)
        row.retired_at = None
        session.flush()
        audit.record(row, "board.outcome_put_back", actor_id=actor_id)


def _refuse_same_label(rows: Sequence[BoardOutcome], label: str) -> None:
    if any(row.retired_at is None and row.label.casefold() == label.casefold() for row in rows):
        raise SameLabel


def _own_rows(session: Session, organisation_id: int) -> list[BoardOutcome]:
    """The organisation's outcomes; before its first change it gets the service's as its own."""
    rows = outcome_rows(organisation_id)
    if rows:
        return rows
    for position, each in enumerate(default_outcomes(), 1):
        session.add(
            BoardOutcome(
                organisation_id=organisation_id,
                code=each.code,
                label=each.label,
                label_cy=each.label_cy,
                hint=each.hint,
                hint_cy=each.hint_cy,
                meaning=each.meaning.value,
                wants_conditions=each.wants_conditions,
                wants_phase=each.wants_phase,
                position=position,
            )
        )
    session.flush()
    return outcome_rows(organisation_id)


def _one(session: Session, organisation_id: int, code: str, seen: int) -> BoardOutcome:
    """The outcome as it stands, locked; one of the service's has version 0 until the first change."""
    before = session.scalar(
        select(func.count()).select_from(BoardOutcome).where(BoardOutcome.organisation_id == organisation_id)
    )
    found = {row.code: row for row in _own_rows(session, organisation_id)}[code]
    fresh = lock_fresh(session, found)
    if seen != (fresh.version if before else 0):
        raise Stale(fresh)
    return fresh


def _fill(row: BoardOutcome, facts: OutcomeInput) -> None:
    row.label, row.label_cy = facts.label, facts.label_cy
    row.hint, row.hint_cy = facts.hint, facts.hint_cy
    row.wants_conditions, row.wants_phase = facts.wants_conditions, facts.wants_phase
