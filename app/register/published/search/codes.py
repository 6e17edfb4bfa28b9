"""The filters' values as the small integers that are stored and counted; 0 means that nothing is stated."""

from __future__ import annotations

from app.vocabulary.public_facts import CHALLENGE_ROUTES, PERSONAL_DATA
from app.vocabulary.uses import PHASES, SERVICE_AREAS, USE_KINDS

# Only ever add at the end of these lists: the numbers are in the database.
CODES: dict[str, tuple[str, ...]] = {
    "service_area": SERVICE_AREAS,
    "phase": PHASES,
    "kind": USE_KINDS,
    "personal_data": PERSONAL_DATA,
    "challenge_route": CHALLENGE_ROUTES,
}


def number_of(facet: str, code: str) -> int:
    """The integer of a code; 0 for one that is not known."""
    codes = CODES[facet]
    return codes.index(code) + 1 if code in codes else 0


def code_of(facet: str, number: int) -> str:
    """The code of an integer; empty when nothing is stated."""
    codes = CODES[facet]
    return codes[number - 1] if 0 < number <= len(codes) else ""
