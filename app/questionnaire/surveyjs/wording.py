"""The words of SurveyJS files: one text per language, and HTML turned into Markdown or plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.data_files.tree import UNPRINTABLE

DEFAULT = "default"
TAG = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)|!--[^<>]*--)>")
HREF = re.compile(r"""\bhref\s{0,9}=\s{0,9}(["'])(.*?)\1""", re.IGNORECASE)
UNSAFE_IN_LINKS = re.compile(r"[\s()<>]")
SPACES = re.compile(r"[ \t\r\n]+")
MANY_LINES = re.compile(r"\n{3,}")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LINE_ENDS = re.compile(r" {0,9}\n {0,9}")
LANGUAGE = re.compile(r"[a-z]{2}")
HEADINGS = {f"h{number}": "#" * number + " " for number in range(1, 7)}
BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "tr", *HEADINGS})
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
LINKS = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Wording:
    """One text by language; the default language has the key "default"."""

    by_language: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text in the default language; the first other one when there is none."""
        return self.by_language.get(DEFAULT) or next(iter(self.by_language.values()), "")

    def in_language(self, language: str) -> str:
        """The text in a language, or in the default one."""
        return self.by_language.get(language) or self.text

    def __bool__(self) -> bool:
        return bool(self.text)


NO_WORDS = Wording()


def wording(value: object, markdown: bool = False) -> Wording:
    """The words of a value that is a text or a mapping of languages to texts; anything else says nothing."""
    given = value if isinstance(value, Mapping) else {DEFAULT: value}
    turn = as_markdown if markdown else as_text
    said = {
        name: turn(text)
        for name, text in given.items()
        if isinstance(text, str) and (name == DEFAULT or LANGUAGE.fullmatch(str(name)))
    }
    return Wording({name: text for name, text in said.items() if text})


def joined(between: str, *parts: Wording) -> Wording:
    """Several texts one after the other, in every language that one of them has."""
    said = [part for part in parts if part]
    languages = dict.fromkeys((DEFAULT, *(name for part in said for name in part.by_language)))
    if not said:
        return NO_WORDS
    return Wording({name: between.join(part.in_language(name) for part in said) for name in languages})


def as_text(markup: str) -> str:
    """One line of plain text."""
    return SPACES.sub(" ", _Reader(plain=True).read(markup).replace("\xa0", " ")).strip()


def as_markdown(markup: str) -> str:
    """Markdown with headings, paragraphs, lists, emphasis and links to the web; all else becomes text."""
    return MANY_LINES.sub("\n\n", LINE_ENDS.sub("\n", _Reader(plain=False).read(markup))).strip()


def without_headings(words: Wording) -> Wording:
    """The same with headings in bold, for words that stand inside a question's help."""
    return Wording({name: HEADING.sub(r"**\1**", text) for name, text in words.by_language.items()})


class _Reader:
    """Collects text while reading HTML; tags that it does not know leave no trace.

    An own small reader, since the standard library's takes quadratic time or fails on hostile text.
    """

    def __init__(self, plain: bool) -> None:
        self._plain = plain
        self._parts: list[str] = []
        self._links: list[str] = []

    def read(self, markup: str) -> str:
        """The text of the markup."""
        place = 0
        for match in TAG.finditer(markup):
            self._say(markup[place : match.start()])
            place = match.end()
            closing, tag, attributes = match.group(1), (match.group(2) or "").lower(), match.group(3) or ""
            if closing:
                self._end(tag)
            elif tag:
                self._start(tag, attributes)
        self._say(markup[place:])
        return UNPRINTABLE.sub("", "".join(self._parts))

    def _start(self, tag: str, attributes: str) -> None:
        if tag == "br":
            self._parts.append("\n\n")
        elif tag in BLOCKS:
            self._parts.append("\n\n" + ("" if self._plain else HEADINGS.get(tag, "")))
        elif tag == "li":
            self._parts.append("\n" if self._plain else "\n* ")
        elif not self._plain and tag in MARKS:
            self._parts.append(MARKS[tag])
        elif not self._plain and tag == "a":
            found = HREF.search(attributes)
            href = html.unescape(found.group(2)).strip() if found else ""
            safe = href.startswith(LINKS) and not UNSAFE_IN_LINKS.search(href)
            self._links.append(href if safe else "")
            self._parts.append("[" if safe else "")

    def _end(self, tag: str) -> None:
        if tag in BLOCKS:
            self._parts.append("\n\n")
        elif not self._plain and tag in MARKS:
            self._parts.append(MARKS[tag])
        elif not self._plain and tag == "a" and self._links:
            href = self._links.pop()
            self._parts.append(f"]({href})" if href else "")

    def _say(self, text: str) -> None:
        self._parts.append(SPACES.sub(" ", html.unescape(text)))
