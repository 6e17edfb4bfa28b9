"""The sentences for what is wrong with an answer, from the engine's codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.questionnaire.values.check import ValueProblem


def sentence(problem: ValueProblem) -> str:
    """What is wrong, in words for the person who typed it."""
    numbers = {name: _shown(value) for name, value in problem.parameters}
    words = _SENTENCES.get(problem.code)
    return words(numbers) if words else str(_("This cannot be saved as it is. Check it and try again"))


def _shown(value: str | int | float) -> str:
    return value if isinstance(value, str) else str(format_decimal(value))


def _too_long(numbers: dict[str, Any]) -> str:
    return str(_("Shorten this to %(most)s characters; it has %(length)s", **numbers))


def _unusable(_numbers: dict[str, Any]) -> str:
    return str(_("This has a character that cannot be saved, shown as �. Delete it and type it again"))


_SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "wrong_choice": lambda _n: _("Choose one of the answers on the page"),
    "wrong_state": lambda _n: _("Choose one of the answers on the page"),
    "wrong_type": lambda _n: _("Choose one of the answers on the page"),
    "several": lambda _n: _("Choose only one answer"),
    "mixed": lambda _n: _("Choose either answers, or “Don’t know yet”, or “Not applicable”"),
    "both": lambda _n: _("You wrote an answer and chose otherwise below it. Choose “Answer” or empty it"),
    "too_long": _too_long,
    "nul": _unusable,
    "surrogate": _unusable,
    "not_a_number": lambda _n: _("Enter a number, like 1,250 or 3.5"),
    "too_small": lambda n: _("Enter %(least)s or more", **n),
    "too_large": lambda n: _("Enter %(most)s or less", **n),
    "bad_date": lambda _n: _("Enter a real date, like 27 3 2027"),
    "too_many_rows": lambda n: _("Use at most %(most)s rows", **n),
    "title_missing": lambda _n: _("Give this evidence a title"),
    "bad_link": lambda _n: _("Enter a web address that starts with https://, or words that say where it is"),
    "unresolved": lambda _n: _("Choose which answer stays"),
    "reason_missing": lambda _n: _("Say why this does not apply"),
    "empty": lambda _n: _("Write an answer, or choose “Don’t know yet”"),
}
