"""Evidence: rows of a title with a link or another reference."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.questionnaire.language.answer import Evidence, Form, ReadableAnswer
from app.questionnaire.language.problems import SHORT_LENGTH, ValueProblem, check_text, numbered_maps
from app.questionnaire.language.question import Column, Question
from app.questionnaire.types.short_text import TYPE as SHORT_TEXT
from app.questionnaire.types.table import Table

LINK_LENGTH = 2_000
SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
RISKY_SCHEMES = frozenset({"javascript", "data", "vbscript", "file", "blob"})
EVIDENCE_COLUMNS = (Column("title", "", SHORT_TEXT), Column("link", "", SHORT_TEXT))
_KEYS = tuple(column.id for column in EVIDENCE_COLUMNS)


class EvidenceRows(Table):
    """The value is a list of rows with the same two columns in every question."""

    keys = frozenset()
    own_words = False

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Title and link."""
        return EVIDENCE_COLUMNS

    def problems(self, question: Question, value: object) -> list[ValueProblem]:
        """What is wrong with titles and links."""
        return evidence_problems(value)

    def describe(self, question: Question, value: object, empty: ReadableAnswer) -> ReadableAnswer:
        """A list of links."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            return super().describe(question, value, empty)
        maps = (item for item in value if isinstance(item, Mapping))
        links = tuple(Evidence(str(row.get("title", "")), str(row.get("link", ""))) for row in maps)
        return replace(empty, form=Form.LINKS, links=links)


def evidence_problems(value: object) -> list[ValueProblem]:
    """What is wrong with rows of evidence; also for the evidence beside an answer of any type."""
    rows, found = numbered_maps(value)
    for number, row in rows:
        extra = [name for name in row if name not in _KEYS]
        found.extend(
            ValueProblem("unknown_column", (("column", str(name)[:SHORT_LENGTH]),), number) for name in extra
        )
        title, link = row.get("title") or "", row.get("link") or ""
        problems = [*check_text(title, SHORT_LENGTH, "title"), *check_text(link, LINK_LENGTH, "link")]
        if isinstance(title, str) and isinstance(link, str):
            if link.strip() and not title.strip():
                problems.append(ValueProblem("title_missing", column="title"))
            problems.extend(_link(link))
        found.extend(replace(problem, row=number) for problem in problems)
    return found


def _link(link: str) -> list[ValueProblem]:
    """A reference may be any words, but nothing that a browser would run."""
    scheme = SCHEME.match("".join(letter for letter in link if letter.isprintable()))
    risky = scheme is not None and scheme.group(1).lower() in RISKY_SCHEMES
    return [ValueProblem("bad_link", column="link")] if risky else []


TYPE = EvidenceRows("evidence")
