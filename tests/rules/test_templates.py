"""Templates: none unused, no macro unused, and every word that a reader sees goes through gettext."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from tests.support.databases import ROOT
from tests.support.lists import none_of

FOLDER = ROOT / "templates"
SHOWN = frozenset({"text", "html", "titleText", "legend", "hint", "label", "caption", "summaryText", "title"})
ATTRIBUTES = re.compile(r"""\b(?:alt|title|aria-label|placeholder)=(?:"([^"<>]*)"|'([^'<>]*)')""")
NOT_SHOWN = re.compile(r"<(script|style|title)\b.*?</\1>|<!--.*?-->|<[^>]*>|&#?\w+;", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")
UNTRANSLATED = frozenset({"JSON", "CSV", "XLSX", "ATRS", "GOV.UK", "Candour", "Atom", "API"})


def _templates() -> dict[str, str]:
    return {
        file.relative_to(FOLDER).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(FOLDER.rglob("*.*"))
    }


def _sources() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "app").rglob("*.py")))


def test_every_template_is_used() -> None:
    templates = _templates()
    everything = _sources() + "\n".join(templates.values())
    none_of([name for name in templates if f'"{name}"' not in everything])


def test_every_macro_is_used() -> None:
    everything = "\n".join(_templates().values())
    macros = re.findall(r"{%-?\s*macro\s+(\w+)", everything)
    calls = re.sub(r"{%-?\s*macro\s+\w+", "", everything)
    called = [name for name in macros if not re.search(rf"(?<![\w\"]){name}\s*\(", calls)]
    none_of(called)


def _visible(tokens: Iterator[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    """The text outside tags and translated blocks, with the line that it begins on."""
    pieces: list[str] = []
    translated = False
    words: list[str] = []
    for line, kind, value in tokens:
        if kind == "block_begin":
            words = []
        elif kind == "name":
            words.append(value)
        elif kind == "block_end":
            translated = bool(words) and (words[0] == "trans" or (translated and words[0] != "endtrans"))
        elif kind == "variable_end":
            pieces.append("\u2060")
        elif kind == "data" and not translated:
            pieces.append(value)
        if kind == "data" and translated:
            pieces.append("\n" * value.count("\n"))
        del line
    text = "".join(pieces)
    bare = NOT_SHOWN.sub(lambda m: "\n" * m.group().count("\n"), text)
    yield from enumerate(bare.splitlines(), 1)
    for match in ATTRIBUTES.finditer(text):
        yield text[: match.start()].count("\n") + 1, match.group(1) or match.group(2) or ""


def _plain_arguments(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Words given to macros and components as plain strings."""
    for pair in tree.find_all(nodes.Pair):
        key, value = pair.key, pair.value
        if isinstance(key, nodes.Const) and key.value in SHOWN and isinstance(value, nodes.Const):
            yield pair.lineno, str(value.value)
    for keyword in tree.find_all(nodes.Keyword):
        if keyword.key in SHOWN and isinstance(keyword.value, nodes.Const):
            yield keyword.lineno, str(keyword.value.value)


def _words(text: str) -> list[str]:
    for known in UNTRANSLATED:
        text = text.replace(known, "")
    return LETTERS.findall(text)


@pytest.mark.parametrize("name", sorted(_templates()))
def test_every_visible_word_goes_through_gettext(kept_app: Flask, name: str) -> None:
    if Path(name).suffix != ".html":
        pytest.skip("not a page")
    source = _templates()[name]
    environment = kept_app.jinja_env
    found = [*_visible(iter(environment.lex(source))), *_plain_arguments(environment.parse(source))]
    plain = [f"{name}:{line} {text.strip()!r}" for line, text in found if _words(text)]
    none_of(plain)
