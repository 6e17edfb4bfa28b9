"""What a file really is, by its content: only kinds that no program runs are let in. Pure."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

MOST_ENTRIES = 5_000
MOST_UNPACKED = 200_000_000


class RefusedFile(Exception):
    """The file is not let in; `code` is empty, unknown, mismatch, macros or bomb."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.found = found


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its name for people, its media type and the endings of its names."""

    name: str
    media_type: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
PDF = FileKind("PDF", "application/pdf", ("pdf",))
PNG = FileKind("PNG", "image/png", ("png",))
JPEG = FileKind("JPEG", "image/jpeg", ("jpg", "jpeg"))
TEXT = FileKind("text", "text/plain; charset=utf-8", ("txt", "md", "csv"))
ZIPPED = {
    "word/document.xml": FileKind("Word", f"{_OFFICE}wordprocessingml.document", ("docx",)),
    "xl/workbook.xml": FileKind("Excel", f"{_OFFICE}spreadsheetml.sheet", ("xlsx",)),
    "ppt/presentation.xml": FileKind("PowerPoint", f"{_OFFICE}presentationml.presentation", ("pptx",)),
}
OPENED = {
    f"{_OPEN}text": FileKind("OpenDocument text", f"{_OPEN}text", ("odt",)),
    f"{_OPEN}spreadsheet": FileKind("OpenDocument sheet", f"{_OPEN}spreadsheet", ("ods",)),
    f"{_OPEN}presentation": FileKind("OpenDocument slides", f"{_OPEN}presentation", ("odp",)),
}
KINDS = (PDF, PNG, JPEG, TEXT, *ZIPPED.values(), *OPENED.values())
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)
_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
)
_MARKUP = ("<!doctype", "<html", "<svg", "<?xml", "<script", "#!")


def kind_of(content: bytes, filename: str) -> FileKind:
    """The kind of a file, when it is one that is let in and its name does not lie.

    Raises:
        RefusedFile: it is empty, of no known kind, has macros, unpacks to too much, or is named otherwise.
    """
    if not content:
        raise RefusedFile("empty")
    kind = _by_content(content)
    ending = filename.rsplit(".", 1)[-1].casefold() if "." in filename else ""
    if ending not in kind.endings:
        raise RefusedFile("mismatch", kind.name)
    return kind


def _by_content(content: bytes) -> FileKind:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedFile("unknown") from None
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text):
        raise RefusedFile("unknown")
    if (
        text.lstrip()[:200]
        .casefold()
        .startswith(("<!doctype html", "<html", "<svg", "<?xml", "<script", "#!"))
    ):
        raise RefusedFile("unknown")
    return TEXT


def _zipped(content: bytes) -> FileKind:
    if content.count(b"PK\x01\x02") > 2 * MOST_ENTRIES:  # before each costs memory in the directory
        raise RefusedFile("bomb")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise RefusedFile("bomb")
            names = {entry.filename for entry in entries}
            if any(name.casefold().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for name in names):
                raise RefusedFile("macros")
            declared = ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise RefusedFile("unknown") from None
    for name, kind in ZIPPED.items():
        if name in names:
            return kind
    if declared in OPENED:
        return OPENED[declared]
    raise RefusedFile("unknown")
