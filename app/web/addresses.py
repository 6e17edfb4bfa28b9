"""Parts of addresses: an odd number or name is not found, so that it never reaches a query."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter

from app.web.fields import UNUSABLE


class WholeNumber(IntegerConverter):
    """A number of at most nine of the digits 0 to 9, which an INTEGER column of either database can hold.

    By its pattern: a converter that refuses later makes Werkzeug answer 405 where only POST is left.
    """

    regex = "[0-9]{1,9}"


class Name(UnicodeConverter):
    """A text without characters that no database keeps."""

    def __init__(self, url_map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(url_map, *args, **kwargs)
        self.regex = self.regex.replace("[^/]", f"[^/{UNUSABLE}]")


def init_app(app: Flask) -> None:
    """Makes these the rules of `<int:…>` and `<…>` in every route; call it before any is registered."""
    app.url_map.converters.update({"int": WholeNumber, "default": Name, "string": Name})
