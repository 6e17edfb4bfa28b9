"""Cleans cells: invisible characters, placeholders that mean nothing, addresses, lists, short texts."""

from __future__ import annotations

import ast
import re

TEXT_LIMIT = 20_000
LONGEST_PLACEHOLDER = 60
PLACEHOLDERS = frozenset(
    {
        "",
        "n/a",
        "na",
        "n.a",
        "n/a n/a",
        "none",
        "nil",
        "null",
        "tbc",
        "tbd",
        "tba",
        "to be confirmed",
        "to be determined",
        "not applicable",
        "not available",
        "not yet available",
        "niet van toepassing",
        "nvt",
        "n.v.t",
        "blank",
        "left blank",
        "this field is intentionally left blank",
        "intentionally left blank",
        "empty",
        "none at this time",
        "none at present",
        "not provided",
        "none provided",
        "no response",
        "no response provided",
        "no answer",
        "not specified",
        "not stated",
        "not applicable at this time",
    }
)
UNKNOWN = frozenset({"unknown", "not known", "don't know", "onbekend"})

# What looks like a space or a line end becomes one; U+200C and U+200D stay: they make letters and faces.
_SPACE, _LINE_ENDS = "\xa0", "\x0b\x0c\x85\u2028\u2029"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\ufeff\ud800-\udfff]"
)
_ODD = re.compile(f"[{_SPACE}{_LINE_ENDS}]|{_INVISIBLE.pattern}")
_AROUND = " .-–—_?*[](){}<>\"'"
_ALSO = re.compile(r"\s*[\[(]n/?a[\])]?$")
_GARBLED = re.compile(
    "[Ã][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|Â[\u00a0-\u00bf]|â€"
)
_MIDNIGHT = re.compile(r"[ T](?:00:00:00|12:00:00 AM)$")
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_ENDS = re.compile(r"[.!?](?=\s)|\n")
_NUMBERED = re.compile(r"(?<=\S)\s+(?=[a-z]\)\s)")
_ID_AND_NAME = re.compile(r"^\s*([A-Za-z]{1,12}[ -]?\d{1,12})\s*[:–-]\s*(\S.*)$", re.DOTALL)


def clean(text: str) -> str:
    """Give a cell without control and invisible characters, line ends as \\n, and no space around it."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _ODD.search(text):
        text = _ODD.sub(_replacement, text)
    return _MIDNIGHT.sub("", text.strip())


def _replacement(match: re.Match[str]) -> str:
    if match.group() in _LINE_ENDS:
        return "\n"
    return " " if match.group() == _SPACE else ""


def invisible(text: str) -> int:
    """Count the characters without any meaning, which `clean` leaves out."""
    return len(_INVISIBLE.findall(text))


def looks_garbled(text: str) -> bool:
    """Say whether a text has the marks of UTF-8 that was read as Windows-1252, such as Ã© or â€™."""
    return _GARBLED.search(text) is not None


def meaning(text: str) -> str:
    """Give a short cell in the form in which placeholders are compared."""
    bare = text.casefold().strip(_AROUND).replace("’", "'")
    return _ALSO.sub("", bare).strip(_AROUND) or bare


def is_placeholder(text: str) -> bool:
    """Say whether a cell is there only because something had to be typed."""
    return len(text) < LONGEST_PLACEHOLDER and meaning(text) in PLACEHOLDERS


def is_unknown(text: str) -> bool:
    """Say whether a cell only says that it is not known."""
    return len(text) < 30 and meaning(text) in UNKNOWN


def first_email(text: str) -> str:
    """Give the first e-mail address in a text, empty when there is none."""
    match = _EMAIL.search(text)
    return match.group().strip("'.") if match else ""


def is_web_address(text: str) -> bool:
    """Say whether a text is one http(s) address and nothing else."""
    return text.startswith(("https://", "http://")) and not any(character.isspace() for character in text)


def list_items(text: str) -> list[str]:
    """Read a cell with several values: a Python list as text, or items parted by ; or by "a) … b) …"."""
    if text.startswith("[") and text.endswith("]"):
        try:
            value = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            value = None
        if isinstance(value, list):
            return [cleaned for item in value if (cleaned := clean(str(item)))]
    parts = (item for line in text.split(";") for item in _NUMBERED.split(line))
    return [cleaned for part in parts if (cleaned := clean(part))]


def id_and_name(text: str) -> tuple[str, str]:
    """Part "USDA-001: Repair Spend" into id and name; without an id the name is the whole text."""
    match = _ID_AND_NAME.match(text)
    return (match.group(1), match.group(2).strip()) if match else ("", text)


def shorten(text: str, longest: int) -> str:
    """Cut a text at the end of a sentence within the length, else at a word with an ellipsis."""
    if len(text) <= longest:
        return text
    ends = [match.end() for match in _ENDS.finditer(text, longest // 3, longest)]
    if ends:
        return text[: ends[-1]].strip()
    return text[:longest].rsplit(None, 1)[0].rstrip(",;:") + "…"
