"""Where the bytes of evidence lie: a folder outside everything that is served, by checksum."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

SCAN_SECONDS = 60


class ScanFailed(Exception):
    """The virus scanner refused the file (`infected`) or could not be asked."""

    def __init__(self, infected: bool) -> None:
        super().__init__("infected" if infected else "unavailable")
        self.infected = infected


@dataclass(frozen=True, slots=True)
class FolderStore:
    """Files named by the SHA-256 of their content; `scan_command` runs on each before it is kept.

    The command gets the path as its last argument: 0 means clean, 1 infected, anything else that it failed.
    """

    folder: Path
    scan_command: str = ""

    def put(self, content: bytes) -> tuple[str, bool]:
        """Keeps the content; gives its checksum and whether it is new here. All or nothing.

        Raises:
            ScanFailed: the scanner does not let it through.
        """
        checksum = hashlib.sha256(content).hexdigest()
        place = self._place(checksum)
        if place.exists():
            return checksum, False
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix="part-")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            self._scan(part)
            part.rename(place)
        finally:
            part.unlink(missing_ok=True)
        return checksum, True

    def get(self, checksum: str) -> Path:
        """The path of a kept content.

        Raises:
            FileNotFoundError: it is not here.
        """
        place = self._place(checksum)
        if not place.is_file():
            raise FileNotFoundError(checksum)
        return place

    def remove(self, checksum: str) -> None:
        """Takes a content away; nothing happens when it is not here."""
        self._place(checksum).unlink(missing_ok=True)

    def _place(self, checksum: str) -> Path:
        return self.folder / checksum[:2] / checksum

    def _scan(self, part: Path) -> None:
        if not self.scan_command:
            return
        try:
            done = subprocess.run(  # noqa: S603  the operator's own command, the path is ours
                [*shlex.split(self.scan_command), str(part)],
                capture_output=True,
                timeout=SCAN_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            raise ScanFailed(infected=False) from None
        if done.returncode:
            raise ScanFailed(infected=done.returncode == 1)
