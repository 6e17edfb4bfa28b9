"""Parts of addresses: an odd number or name is not found, so that it never reaches a query."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, UnicodeConverter, ValidationError

from app.web.fields import unusable_character

LARGEST = 2**31 - 1  # of an INTEGER on PostgreSQL


class WholeNumber(IntegerConverter):
    """A number that both databases can hold, in the digits 0 to 9."""

    regex = "[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        """The number; an address with a larger one is not found."""
        number = int(value)
        if number > LARGEST:
            raise ValidationError
        return number


class Name(UnicodeConverter):
    """A text without characters that no database keeps."""

    def to_python(self, value: str) -> str:
        """The text; an address with a NUL in it is not found."""
        if unusable_character(value):
            raise ValidationError
        return value


def init_app(app: Flask) -> None:
    """Makes these the rules of `<int:…>` and `<…>` in every route; call it before any is registered."""
    app.url_map.converters.update({"int": WholeNumber, "default": Name, "string": Name})
