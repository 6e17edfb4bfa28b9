"""How the files of a standard are written, apart from their content: CSV, JSON or JSON lines."""

from __future__ import annotations

from dataclasses import dataclass

FORMATS = ("csv", "json", "jsonl")
WHOLE_DOCUMENT = "item"


@dataclass(frozen=True, slots=True)
class FileFormat:
    """The usual format of a standard's files, and for JSON the path to the list of records in the document.

    The path is written as ijson does: `item` when the list is the document, else such as `records.item`.
    """

    kind: str
    list_path: str = WHOLE_DOCUMENT

    @property
    def list_keys(self) -> tuple[str, ...]:
        """The keys on the way to the list, none when it is the whole document."""
        return tuple(self.list_path.split(".")[:-1])
