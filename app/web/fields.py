"""Form fields beyond those of WTForms: a date in three parts, rows of typed columns, clean text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, Form, StringField, TextAreaField, ValidationError

_LOWEST_SURROGATE, _HIGHEST_SURROGATE = 0xD800, 0xDFFF


def unusable_character(text: str) -> bool:
    """Whether the text holds a character that no database keeps: NUL, other controls, lone surrogates."""
    return any(
        (ord(c) < 32 and c not in "\n\r\t") or _LOWEST_SURROGATE <= ord(c) <= _HIGHEST_SURROGATE for c in text
    )


def without_unusable(text: str) -> str:
    """The text without the characters that no database keeps."""
    return "".join(c for c in text if not unusable_character(c))


def clean(text: str | None) -> str:
    """The text with one kind of line ending and no spaces around it."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


class CleanText:
    """Validator: takes out characters that cannot be stored, and asks to look at the rest and send it again."""

    def __call__(self, _form: Form, field: Field) -> None:
        if isinstance(field.data, str) and unusable_character(field.data):
            field.data = without_unusable(field.data)
            raise ValidationError(
                _("“%(label)s” had a character that cannot be saved. We took it out: check the text and save.")
                % {"label": field.label.text}
            )


class ShortText(StringField):
    """One line of text, at most 200 characters unless said otherwise."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [CleanText(), *validators], filters=[clean], **kwargs)


class LongText(TextAreaField):
    """Several lines of Markdown."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [CleanText(), *validators], filters=[clean], **kwargs)


class DateParts(Field):
    """Three inputs `name-day`, `name-month`, `name-year`; `data` is a date or None, never an exception."""

    PARTS = ("day", "month", "year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts: dict[str, str] = dict.fromkeys(self.PARTS, "")

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        given = {} if data is None else {"data": data}
        super().process(formdata, **given, extra_filters=extra_filters)
        self.process_errors: list[str] = list(self.process_errors)
        names = {part: f"{self.name}-{part}" for part in self.PARTS}
        if formdata is not None and any(name in formdata for name in names.values()):
            self.parts = {part: (formdata.get(name) or "").strip() for part, name in names.items()}
            self.raw_data = [value for value in self.parts.values() if value]
            self.data = self._read() if self.raw_data else None
        elif isinstance(self.data, dt.date):
            self.parts = {part: str(getattr(self.data, part)) for part in self.PARTS}

    def _read(self) -> dt.date | None:
        try:
            numbers = [int(self.parts[part]) for part in reversed(self.PARTS)]
            found = dt.date(*numbers)
        except (ValueError, OverflowError):
            self.process_errors = [_("Enter a real date, like 27 3 2027")]
            return None
        if found.year < 1900 or found.year > 2200:
            self.process_errors = [_("Enter a year between 1900 and 2200")]
            return None
        return found

    def first_error_id(self) -> str:
        """Id of the input that an error summary should lead to."""
        empty = [part for part in self.PARTS if not self.parts[part]]
        return f"{self.id}-{(empty or ['day'])[0]}"
