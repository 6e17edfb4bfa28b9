"""Reads the forms of a page as a browser does: which fields there are, and what it would send untouched."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

TEXT_TYPES = frozenset({"text", "email", "tel", "search", "number", "password", "textarea", "url"})
CHOOSING = frozenset({"radio", "select", "checkbox"})
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One input; `sent` is what a browser sends of it, None for an unticked box."""

    name: str
    type: str
    value: str
    sent: str | None


@dataclass(frozen=True, slots=True)
class PageForm:
    """A form of a page."""

    action: str
    fields: tuple[Field, ...]

    def pairs(self) -> Pairs:
        """What a browser would send without any button."""
        return [(f.name, f.sent) for f in self.fields if f.sent is not None and f.type != "submit"]

    def of_type(self, *types: str) -> list[Field]:
        """The fields of these types, one for each name."""
        return list({f.name: f for f in self.fields if f.type in types}.values())

    def value(self, name: str) -> str:
        """What the field holds, an empty text when the form has none of that name."""
        return next((f.value for f in self.fields if f.name == name), "")


def forms_of(address: str, markup: str) -> list[PageForm]:
    """The forms of a page that are sent by POST."""
    root = html5lib.HTMLParser(namespaceHTMLElements=False).parse(markup)
    return [
        PageForm(urlsplit(urljoin(address, form.get("action") or address)).path, tuple(_fields(form)))
        for form in root.iter("form")
        if (form.get("method") or "get").lower() == "post"
    ]


def _fields(form: Element) -> list[Field]:
    found = []
    for element in form.iter():
        name = element.get("name")
        if not name:
            continue
        value = element.get("value") or ""
        kind = element.get("type") or "text"
        if element.tag == "input":
            off = kind in {"radio", "checkbox"} and element.get("checked") is None
            found.append(Field(name, kind, value, None if off else value))
        elif element.tag == "textarea":
            text = "".join(element.itertext())
            found.append(Field(name, "textarea", text, text))
        elif element.tag == "select":
            found.append(_select(name, element))
        elif element.tag == "button":
            found.append(Field(name, "submit", value, None))
    return found


def _select(name: str, element: Element) -> Field:
    options = [option.get("value") or "" for option in element.iter("option")]
    chosen = [o.get("value") or "" for o in element.iter("option") if o.get("selected") is not None]
    first = next((value for value in options if value), "")
    return Field(name, "select", (chosen or [first])[0], (chosen or options or [""])[0])
