"""Finds out in which encoding a file is written, and reads bytes that do not belong to it one by one."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from app.register.exchange.formats.errors import ReadError

CHUNK = 1 << 20
SAMPLE = 1 << 20
# A file of this many times more wrong bytes than good letters beyond ASCII is not UTF-8 with a few slips.
MOSTLY_WRONG = 10
# With fewer letters beyond ASCII a guess is chance, and Windows-1252 is what western offices write.
LEAST_TO_GUESS = 24
# Of so many characters beyond ASCII one may look odd in its word before a reading is taken for wrong.
MOST_ODD = 10
# The share of letters beyond ASCII in words that have any; in French or Czech it is far below.
MOST_ACCENTED = 0.6
# How well charset-normalizer must know a language in what it guessed; below that it is often wrong.
LEAST_COHERENCE = 0.4
LONGEST_LIST = 5
UNKNOWN = (
    "not text: neither UTF-8 nor Windows-1252, nor an encoding that can be told for sure; save it as UTF-8"
)
WINDOWS = "cp1252"
NAMES = {WINDOWS: "Windows-1252"}

_WRONG = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_WORD = re.compile(r"[^\W\d_]+")
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘“”–—…«»](?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class FileEncoding:
    """The encoding's name; `note` says what is odd about it, `has_wrong_bytes` that some do not fit it."""

    name: str
    has_nul: bool = False
    has_wrong_bytes: bool = False
    note: str = ""


@dataclass(slots=True)
class _Census:
    """What stands in a file beyond ASCII when it is read as UTF-8."""

    good: int = 0
    wrong: int = 0
    first_wrong_line: int = 0
    has_nul: bool = False


def encoding_of(path: Path) -> FileEncoding:
    """Give the encoding of a file: UTF-8, also with some wrong bytes, else one in which all of it is text.

    Raises:
        ReadError: naming the line of the first byte that fits no encoding.
    """
    census = _census(path)
    if not census.wrong:
        return FileEncoding("utf-8-sig", census.has_nul)
    if census.good and census.wrong < MOSTLY_WRONG * census.good:
        count = f"{census.wrong:,} bytes are" if census.wrong > 1 else "1 byte is"
        note = f"{count} not UTF-8; only what is wrong was read as Windows-1252"
        return FileEncoding("utf-8-sig", census.has_nul, True, note)
    name = _other_encoding(path, census)
    if name is None:
        raise ReadError(census.first_wrong_line, "", UNKNOWN)
    note = f"not UTF-8 (first seen on line {census.first_wrong_line}); read as {NAMES.get(name, name)}"
    return FileEncoding(name, census.has_nul, note=note)


def mended(text: str) -> tuple[str, str]:
    """Give a text with its wrong bytes read as Windows-1252, and what to say of them; empty when it has none.

    A byte that means nothing there becomes U+FFFD, the sign for a character that was lost.
    """
    wrong = _WRONG.findall(text)
    if not wrong:
        return text, ""
    pairs = dict.fromkeys(wrong)
    said = [f"0x{ord(each) - 0xDC00:02X} as “{_read(each)}”" for each in pairs][:LONGEST_LIST]
    more = ", …" if len(pairs) > LONGEST_LIST else ""
    note = f"{len(wrong)} bytes are" if len(wrong) > 1 else "a byte is"
    return _WRONG.sub(
        lambda match: _read(match.group()), text
    ), f"{note} not UTF-8; read {', '.join(said)}{more}"


def _read(wrong: str) -> str:
    return bytes([ord(wrong) - 0xDC00]).decode(WINDOWS, "replace")


def _census(path: Path) -> _Census:
    """Read the whole file once, piece by piece."""
    found = _Census()
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    line = 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            text = decoder.decode(chunk, final=not chunk)
            if not text.isascii():
                wrong = _WRONG.search(text)
                if wrong and not found.first_wrong_line:
                    found.first_wrong_line = line + text.count("\n", 0, wrong.start())
                count = len(_WRONG.findall(text))
                found.wrong += count
                found.good += sum(not each.isascii() for each in text.replace("\ufeff", "")) - count
            found.has_nul = found.has_nul or b"\x00" in chunk
            line += text.count("\n")
            if not chunk:
                return found


def _other_encoding(path: Path, census: _Census) -> str | None:
    """Give the encoding in which the whole file is text, None when it cannot be told for sure.

    Windows-1252 while that gives words of a western language or there is too little to judge by; else what
    charset-normalizer guesses, when it knows a language by it and the result looks like words.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    little = census.wrong < LEAST_TO_GUESS
    if _is_text(path, WINDOWS) and (little or _reads_as_western(sample.decode(WINDOWS, "replace"))):
        return WINDOWS
    guess = None if little else from_bytes(sample).best()
    if guess is None or guess.coherence < LEAST_COHERENCE or not _is_text(path, guess.encoding):
        return None
    return guess.encoding if _few_are_odd(sample.decode(guess.encoding, "replace")) else None


def _is_text(path: Path, name: str) -> bool:
    """Whether every byte of the file means something in an encoding, and none a control character."""
    try:
        with path.open(encoding=name, newline="") as file:
            while text := file.read(CHUNK):
                if name != WINDOWS and _CONTROL.search(text):
                    return False
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _reads_as_western(text: str) -> bool:
    """Whether letters beyond ASCII stand singly between others, as in the languages of Windows-1252."""
    accented = [word for word in _WORD.findall(text) if not word.isascii()]
    beyond = sum(not each.isascii() for word in accented for each in word)
    return _few_are_odd(text) and beyond < MOST_ACCENTED * sum(map(len, accented))


def _few_are_odd(text: str) -> bool:
    """Whether hardly any capitals and signs beyond ASCII stand inside words, and nothing was lost."""
    words = (word for word in _WORD.findall(text) if not word.isupper())
    odd = sum(not each.isascii() and each.isupper() for word in words for each in word[1:])
    odd += len(_SIGN_IN_WORD.findall(text)) + text.count("\ufffd")
    return bool(odd * MOST_ODD < sum(not each.isascii() for each in text))
