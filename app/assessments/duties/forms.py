"""Forms built from the rule book: the facts of a use on one page, and the questions of one duty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, ValidationError
from wtforms.validators import Length

from app.assessments.duties.facts import KnownFact
from app.assessments.duties.inputs import (
    OneOrNone,
    Pounds,
    RatingForm,
    RouteForm,
    SmallNumber,
    link_text,
    short_text,
)
from app.assessments.duties.model import NO, YES, Ask, AskKind, Duty, DutyChoice, FactKind
from app.assessments.duties.money import read_pounds, show_pounds
from app.assessments.duties.sheets import Rating, Route, SheetAnswer, read_said
from app.web.fields import DateParts, LongText, ShortText
from app.web.forms import BaseForm

UNKNOWN = "unknown"
VALUE, TICK = "v_", "u_"  # prefixes of the fields of one ask or fact: its value, and "don't know yet"
LONG = 4000
SPARE_RATINGS, MOST_RATINGS = 2, 20


class SheetForm(BaseForm):
    """What both kinds of page share: a value for each item, or the tick "Don't know yet", never both."""

    kinds: Mapping[str, AskKind | FactKind] = {}

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        for name in self.kinds:
            value = self._value(name)
            if (self._ticked(name) and value) or (isinstance(value, list) and UNKNOWN in value[:-1]):
                field = self[TICK + name] if TICK + name in self else self[VALUE + name]
                field.errors = [_("Either give an answer, or say “Don’t know yet”")]
                good = False
        return good

    def _ticked(self, name: str) -> bool:
        return TICK + name in self and bool(self[TICK + name].data)

    def _value(self, name: str) -> Any:
        """What the sheet keeps of an item; empty when nothing was said."""
        field = self[VALUE + name]
        if isinstance(field, wtf.FormField):
            return Route(**{part.short_name: part.data or "" for part in field.form}).to_data()
        if isinstance(field, wtf.FieldList):
            return [_rating(row.form) for row in field if row.form.name.data]
        if isinstance(field, DateParts):
            return field.data.isoformat() if field.data else ""
        if isinstance(field, Pounds):
            pounds = read_pounds(field.data or "")
            return "" if pounds is None else str(pounds)
        return field.data or ""

    def answers(self) -> dict[str, Any]:
        """The sheet's answers, also to what was left empty; only for a form that is valid."""
        found: dict[str, Any] = {}
        for name in self.kinds:
            value = self._value(name)
            unknown = value in (UNKNOWN, [UNKNOWN]) or self._ticked(name)
            found[name] = {"unknown": True} if unknown else {"value": value}
        return found


class DutyForm(SheetForm):
    """The questions of one duty, and the team's reason for thinking that it does not bind."""

    does_not_bind: wtf.BooleanField
    reason: LongText

    def validate_reason(self, field: wtf.Field) -> None:
        if self.does_not_bind.data and not field.data:
            raise ValidationError(_("Say why the duty does not bind you here"))

    def not_applicable(self) -> str:
        """The reason, when the box is ticked."""
        return (self.reason.data or "") if self.does_not_bind.data else ""


def _does_not_bind() -> wtf.BooleanField:
    return wtf.BooleanField(_("We think that this duty does not bind us here"))


def _reason() -> LongText:
    too_long = Length(max=2000, message=_l("Use at most 2,000 characters"))
    return LongText(_("Why?"), [too_long], description=_("The board reads this."))


def _rating(row: Any) -> dict[str, str]:
    on = row.on.data.isoformat() if row.on.data else ""
    return Rating(row.name.data, row.rating.data or "", on).to_data()


def _options(choices: Iterable[DutyChoice]) -> list[SelectChoice]:
    listed = [
        SelectChoice(
            each.id,
            _(each.text),
            render_kw={"govuk": {"hint": {"text": _(each.hint)}}} if each.hint else {},
        )
        for each in choices
    ]
    return [*listed, SelectChoice(UNKNOWN, _("Don’t know yet"))]


def _yes_no() -> list[SelectChoice]:
    words = {YES: _("Yes"), NO: _("No"), UNKNOWN: _("Don’t know yet")}
    return [SelectChoice(code, text) for code, text in words.items()]


