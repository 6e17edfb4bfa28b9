"""Says what is wrong with one value of an archive's row, and brings a right one into its Python type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Boolean, Date, Float, Integer, String
from sqlalchemy.types import TypeEngine

from app.assessments.changes.statement import LISTED_KINDS
from app.assessments.lenses.words import DIRECTNESS, EFFECTS
from app.assessments.revisions.models import ACTIONS
from app.assessments.voices.words import CHANGES, HOWS
from app.assessments.words import (
    KINDS,
    LIKELIHOODS,
    PHASES,
    PRINCIPLES,
    REVERSIBLE,
    SERVICE_AREAS,
    SEVERITIES,
)
from app.database import JSONText, UTCDateTime
from app.questionnaire.model import AnswerState
from app.web.fields import unusable_character

LONGEST_TEXT = 100_000
MOST_ITEMS = 5_000
DEEPEST = 8
LARGEST_NUMBER = 2**31 - 1
_STATES = frozenset(state.value for state in AnswerState)
CODES: dict[tuple[str, str], frozenset[object]] = {
    ("use_case", "kind"): frozenset(KINDS),
    ("use_case", "phase"): frozenset(PHASES),
    ("use_case", "service_area"): frozenset(SERVICE_AREAS),
    ("answer", "state"): _STATES,
    ("answer_revision", "state"): _STATES,
    ("harm_revision", "action"): frozenset(ACTIONS),
    ("listed_change", "action"): frozenset(ACTIONS),
    ("listed_change", "kind"): frozenset(kind for kinds in LISTED_KINDS.values() for kind in kinds),
    ("lens_mark", "effect"): frozenset(EFFECTS),
    ("lens_mark", "directness"): frozenset({"", *DIRECTNESS}),
    ("voice", "how"): frozenset(HOWS),
    ("voice", "changed"): frozenset(CHANGES),
    ("harm", "principle"): frozenset(PRINCIPLES),
    ("harm", "reversible"): frozenset(REVERSIBLE),
    ("harm", "severity"): frozenset(SEVERITIES),
    ("harm", "severity_after"): frozenset(SEVERITIES),
    ("harm", "likelihood"): frozenset(LIKELIHOODS),
    ("harm", "likelihood_after"): frozenset(LIKELIHOODS),
}


class BadValue(ValueError):
    """What is wrong, as words that complete "table, row, column: …"."""


def read_value(table: str, column: str, kind: TypeEngine[Any], value: object) -> Any:
    """The value as the database takes it.

    Raises:
        BadValue: it is of the wrong type, too long, or not one of the codes.
    """
    found = _typed(kind, value)
    codes = CODES.get((table, column))
    if codes is not None and found not in codes:
        raise BadValue(_("“%(value)s” is not known here", value=str(found)[:40]))
    return found


def _typed(kind: TypeEngine[Any], value: object) -> Any:
    if isinstance(kind, JSONText):
        _check_json(value, DEEPEST)
        return value
    if isinstance(kind, UTCDateTime):
        return _moment(value)
    if isinstance(kind, Boolean):
        return _of(bool, value)
    if isinstance(kind, Integer):
        return _number(value)
    if isinstance(kind, Float):
        return float(_of(float, value))
    if isinstance(kind, Date):
        return _day(value)
    if isinstance(kind, String):
        return check_text(value, kind.length or LONGEST_TEXT)
    raise BadValue(_("this cannot be imported"))


def check_text(value: object, longest: int) -> str:
    """The value when it is a text that can be stored.

    Raises:
        BadValue: it is not.
    """
    text: str = _of(str, value)
    if len(text) > longest:
        raise BadValue(_("longer than %(count)s characters", count=longest))
    if unusable_character(text):
        raise BadValue(_("a character in it cannot be stored"))
    return text


def _of(kind: type, value: object) -> Any:
    if type(value) is not kind:
        raise BadValue(_("of the wrong type"))
    return value


def _number(value: object) -> int:
    number: int = _of(int, value)
    if abs(number) > LARGEST_NUMBER:
        raise BadValue(_("too large a number"))
    return number


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(_of(str, value))
        if moment.tzinfo is None:
            raise ValueError
        return moment
    except (ValueError, OverflowError) as error:
        raise BadValue(_("not a moment with a time zone")) from error


def _day(value: object) -> date:
    try:
        return date.fromisoformat(_of(str, value))
    except ValueError as error:
        raise BadValue(_("not a date")) from error


def _check_json(value: object, depth: int) -> None:
    if depth == 0:
        raise BadValue(_("too deep"))
    if isinstance(value, str):
        check_text(value, LONGEST_TEXT)
    elif isinstance(value, Mapping | list):
        if len(value) > MOST_ITEMS:
            raise BadValue(_("too many items"))
        if isinstance(value, Mapping):
            for key in value:
                check_text(key, LONGEST_TEXT)
        for item in value.values() if isinstance(value, Mapping) else value:
            _check_json(item, depth - 1)
