"""Form fields beyond those of WTForms: a date in three parts, rows of typed columns, clean text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import EmailField, Field, FieldList, Form, StringField, TextAreaField, ValidationError

# Controls but tab and line ends, lone surrogates, and code points that are no characters (Unicode 23.7).
_NO_CHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
# Inside the brackets of a pattern.
UNUSABLE = rf"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}"
_UNUSABLE = re.compile(f"[{UNUSABLE}]")
_ROW_NUMBER = re.compile("[0-9]{1,6}")


def unusable_character(text: str) -> bool:
    """Whether the text holds a character that no database or page keeps: NUL, controls, lone surrogates."""
    return _UNUSABLE.search(text) is not None


def without_unusable(text: str) -> str:
    """The text without the characters that no database or page keeps."""
    return _UNUSABLE.sub("", text)


def clean(text: str | None) -> str:
    """The text with one kind of line ending and no spaces around it."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def one_line(text: str) -> str:
    """The text with its lines joined by spaces."""
    return " ".join(text.split("\n"))


class CleanText:
    """Validator: takes out characters that cannot be stored, and asks to look at the rest and send again."""

    def __call__(self, _form: Form, field: Field) -> None:
        if isinstance(field.data, str) and unusable_character(field.data):
            field.data = without_unusable(field.data)
            raise ValidationError(
                _("“%(label)s” had a character that cannot be saved. We took it out: check it and save.")
                % {"label": field.label.text}
            )


class ShortText(StringField):
    """One line of text, at most 200 characters unless said otherwise."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [CleanText(), *validators], filters=[clean, one_line], **kwargs)


class EmailText(ShortText, EmailField):
    """An e-mail address; whether it looks like one is for the form's validators to say."""


class LongText(TextAreaField):
    """Several lines of Markdown."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [CleanText(), *validators], filters=[clean], **kwargs)


def _digits(text: str) -> int:
    """The number that these digits make; `int` alone also takes `1_0` and `+1`.

    Raises:
        ValueError: it is no number of at most four digits.
    """
    if not text.isdecimal() or len(text) > 4:
        raise ValueError(text)
    return int(text)


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
        self.raw_data = []
        if formdata is not None and any(name in formdata for name in names.values()):
            self.parts = {
                part: without_unusable(formdata.get(name) or "").strip() for part, name in names.items()
            }
            self.raw_data = [value for value in self.parts.values() if value]
            self.data = self._read() if self.raw_data else None
        elif isinstance(self.data, dt.date):
            self.parts = {part: str(getattr(self.data, part)) for part in self.PARTS}

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Takes nothing from an input with the bare name, which none of our forms has."""

    def _read(self) -> dt.date | None:
        try:
            numbers = [_digits(self.parts[part]) for part in reversed(self.PARTS)]
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


class Rows(FieldList):
    """Rows of fields called `name-0-…`, `name-1-…`; names with other numbers are none of ours.

    WTForms reads `²` and numbers of five thousand digits as row numbers too, and fails on them.
    """

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        for name in formdata:
            number = name.removeprefix(f"{prefix}-").partition("-")[0]
            if name.startswith(f"{prefix}-") and _ROW_NUMBER.fullmatch(number):
                yield int(number)
