"""The form of a page of verdicts: a row for each question, harm, trade-off card or duty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from app.board.verdicts.actions import RowInput
from app.board.verdicts.readable_verdicts import ReadableVerdicts, VerdictWords
from app.board.verdicts.targets import NamedTarget, VerdictTarget
from app.board.verdicts.words import VERDICTS, Code
from app.web.fields import LongText, Rows
from app.web.forms import BaseForm, error_summary

MOST_ROWS = 400
_LONG = Length(max=4000, message=_l("Use at most 4,000 characters"))


def _codes() -> list[SelectChoice]:
    return [
        SelectChoice("", _l("No verdict yet")),
        *(SelectChoice(code, text) for code, text in VERDICTS.items()),
    ]


class TargetForm(wtf.Form):
    """What one reviewer says and notes about one target; `was` is the digest of what the page showed."""

    target = wtf.HiddenField()
    seen = wtf.HiddenField()
    was = wtf.HiddenField()
    code = wtf.RadioField(_l("Your verdict"), [Optional()], choices=_codes)
    condition = LongText(_l("On what condition?"), [_LONG])
    note = LongText(_l("Why, or what must change?"), [_LONG])
    own = LongText(_l("Your notes"), [_LONG])
    shared = wtf.BooleanField(_l("Let the board read my notes"))

    def validate_condition(self, field: wtf.Field) -> None:
        if self.code.data == Code.WITH_CONDITION and not field.data:
            raise ValidationError(_("Write the condition, or choose another verdict"))

    def validate_note(self, field: wtf.Field) -> None:
        if self.code.data == Code.MUST_CHANGE and not field.data:
            raise ValidationError(_("Say what must change, or choose another verdict"))

    def words(self) -> VerdictWords:
        """What was sent."""
        return VerdictWords(
            self.code.data or "",
            self.note.data or "",
            self.condition.data or "",
            self.own.data or "",
            bool(self.shared.data),
        )

    @property
    def is_touched(self) -> bool:
        """Whether the words are not those that the page showed."""
        return bool(self.words().digest != self.was.data)

    @property
    def is_open(self) -> bool:
        """Whether the reasons stand open: there are some, or something is wrong with them."""
        return bool(self.note.data or self.condition.data or self.note.errors or self.condition.errors)


class DeskForm(BaseForm):
    """Many verdicts at once."""

    rows = Rows(wtf.FormField(TargetForm), max_entries=MOST_ROWS)

    def by_target(self) -> dict[str, Any]:
        """The rows by the key of their target."""
        return {row.form.target.data: row.form for row in self.rows}

    def sent(self, targets: Iterable[VerdictTarget]) -> list[RowInput]:
        """What was changed on these targets; only for a form that is valid."""
        rows = self.by_target()
        forms = ((target, rows[target.key]) for target in targets if target.key in rows)
        return [
            RowInput(target, form.words(), form.seen.data or "") for target, form in forms if form.is_touched
        ]

    def mistakes(self, known: Mapping[VerdictTarget, NamedTarget]) -> list[dict[str, str]]:
        """The errors as links to their inputs, each with the name of what it is about."""
        titles = {target.key: place.title for target, place in known.items()}
        return [
            {"text": f"{titles.get(row.form.target.data, '')}: {item['text']}", "href": item["href"]}
            for row in self.rows
            for item in error_summary(row.form)
        ]

    def take_over(self, targets: Iterable[VerdictTarget], now: ReadableVerdicts) -> None:
        """Puts what stands now under what was typed, so that saving again saves what was typed."""
        rows = self.by_target()
        for target in targets:
            form = rows.get(target.key)
            if form is None:
                continue
            words = now.words(target)
            if not form.is_touched:
                _fill(form, words)
            form.seen.data, form.was.data = now.seen(target), words.digest


def desk_form(targets: Iterable[VerdictTarget], now: ReadableVerdicts) -> DeskForm:
    """The form of these targets: as it was sent, or filled with what the reader says now."""
    return DeskForm(data={"rows": [_row(target, now) for target in targets]})


def _row(target: VerdictTarget, now: ReadableVerdicts) -> dict[str, object]:
    words = now.words(target)
    return {
        "target": target.key,
        "seen": now.seen(target),
        "was": words.digest,
        "code": words.code,
        "condition": words.condition,
        "note": words.note,
        "own": words.own,
        "shared": words.shared,
    }


def _fill(form: TargetForm, words: VerdictWords) -> None:
    form.code.data, form.note.data, form.condition.data = words.code, words.note, words.condition
    form.own.data, form.shared.data = words.own, words.shared
