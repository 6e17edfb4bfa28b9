"""What an attribute of a record's dataclasses can say of its key in JSON; otherwise it is always written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Left out while it is empty, so that a record written before the attribute existed keeps its hash
# (docs/decisions/0013). Every attribute that is new is one of these.
WHEN_SAID: Final[Mapping[str, object]] = {"when_said": True}
# The constructor has a default, but a stored record has to name it.
NEEDED: Final[Mapping[str, object]] = {"needed": True}


def within(outer: str, key: str) -> Mapping[str, object]:
    """Write the attribute as `key` of the object `outer`, which always has to be there."""
    return {"within": (outer, key)}
