"""Nothing in the repository names one machine, and what is vendored is what was built."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

from tests.support.databases import ROOT
from tests.support.lists import none_of

MACHINE = re.compile(rb"(?<![\w.:}$/-])/(?:work|root|home|tmp|Users)/[\w.-]|file://")
BINARY = frozenset({".png", ".jpg", ".ico", ".woff2", ".xlsx", ".gz", ".mo"})


def _committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    files = [ROOT / name.decode() for name in listed.split(b"\0") if name]
    return [f for f in files if f.is_file() and f.suffix not in BINARY]


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {match.group().decode()}"
        for file in _committed()
        if file != Path(__file__)
        for match in MACHINE.finditer(file.read_bytes())
    ]
    none_of(found)


def test_locks_name_no_registry() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        assert re.findall(r"index-url|https?://", lock.read_text(encoding="utf-8")) == [], lock.name
    assert '"resolved"' not in (ROOT / "tests/browser/package-lock.json").read_text(encoding="utf-8")


def test_vendored_files_are_those_that_were_built() -> None:
    lists = sorted((ROOT / "static" / "vendor").rglob("SHA256SUMS"))
    assert lists
    for sums in lists:
        for line in sums.read_text(encoding="utf-8").splitlines():
            digest, name = line.split()
            assert hashlib.sha256((sums.parent / name).read_bytes()).hexdigest() == digest, name


def test_nothing_served_carries_what_belongs_to_gov_uk() -> None:
    for sheet in (ROOT / "static").rglob("*.css"):
        words = re.findall(r"GDS Transport|crest|#1d70b8", sheet.read_text(encoding="utf-8"), re.IGNORECASE)
        assert words == [], sheet.name
