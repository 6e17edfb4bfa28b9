"""Collects the strings that people see and keeps the Welsh catalogue in step; knows no request."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Container, Iterator
from pathlib import Path
from typing import IO, Any

import yaml
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import TemplateSyntaxError

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "app" / "translations" / "cy" / "LC_MESSAGES"
PO = FOLDER / "messages.po"
MO = FOLDER / "messages.mo"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w+\}")
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}

Text = str | tuple[str, ...] | list[str]


class WelshCatalog(Catalog):
    """A catalogue whose header changes neither with the day nor with the version of Babel.

    Its plural rule is CLDR's for Welsh: 0, 1, 2, 3, 6 and every other number (2 gofnod, 3 chofnod, 4 cofnod).
    """

    num_plurals = 6
    plural_expr = "(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5"

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The header, the same for the same strings."""
        return [
            ("Project-Id-Version", "Candour"),
            ("Language", "cy"),
            ("Plural-Forms", f"nplurals={self.num_plurals}; plural={self.plural_expr};"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


# Files of data whose words pages pass through gettext, and the keys that hold them.
WORDS = {
    "register/fields.yaml": "label help",
    "assessments/lenses/lenses.yaml": "label hint scope ask tech_ask title text",
    "assessments/trade_offs/scale.yaml": "label short",
    "board/review_again/triggers.yaml": "label explanation",
    "assessments/duties/regimes.yaml": "text help title gist law where note record ask",
}


def _below(value: object, keys: Container[str]) -> Iterator[str]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key in keys and isinstance(inner, str) and inner:
            yield inner
        yield from _below(inner, keys)
    for inner in value if isinstance(value, list) else ():
        yield from _below(inner, keys)


def words_of(
    file: IO[bytes], _keywords: Any, _comments: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """The words of a file of data: every text under the keys that its entry in WORDS names."""
    for text in _below(yaml.safe_load(file.read()), options["keys"].split()):
        yield 1, "_", text, []


SOURCES: list[tuple[str, list[tuple[str, Any]], dict[str, dict[str, str]]]] = [
    (
        "app",
        [("**.py", "python"), *((name, words_of) for name in WORDS)],
        {name: {"keys": keys} for name, keys in WORDS.items()},
    ),
    (
        "templates",
        [("**.html", "jinja2")],
        # As create_app() sets Jinja up: a multi-line block is looked up exactly as it is collected here.
        {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}},
    ),
]


def collected() -> dict[tuple[str | None, Text], set[str]]:
    """Each string (with its context) that the code and the templates show, and the files it stands in."""
    found: dict[tuple[str | None, Text], set[str]] = {}
    read: list[str] = []
    for folder, methods, options in SOURCES:
        rows = extract_from_dir(
            ROOT / folder, methods, options, KEYWORDS, callback=lambda name, *_: read.append(name)
        )
        try:
            for name, _line, text, _notes, context in rows:
                key = (context, tuple(text) if isinstance(text, list) else text)
                found.setdefault(key, set()).add(f"{folder}/{Path(name).as_posix()}")
        except TemplateSyntaxError as error:
            raise SystemExit(f"{folder}/{read[-1]}:{error.lineno} is no template: {error.message}") from error
    return found


def kept() -> dict[tuple[str | None, Text], Text]:
    """The translations that the committed catalogue holds."""
    if not PO.exists():
        return {}
    with PO.open("rb") as file:
        catalog = read_po(file, locale="cy")
    return {(m.context, m.id): m.string for m in catalog if m.id and not m.fuzzy}


def brought_up_to_date() -> WelshCatalog:
    """A catalogue of exactly the strings in use: translations are kept, never guessed from similar ones."""
    catalog = WelshCatalog(
        locale="cy",
        fuzzy=False,
        header_comment="# Welsh words of Candour. Edit the msgstr lines, then run script/translate.",
    )
    old = kept()
    for key in collected():
        context, text = key
        empty: Text = ("",) * 6 if isinstance(text, tuple) else ""
        catalog.add(text, old.get(key, empty), context=context)
    return catalog


def wrong(catalog: Catalog) -> list[str]:
    """Translations whose placeholders are not those of the English."""
    found = []
    for message in catalog:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = {word for text in ids for word in PLACEHOLDER.findall(text)}
        last = set(PLACEHOLDER.findall(ids[-1]))
        for text in filter(None, strings):
            given = set(PLACEHOLDER.findall(text))
            if message.id and (given - wanted or (text == strings[-1] and given != last)):
                found.append(f"{ids[0]!r}: {text!r}")
    return found


def untranslated(catalog: Catalog) -> list[str]:
    """The strings, or plural forms of strings, that have no Welsh yet."""
    found = []
    for message in catalog:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(strings):
            found.append(message.id[0] if isinstance(message.id, tuple) else str(message.id))
    return found


def written(catalog: Catalog) -> tuple[bytes, bytes]:
    """The bytes of messages.po and messages.mo."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=110, no_location=True, sort_output=True)
    write_mo(mo, catalog)
    return po.getvalue(), mo.getvalue()


def main(arguments: list[str]) -> int:
    """Writes both files, or with `--check` says whether they are as they would be written."""
    catalog = brought_up_to_date()
    mistakes = wrong(catalog)
    if mistakes:
        print("The placeholders of these differ from the English:", *mistakes, sep="\n  ", file=sys.stderr)  # noqa: T201
        return 1
    po, mo = written(catalog)
    if "--check" in arguments:
        if PO.exists() and MO.exists() and (PO.read_bytes(), MO.read_bytes()) == (po, mo):
            return 0
        print("Strings were added or changed: run script/translate, then commit both files.", file=sys.stderr)  # noqa: T201
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po)
    MO.write_bytes(mo)
    missing = untranslated(catalog)
    print(f"{len(catalog)} strings, {len(missing)} without Welsh", *missing, sep="\n  ")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