def _field(
    kind: AskKind | FactKind, label: str, choices: tuple[DutyChoice, ...], more: dict[str, str]
) -> Any:
    if kind in (AskKind.YES_NO, FactKind.YES_NO):
        return OneOrNone(label, choices=_yes_no(), **more)
    if kind in (AskKind.CHOICE, FactKind.CHOICE):
        return OneOrNone(label, choices=_options(choices), **more)
    if kind is AskKind.CHOICES:
        return wtf.SelectMultipleField(label, choices=_options(choices), **more)
    if kind is AskKind.ROUTE:
        return wtf.FormField(RouteForm, label=label, **more)
    if kind is AskKind.RATINGS:
        return wtf.FieldList(wtf.FormField(RatingForm), label=label, max_entries=MOST_RATINGS, **more)
    if kind in (AskKind.DATE, FactKind.DATE):
        return DateParts(label, **more)
    if kind is FactKind.MONEY:
        return Pounds(label, [Length(max=30, message=_l("Use at most 30 characters"))], **more)
    if kind is AskKind.NUMBER:
        return ShortText(label, [SmallNumber()], **more)
    if kind is AskKind.LINK:
        return link_text(label, **more)
    if kind is AskKind.SHORT:
        return short_text(label, **more)
    return LongText(label, [Length(max=LONG, message=_l("Use at most 4,000 characters"))], **more)


WITH_OWN_UNKNOWN = (AskKind.YES_NO, AskKind.CHOICE, AskKind.CHOICES, FactKind.YES_NO, FactKind.CHOICE)


def _fields(name: str, kind: AskKind | FactKind, label: str, item: Any) -> dict[str, Any]:
    more = {"description": _(item.help)} if item.help else {}
    fields = {VALUE + name: _field(kind, label, item.choices, more)}
    if kind not in WITH_OWN_UNKNOWN and kind is not AskKind.RATINGS and not getattr(item, "optional", False):
        fields[TICK + name] = wtf.BooleanField(_("Don’t know yet"))
    return fields


def facts_form(asked: Iterable[KnownFact], version: int) -> SheetForm:
    """The form of facts, filled with what is known."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"version": str(version or "")}
    kinds = {}
    for known in asked:
        fact = known.fact
        kinds[fact.id] = fact.kind
        fields |= _fields(fact.id, fact.kind, _(fact.text), fact)
        value: Any = known.value
        if fact.kind is FactKind.MONEY and known.value is not None:
            value = show_pounds(known.value).removeprefix("£")  # type: ignore[arg-type]
        if known.unknown and fact.kind in WITH_OWN_UNKNOWN:
            value = UNKNOWN
        data |= {VALUE + fact.id: value, TICK + fact.id: known.unknown}
    form: SheetForm = type("FactsForm", (SheetForm,), {"kinds": kinds, **fields})(data=data)
    return form


def duty_form(duty: Duty, said: Mapping[str, SheetAnswer], version: int, not_binding: str) -> DutyForm:
    """The form of one duty, filled with what is said."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"version": str(version or "")}
    for ask in duty.asks:
        label = _("%(question)s (optional)", question=_(ask.text)) if ask.optional else _(ask.text)
        fields |= _fields(ask.id, ask.kind, label, ask)
        data |= {VALUE + ask.id: _filled(ask, said[ask.id]), TICK + ask.id: said[ask.id].unknown}
    data |= {"does_not_bind": bool(not_binding), "reason": not_binding}
    kinds = {ask.id: ask.kind for ask in duty.asks}
    # Errors are listed in the order in which fields are made: what binds comes after the questions.
    last = {"does_not_bind": _does_not_bind(), "reason": _reason()}
    form: DutyForm = type("ThisDutyForm", (DutyForm,), {"kinds": kinds, **fields, **last})(data=data)
    return form


def _filled(ask: Ask, said: SheetAnswer) -> Any:
    """What stands in the inputs of an ask."""
    if said.unknown and ask.kind in WITH_OWN_UNKNOWN:
        return [UNKNOWN] if ask.kind is AskKind.CHOICES else UNKNOWN
    if isinstance(said.value, Route):
        return asdict(said.value)
    if ask.kind is AskKind.RATINGS:
        given = [each for each in said.value or () if isinstance(each, Rating)]
        rows = [{"name": each.name, "rating": each.rating, "on": _day(each.on)} for each in given]
        return [*rows, *({} for _row in range(min(SPARE_RATINGS, MOST_RATINGS - len(rows))))]
    if ask.kind is AskKind.CHOICES:
        return list(said.value or ())
    return _day(str(said.value or "")) if ask.kind is AskKind.DATE else said.value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def worth_keeping(
    given: Mapping[str, Any], duty: Duty, said: Mapping[str, SheetAnswer], saved: Mapping[str, Any]
) -> dict[str, Any]:
    """Of a form's answers those that tell something new.

    What an answer of the assessment says already is left out, so that it goes on following that answer; what
    is empty is left out too, unless somebody emptied it.
    """
    kept = {}
    for ask in duty.asks:
        answer, before = given[ask.id], said[ask.id]
        if ask.id not in saved and read_said(ask, answer) == replace(before, question=""):
            continue
        if answer.get("unknown") or answer.get("value") or before.question or ask.id in saved:
            kept[ask.id] = answer
    return kept
