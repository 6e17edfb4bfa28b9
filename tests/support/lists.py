"""Lists of what a rule found: none at all, or what a file of the repository keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

ADVICE = "If that is meant, run: script/test tests/rules --update-lists"


def compare_with_list(found: list[str], file: Path, *, update: bool) -> None:
    """Fails when `found` is not what `file` lists, or rewrites the file when `update` is set."""
    if update:
        file.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
        return
    kept = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    gone = [f"- {line}" for line in kept if line not in set(found)]
    new = [f"+ {line}" for line in found if line not in set(kept)]
    if gone or new or found != kept:
        changes = "\n".join([*gone, *new]) or "only the order differs"
        pytest.fail(f"{file.name} differs:\n{changes}\n{ADVICE}", pytrace=False)


def none_of(found: list[str]) -> None:
    """Fails with one line for each thing found."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)
