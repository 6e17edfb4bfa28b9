"""Everything bad that can be sent with a form, made from the form as its page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, urlencode

from tests.integration.bad_input.places import Place
from tests.support.attacker import FORM
from tests.support.forms import CHOOSING, TEXT_TYPES, Field, PageForm

Pairs = list[tuple[str, str]]
Files = Mapping[str, tuple[str, bytes]]
HUGE = "x" * 100_000
DATE_PARTS = ("-day", "-month", "-year")
BAD_BYTES = {"lone surrogates": "%ED%A0%80", "bytes that are no UTF-8": "%FF%FE%C3%28"}
VERSIONS = ("", "-1", "²", "9" * 50)
MULTIPART = "multipart/form-data; boundary=x"
CENTRAL = frozenset(
    {
        *("/sign-in", "/people/invite", "/uses/{draft}/harms/{harm}", "/uses/{kinds}/questions/texts"),
        *("/board/reviews/{submitted_review}/advise", "/register/edit/{editing_entry}/part/basics"),
    }
)
LATER_ROW = re.compile("-[1-9][0-9]*-")
ROW_NUMBERS = ("²", "9" * 5_000, "-1", "999999")


class Then(Enum):
    """What has to come of an attempt."""

    REFUSED = "400 with the error summary, all that was typed, and nothing written"
    QUIET = "any answer but a crash, and nothing written"
    HARMLESS = "any answer but a crash"


@dataclass(frozen=True)
class Attempt:
    """One request and what has to come of it; `status` when only one will do.

    Without `files` it is sent with those of its place.
    """

    name: str
    body: Pairs | bytes
    then: Then
    kind: str = FORM
    status: int = 0
    files: Files | None = None


def well_filled(place: Place, form: PageForm, token: str) -> Pairs:
    """The form as somebody fills it who means well."""
    values: dict[str, list[str]] = {}
    for field in form.fields:
        if field.type != "submit":
            _fill(values, field)
    values["csrf_token"] = [token]
    for name, value in place.fill.items():
        values[name] = [] if value is None else [value] if isinstance(value, str) else value
    return [(name, each) for name, found in values.items() for each in found]


def _fill(values: dict[str, list[str]], field: Field) -> None:
    held = values.setdefault(field.name, [])
    if field.type in TEXT_TYPES:
        part = next((p for p in DATE_PARTS if field.name.endswith(p)), "")
        day = {"-day": "27", "-month": "3", "-year": "2031"}
        held.append(day[part] if part else f"Words of {field.name}")
    elif field.type in {"checkbox", "hidden", "select"} or (field.type == "radio" and not held):
        held.append(field.value)


def replaced(pairs: Pairs, changes: Mapping[str, str]) -> Pairs:
    """The pairs with one value for each name in `changes`."""
    return [pair for pair in pairs if pair[0] not in changes] + list(changes.items())


def usual(place: Place, form: PageForm, good: Pairs) -> Iterator[Attempt]:
    """What people and careless programs send: too little, too much, what is no choice and no date."""
    texts = _text_names(form)
    empty = Then.QUIET if form.value("version") else Then.REFUSED
    token = [pair for pair in good if pair[0] == "csrf_token"]
    yield Attempt("an empty body", token, Then.HARMLESS if place.bare else empty, files={})
    hollow = Then.HARMLESS if place.bare or place.optional or not texts else Then.REFUSED
    yield Attempt("only spaces", replaced(good, dict.fromkeys(texts, " \t ")), hollow)
    yield from _texts(good, texts)
    yield from _dates(good, texts)
    yield from _choices(form, good)
    yield from _tokens(good)


def rare(place: Place, form: PageForm, good: Pairs) -> Iterator[Attempt]:
    """What only somebody sends who looks for a crash."""
    texts = _text_names(form)
    hollow = Then.HARMLESS if place.bare or place.optional or not texts else Then.REFUSED
    for name, value in {"nothing": "", "line ends": "\r\n\r\n"}.items():
        yield Attempt(f"only {name}", replaced(good, dict.fromkeys(texts, value)), hollow)
    yield from _bodies(good, texts)
    yield from _versions(form, good, place.versioned)
    yield from _hidden(form, good)
    yield from _files(form, good)
    yield from _rows(form, good)
    if place.address in CENTRAL:
        yield from _refused_centrally(good)


def _text_names(form: PageForm) -> list[str]:
    return [field.name for field in form.of_type(*TEXT_TYPES - {"password"})]


def _bodies(good: Pairs, texts: list[str]) -> Iterator[Attempt]:
    token = [pair for pair in good if pair[0] == "csrf_token"]
    for name, value in BAD_BYTES.items():
        rest = urlencode([pair for pair in good if pair[0] not in texts])
        raw = "&".join([rest, *(f"{quote(text)}={value}" for text in texts), f"{value}={value}"])
        yield Attempt(name, raw.encode(), Then.HARMLESS)
    again = [(name, each) for name in dict(good) for each in ("", dict(good)[name], "\0", HUGE[:5_000])]
    yield Attempt("each field four times", [*token, *again], Then.HARMLESS)
    yield Attempt("huge numbers", replaced(good, dict.fromkeys(texts, "9" * 5_000)), Then.HARMLESS)


def _texts(good: Pairs, texts: list[str]) -> Iterator[Attempt]:
    """What no text may hold. A date takes such characters out by itself; a reason counts only where asked."""
    for name in (text for text in texts if not LATER_ROW.search(text)):
        nul = Then.HARMLESS if name.endswith(DATE_PARTS) else Then.REFUSED
        said = dict(good).get(name, "")
        yield Attempt(f"a NUL in {name}", replaced(good, {name: f"{said}\0\x07\ufffe"}), nul)
        huge = Then.HARMLESS if name.endswith("_reason") else Then.REFUSED
        yield Attempt(f"100,000 characters in {name}", replaced(good, {name: HUGE}), huge)


def _dates(good: Pairs, texts: list[str]) -> Iterator[Attempt]:
    days = [name for name in texts if name.endswith("-day") and not LATER_ROW.search(name)]
    for start in (name.removesuffix("-day") for name in days):
        for sent in ({"-day": "27"}, {"-month": "13", "-day": "1"}, {"-year": "2027"}, {"-day": "٣"}):
            parts = {f"{start}{part}": sent.get(part, "") for part in DATE_PARTS}
            yield Attempt(f"a date of {sent} in {start}", replaced(good, parts), Then.REFUSED)


def _choices(form: PageForm, good: Pairs) -> Iterator[Attempt]:
    for field in form.of_type(*CHOOSING):
        single = field.type == "checkbox" and field.value == "y"  # only there or not there
        then = Then.HARMLESS if single else Then.REFUSED
        sent = [*replaced(good, {field.name: "no-such-choice"}), (field.name, "\0")]
        yield Attempt(f"what is no choice in {field.name}", sent, then)


def _versions(form: PageForm, good: Pairs, versioned: bool) -> Iterator[Attempt]:
    for field in form.of_type("hidden"):
        if field.name != "version" and not field.name.endswith("_version"):
            continue
        guards = versioned and field.value not in ("", "0")
        then = Then.QUIET if guards else Then.HARMLESS
        for value in VERSIONS:
            yield Attempt(f"{field.name} {value!r}", replaced(good, {field.name: value}), then)
        missing = [pair for pair in good if pair[0] != field.name]
        yield Attempt(f"no {field.name}", missing, then)


def _hidden(form: PageForm, good: Pairs) -> Iterator[Attempt]:
    hidden = [f.name for f in form.of_type("hidden") if f.name != "csrf_token"]
    for value in ("", "\0é", HUGE[:9_000]):
        sent = replaced(good, dict.fromkeys(hidden, value))
        yield Attempt(f"{value[:9]!r} in all hidden fields", sent, Then.HARMLESS)
    bare = [pair for pair in good if pair[0] not in hidden]
    yield Attempt("no hidden fields", bare, Then.HARMLESS)


def _tokens(good: Pairs) -> Iterator[Attempt]:
    without = [pair for pair in good if pair[0] != "csrf_token"]
    yield Attempt("no token", without, Then.QUIET, status=400)
    forged = dict(good)["csrf_token"][:-2] + "xx"
    yield Attempt("a forged token", [*without, ("csrf_token", forged)], Then.QUIET, status=400)


def _files(form: PageForm, good: Pairs) -> Iterator[Attempt]:
    token = [pair for pair in good if pair[0] == "csrf_token"]
    files = [field.name for field in form.fields if field.type != "submit" and field.name != "csrf_token"]
    sent = dict.fromkeys(files, ("a.txt", b"some text"))
    yield Attempt("files instead of texts", multipart(token, sent), Then.HARMLESS, MULTIPART)


def uploads(good: Pairs, files: Files) -> Iterator[Attempt]:
    """What is no file, or another than it says."""
    for field, (name, content) in files.items():
        for what, sent in {
            "no file": {},
            "an empty file": {field: (name, b"")},
            "a file that breaks off": {field: (name, content[: len(content) // 4])},
            "a program": {field: (name, b"MZ\x90\0\x03" + bytes(range(256)))},
            "a page": {field: (name, b"<!doctype html><script>alert(1)</script>")},
        }.items():
            yield Attempt(f"{what} as {field}", good, Then.QUIET, status=400, files=sent)
        huge = {field: (name, content + bytes(40_000_000))}
        yield Attempt(f"a huge file as {field}", good, Then.QUIET, status=413, files=huge)
        for odd in ("", "../../x", "x" * 3_000, "\x07é\u202e.exe", "a\r\nb", name.upper(), f"C:\\{name}"):
            named = {field: (odd, content)}
            yield Attempt(f"a file {odd[:9]!r} as {field}", good, Then.HARMLESS, files=named)


def _refused_centrally(good: Pairs) -> Iterator[Attempt]:
    """What never gets as far as the form, so that a few forms stand for all."""
    without = [pair for pair in good if pair[0] != "csrf_token"]
    for token in ("forged", "\0", HUGE):
        yield Attempt(f"token {token[:9]!r}", [*without, ("csrf_token", token)], Then.QUIET, status=400)
    many = [*good, *((f"more-{n}", "x") for n in range(5_000))]
    yield Attempt("thousands of fields", many, Then.HARMLESS)
    yield Attempt("JSON", b'{"version": 1}', Then.QUIET, "application/json", 415)
    parts = [*good, *((f"more-{n}", "x") for n in range(2_100))]
    yield Attempt("thousands of parts", multipart(parts, {}), Then.QUIET, MULTIPART, 413)
    raw = b'--x\r\nContent-Disposition: form-data; name="version"\r\n\r\n\xed\xa0\x80\xff'
    yield Attempt("a body that breaks off", raw, Then.QUIET, MULTIPART, 400)


def multipart(pairs: Pairs, files: Files) -> bytes:
    """A body with these fields and files."""
    part = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    parts = [part.format(name, "").encode() + value.encode() for name, value in pairs]
    parts += [
        part.format(name, f'; filename="{file}"').encode() + sent for name, (file, sent) in files.items()
    ]
    return b"".join([*(each + b"\r\n" for each in parts), b"--x--\r\n"])


def _rows(form: PageForm, good: Pairs) -> Iterator[Attempt]:
    """Row numbers that are none, where a form has rows like `conditions-0-text`."""
    named = {f.name.partition("-0-")[0]: f.name for f in form.of_type(*TEXT_TYPES) if "-0-" in f.name}
    for start, name in named.items():
        end = name.partition("-0-")[2]
        said = dict(good).get(name, "") or "x"
        for number in ROW_NUMBERS:
            yield Attempt(
                f"row {number[:9]!r} of {start}", [*good, (f"{start}-{number}-{end}", said)], Then.HARMLESS
            )
        many = [*good, *((f"{start}-{n}-{end}", "x") for n in range(1, 400))]
        yield Attempt(f"400 rows of {start}", many, Then.HARMLESS)
