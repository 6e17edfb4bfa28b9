"""What the kinds of question have in common: fields, what was said, and reading numbers, days and rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import wtforms as wtf
from werkzeug.datastructures import MultiDict
from wtforms.form import BaseForm

from app.questionnaire.model import Answer, AnswerState
from app.questionnaire.values.check import ValueProblem
from app.web.fields import clean

UNKNOWN = ":unknown"  # no id of a choice can have a colon
NOT_APPLICABLE = ":not-applicable"
ANSWERED = ":answered"
CHOSEN_STATES = {UNKNOWN: AnswerState.UNKNOWN, NOT_APPLICABLE: AnswerState.NOT_APPLICABLE}
MOST_ROWS_READ = 250
SPARE_ROWS = 2

Fields: TypeAlias = dict[str, Any]
PLAIN_NUMBER = re.compile(r"[-+]?[0-9]{1,18}")
DECIMAL = re.compile(r"[-+]?[0-9]{0,18}\.[0-9]{1,12}")
GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]{1,12})?")
DAY_FIRST = re.compile(r"([0-9]{1,2})[ ./-]([0-9]{1,2})[ ./-]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """What was sent for one question: a state, the raw value, and problems that are none of the value."""

    state: AnswerState
    value: object = None
    problems: tuple[ValueProblem, ...] = ()


class Values(wtf.Field):
    """Every value sent under one name; for checkboxes."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = list(valuelist)


def text_field(field: type[wtf.Field] = wtf.StringField) -> Any:
    """A text without spaces around it."""
    return field(filters=[clean])


def state_of(
    form: BaseForm, is_filled: bool, is_saved_value: bool
) -> tuple[AnswerState, tuple[ValueProblem, ...]]:
    """The state that the small radios beside a text, number, date or rows say.

    A value that was typed just now beside "Don't know yet" is a contradiction and never dropped silently.
    """
    chosen = form["state"].data or ANSWERED
    if chosen not in (ANSWERED, UNKNOWN, NOT_APPLICABLE):
        return AnswerState.ANSWERED, (ValueProblem("wrong_state"),)
    if chosen == ANSWERED:
        return (AnswerState.ANSWERED if is_filled else AnswerState.NOT_ANSWERED), ()
    problems = (ValueProblem("both"),) if is_filled and not is_saved_value else ()
    return (AnswerState.UNKNOWN if chosen == UNKNOWN else AnswerState.NOT_APPLICABLE), problems


def state_data(answer: Answer) -> str:
    """Which of the small radios an answer chooses."""
    return {AnswerState.UNKNOWN: UNKNOWN, AnswerState.NOT_APPLICABLE: NOT_APPLICABLE}.get(
        answer.state, ANSWERED
    )


def read_number(text: str) -> int | float | str:
    """The number that a person typed ("1,250", "3.5"), or the text itself when it is none."""
    plain = text.strip()
    if GROUPED.fullmatch(plain):
        plain = plain.replace(",", "").replace(" ", "")
    if PLAIN_NUMBER.fullmatch(plain):
        return int(plain)
    return float(plain) if DECIMAL.fullmatch(plain) else text


def show_number(number: float) -> str:
    """A number as people type it, never with an exponent."""
    return f"{Decimal(repr(number)):f}"


def read_day(text: str) -> str:
    """A day typed as 27/3/2027 or 2027-03-27 in ISO form, or the text itself when it is none."""
    found = DAY_FIRST.fullmatch(text.strip())
    if found is None:
        return text.strip()
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def show_day(text: object) -> str:
    """An ISO day as people type it, 27/3/2027; anything else as it is."""
    try:
        found = date.fromisoformat(str(text))
    except ValueError:
        return str(text)
    return f"{found.day}/{found.month}/{found.year}"


def numbered_rows(sent: MultiDict[str, str], name: str) -> MultiDict[str, str]:
    """The sent values with the rows called `name` counted 0, 1, 2 …; rows beyond any use are left out."""
    pattern = re.compile(re.escape(name) + r"-([0-9]{1,6})-(.+)", re.ASCII)
    matches = {key: pattern.fullmatch(key) for key in sent if key.startswith(f"{name}-")}
    found = sorted({int(match.group(1)) for match in matches.values() if match})[:MOST_ROWS_READ]
    place = {number: index for index, number in enumerate(found)}
    kept = MultiDict((key, value) for key, value in sent.items(multi=True) if key not in matches)
    for key, match in matches.items():
        if match and int(match.group(1)) in place:
            kept.setlist(f"{name}-{place[int(match.group(1))]}-{match.group(2)}", sent.getlist(key))
    return kept
