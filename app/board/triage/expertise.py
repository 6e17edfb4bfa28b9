"""Who should review what: by what they know, then by how much they have to read; knows no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# What a use of this kind or level calls for beside its service area, with its weight.
AREA_WEIGHT = 3
BY_KIND = {"algorithm": ("technical", 2), "data_use": ("data_protection", 2)}
BY_LEVEL = {"high": ("law", 1)}
GROUPS_AT_RISK = ("equality", 2)
UNGUARDED = ("public_involvement", 1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who may review: what they know, and how many open reviews they have to read."""

    person_id: int
    name: str
    tags: frozenset[str]
    load: int
    declared: bool


@dataclass(frozen=True, slots=True)
class ReviewerSuggestion:
    """A candidate with the tags that fit the use; the first of a list fits best."""

    candidate: Candidate
    fits: tuple[str, ...]
    score: int


def wanted(
    *, service_area: str, kind: str, level: str, groups_at_risk: bool, unguarded: bool
) -> dict[str, int]:
    """What a reviewer of such a use should know, with weights."""
    found = {service_area: AREA_WEIGHT}
    for named in (
        BY_KIND.get(kind),
        BY_LEVEL.get(level),
        GROUPS_AT_RISK if groups_at_risk else None,
        UNGUARDED if unguarded else None,
    ):
        if named:
            found[named[0]] = named[1]
    return found


def suggest(candidates: Iterable[Candidate], wanted: dict[str, int]) -> list[ReviewerSuggestion]:
    """Everybody who may review, best first: most of what is wanted, then the smallest load, then the name."""
    found = []
    for candidate in candidates:
        fits = tuple(tag for tag in wanted if tag in candidate.tags)
        found.append(ReviewerSuggestion(candidate, fits, sum(wanted[tag] for tag in fits)))
    return sorted(found, key=lambda each: (-each.score, each.candidate.load, each.candidate.name.casefold()))
