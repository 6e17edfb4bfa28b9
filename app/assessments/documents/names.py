"""Names of files that people download."""

from __future__ import annotations

import re
import unicodedata

from app.uses.models import UseCase

LONGEST = 60


def attachment(use: UseCase, ending: str) -> dict[str, str]:
    """The headers that make a browser save a file under the name of the use."""
    plain = unicodedata.normalize("NFKD", use.name).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST] or f"use-{use.id}"
    return {
        "Content-Disposition": f'attachment; filename="{name}.{ending}"',
        "Cache-Control": "private, no-store",
    }
