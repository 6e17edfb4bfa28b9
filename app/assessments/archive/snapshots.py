"""The ids inside a submission's snapshot, and the snapshot with other numbers for them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

PERSON = "person"
# Where a snapshot names rows: its part, the list inside each item of that part (or none), the key, the table.
IDS = (
    ("harms", "", "id", "harm"),
    ("lenses", "", "id", "lens_mark"),
    ("lenses", "", "harm_id", "harm"),
    ("trade_offs", "", "id", "trade_off_card"),
    ("trade_offs", "", "chosen_id", "trade_off_option"),
    ("trade_offs", "options", "id", "trade_off_option"),
    ("voices", "", "id", "voice"),
    ("duties", "", "answered_by", PERSON),
)
Change = Callable[[str, Any], Any]


def with_ids(snapshot: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """The snapshot with every id as `change` gives it for a table and an id; None stays None.

    Raises:
        KeyError, TypeError, AttributeError: the snapshot has another shape.
    """
    changed: dict[str, Any] = json.loads(json.dumps(snapshot))
    for part, inner, key, table in IDS:
        for item in changed.get(part, []):
            for holder in item[inner] if inner else [item]:
                if holder[key] is not None:
                    holder[key] = change(table, holder[key])
    return changed


def people_in(snapshot: Mapping[str, Any]) -> dict[str, str]:
    """Whom a snapshot of an archive names, by a name for each place, as in `duties.2.answered_by`."""
    return {
        f"{part}.{number}.{key}": item[key] or ""
        for part, _inner, key, table in IDS
        if table == PERSON
        for number, item in enumerate(snapshot.get(part, []))
    }


def put_people_in(snapshot: dict[str, Any], said: Mapping[str, str]) -> None:
    """Puts back into a snapshot whom an archive named, by the names that `people_in` gives."""
    for part, _inner, key, table in IDS:
        if table == PERSON:
            for number, item in enumerate(snapshot.get(part, [])):
                item[key] = said.get(f"{part}.{number}.{key}") or item[key]


def snapshot_hash(snapshot: Mapping[str, Any]) -> str:
    """The content hash of a snapshot, as app/assessments/snapshots/model.py makes it."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
