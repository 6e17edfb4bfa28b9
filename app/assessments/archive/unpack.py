"""Opens an uploaded archive without trusting it: nothing is unpacked to disk, and every size is measured."""

from __future__ import annotations

import hashlib
import io
import math
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, NoReturn

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.assessments.archive.pack import DATA, FILES, QUESTIONNAIRES
from app.json_bounds import JsonBound, JsonBounds, JsonTooLarge, read_json
from app.web.fields import without_unusable

NO_ARCHIVE = _l("This is not an archive of a use. Choose the .zip file that such a service gave you.")
TOO_LARGE = _l("The archive is too large when it is unpacked.")
AGAIN = _l("Download the archive again from the service that made it, and choose it as it is.")
MOST_FILES, MOST_SOURCES = 300, 20
LARGEST_DATA = 25_000_000
LARGEST_SOURCE = 1_000_000
LARGEST_WHOLE = 150_000_000
# Real archives unpack to some ten times their size; what unpacks to a hundred times as much is a trick.
MOST_TIMES, ALWAYS_ALLOWED = 100, 5_000_000
BOUNDS = JsonBounds(depth=16, values=300_000, items=50_000)
_ENTRY = b"PK\x01\x02"  # begins each entry of a zip file's directory
NAME = re.compile(
    rf"{re.escape(DATA)}|{re.escape(QUESTIONNAIRES)}[0-9a-f]{{64}}\.yaml|{re.escape(FILES)}[0-9a-f]{{64}}"
)
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENCRYPTED = 0x1
_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OverflowError,
    ValueError,
    struct.error,
    zlib.error,
)


class ArchiveError(Exception):
    """The archive cannot be imported; `messages` say why, for the person who uploaded it."""

    def __init__(self, *messages: object) -> None:
        super().__init__(*messages)
        self.messages = tuple(str(message) for message in messages)


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of an archive, measured but not yet checked: archive.json parsed, the rest by SHA-256."""

    data: dict[str, Any]
    questionnaires: dict[str, str]
    files: dict[str, bytes]


def open_archive(content: bytes, largest_file: int) -> Opened:
    """The parts of an uploaded archive; `largest_file` is the most bytes that an evidence file may have.

    Raises:
        ArchiveError: it is no zip file, is damaged, too large, or holds files that do not belong there.
    """
    if not content.startswith(b"PK\x03\x04"):
        raise ArchiveError(NO_ARCHIVE)
    if content.count(_ENTRY) > 2 * MOST_FILES:  # before the directory is read, which costs memory for each
        raise ArchiveError(_("The archive holds too many files, or one twice."))
    allowed = min(LARGEST_WHOLE, ALWAYS_ALLOWED + MOST_TIMES * len(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            parts = _contents(file, largest_file, allowed)
        # Let go at once: the largest part, which nothing else needs.
        data = parts.pop(DATA).decode() if DATA in parts else None
        texts = {name: part.decode() for name, part in parts.items() if not name.startswith(FILES)}
    except _DAMAGE as error:
        raise ArchiveError(_("The file is damaged or was not sent completely. Download it again.")) from error
    if data is None:
        raise ArchiveError(_("The archive has no %(name)s in it.", name=DATA))
    found = Opened(_parsed(data), {}, {})
    for name, part in parts.items():
        checksum = hashlib.sha256(part).hexdigest()
        if checksum not in name:
            raise ArchiveError(_("A file in the archive was altered: %(name)s", name=name))
        if name.startswith(FILES):
            found.files[checksum] = part
        else:
            found.questionnaires[checksum] = texts[name]
    return found


def _members(file: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = file.infolist()
    names = [info.filename for info in members]
    if len(members) > MOST_FILES or len(set(names)) != len(names):
        raise ArchiveError(_("The archive holds too many files, or one twice."))
    if sum(name.startswith(QUESTIONNAIRES) for name in names) > MOST_SOURCES:
        raise ArchiveError(_("The archive holds too many questionnaires."), AGAIN)
    for info in members:
        if not NAME.fullmatch(info.filename):
            shown = without_unusable(info.filename)[:80]
            raise ArchiveError(_("The archive holds a file that does not belong there: %(name)s", name=shown))
        if info.compress_type not in METHODS or info.flag_bits & ENCRYPTED:
            raise ArchiveError(_("The archive is encrypted or packed in a way that cannot be read here."))
    return members


def _contents(file: zipfile.ZipFile, largest_file: int, allowed: int) -> dict[str, bytes]:
    """What each member holds, as long as they are not larger than `allowed` together."""
    parts: dict[str, bytes] = {}
    for info in _members(file):
        parts[info.filename] = _content(file, info, largest_file, allowed)
        allowed -= len(parts[info.filename])
    return parts


def _content(file: zipfile.ZipFile, info: zipfile.ZipInfo, largest_file: int, allowed: int) -> bytes:
    """What a member holds; what its header says of its size is not believed."""
    most = min(info.file_size, largest_file)
    if not info.filename.startswith(FILES):
        most = LARGEST_DATA if info.filename == DATA else LARGEST_SOURCE
    most = min(most, allowed)
    with file.open(info) as member:
        content = member.read(most + 1)
        if len(content) > most:
            where = _("%(name)s unpacks to more than an archive of this size can hold.", name=info.filename)
            raise ArchiveError(TOO_LARGE, where, AGAIN)
        member.read(1)  # to the end, so that its checksum is looked at
    return content


def _passed(error: JsonTooLarge) -> str:
    """Which bound was passed, and where."""
    sentences = {
        JsonBound.DEPTH: _("lists and objects lie more than %(most)s deep in each other", most=error.most),
        JsonBound.VALUES: _("there are more than %(most)s values", most=error.most),
        JsonBound.ITEMS: _("one list or object holds more than %(most)s values", most=error.most),
        JsonBound.KEY: _("a name is longer than %(most)s characters", most=error.most),
    }
    return f"{error.place or DATA}: {sentences[error.bound]}"


def _parsed(text: str) -> dict[str, Any]:
    try:
        data = read_json(
            text,
            BOUNDS,
            object_pairs_hook=_without_doubles,
            parse_constant=_refuse,
            parse_float=_finite,
        )
    except JsonTooLarge as error:
        damage = _("%(name)s in the archive cannot be read as JSON.", name=DATA)
        raise ArchiveError(damage, _passed(error), AGAIN) from error
    except (ValueError, RecursionError) as error:
        raise ArchiveError(_("%(name)s in the archive cannot be read as JSON.", name=DATA)) from error
    if not isinstance(data, dict):
        raise ArchiveError(_("%(name)s in the archive cannot be read as JSON.", name=DATA))
    return data


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
