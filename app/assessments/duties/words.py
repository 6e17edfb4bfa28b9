"""The words on screen for the codes of duties, and what was said put into words of the page's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.assessments.duties.evaluation import Applicability
from app.assessments.duties.facts import KnownFact
from app.assessments.duties.model import (
    YES,
    Ask,
    AskKind,
    Confidence,
    DutyFact,
    DutyForce,
    FactKind,
    FactValue,
)
from app.assessments.duties.money import show_pounds
from app.assessments.duties.sheets import DutyStatus, Rating, Route, SheetAnswer
from app.web.labels import labels
from app.web.templating import day, iso_day

APPLICABILITY = labels(Applicability)
CONFIDENCE = labels(Confidence)
STANDINGS = labels(DutyForce)
STATUSES = labels(DutyStatus)
RATING_WORDS = {
    "good": _l("Good"),
    "approaching": _l("Approaching target"),
    "improvement": _l("Requires improvement"),
    "inadequate": _l("Inadequate"),
    "other": _l("Other"),
}
SAFEGUARDS = {
    "told": _l("Being told about the decision"),
    "representations": _l("Putting your side"),
    "human": _l("Getting a person to step in"),
    "contest": _l("Contesting the decision"),
}


def value_words(fact: DutyFact, value: FactValue) -> str:
    """A fact's value as people read it."""
    if isinstance(value, Decimal):
        return show_pounds(value)
    if isinstance(value, date):
        return day(value)
    if fact.kind is FactKind.YES_NO:
        return _("Yes") if value == YES else _("No")
    return next((_(choice.text) for choice in fact.choices if choice.id == value), value)


def fact_words(known: KnownFact) -> str:
    """What is known of a fact, or that it is not known."""
    if known.value is not None:
        return value_words(known.fact, known.value)
    return _("Don’t know yet") if known.unknown else _("Not said yet")


def said_lines(ask: Ask, said: SheetAnswer) -> list[str]:
    """What is said to an ask, line by line; nothing when there is no value."""
    value = said.value
    if value is None or not said.given:
        return []
    if isinstance(value, Route):
        return route_lines(value)
    if isinstance(value, tuple):
        return [_item(ask, each) for each in value]
    if ask.kind is AskKind.YES_NO:
        return [_("Yes") if value == YES else _("No")]
    if ask.kind is AskKind.DATE:
        return [iso_day(value)]
    if ask.kind is AskKind.CHOICE:
        return [_choice(ask, value)]
    return value.splitlines() if ask.kind is AskKind.LONG else [value]


def route_lines(route: Route) -> list[str]:
    """A route's ways in, who answers, and how soon."""
    lines = list(route.where)
    if route.who:
        lines.append(_("Answered by: %(who)s", who=route.who))
    if route.days:
        lines.append(_("Working days to answer: %(days)s", days=route.days))
    return lines


def _item(ask: Ask, item: str | Rating) -> str:
    if not isinstance(item, Rating):
        return _choice(ask, item)
    rating = str(RATING_WORDS[item.rating]) if item.rating in RATING_WORDS else _("Not rated yet")
    return f"{item.name}: {rating}" + (f", {iso_day(item.on)}" if item.on else "")


def _choice(ask: Ask, choice_id: str) -> str:
    return next((_(choice.text) for choice in ask.choices if choice.id == choice_id), choice_id)
