"""Links to a use's own evidence files, which have other numbers in an archive than in the service."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

IN_SERVICE = re.compile(r"/uses/(\d{1,9})/evidence/(\d{1,9})")
IN_ARCHIVE = re.compile(r"archive:/evidence/(\d{1,9})")


def to_archive(value: Any, use_id: int, numbers: Mapping[int, int]) -> Any:
    """The JSON value with links to the use's files by their number in the archive."""

    def change(text: str) -> str:
        found = IN_SERVICE.fullmatch(text)
        if found is None or int(found[1]) != use_id or int(found[2]) not in numbers:
            return text
        return f"archive:/evidence/{numbers[int(found[2])]}"

    return _each_text(value, change)


def to_service(value: Any, use_id: int, ids: Mapping[int, int]) -> Any:
    """The JSON value with links that lead to the new use's files."""

    def change(text: str) -> str:
        found = IN_ARCHIVE.fullmatch(text)
        if found is None or int(found[1]) not in ids:
            return text
        return f"/uses/{use_id}/evidence/{ids[int(found[1])]}"

    return _each_text(value, change)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(each, change) for each in value]
    if isinstance(value, dict):
        return {key: _each_text(each, change) for key, each in value.items()}
    return value
