"""Councils and their people for tests, made through the same actions as in service."""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts import actions
from app.web.roles import Role


@dataclass(frozen=True, slots=True)
class Council:
    """Ids of an organisation and of one person for each role."""

    organisation_id: int
    slug: str
    people: dict[str, int]


def make_council(slug: str = "northmere") -> Council:
    """Makes an organisation with one person for each role; they have no passwords. Needs a context."""
    organisation = actions.create_organisation(name=f"{slug.title()} Council", slug=slug)
    people = {}
    for role in Role:
        person = actions.add_person(
            organisation_id=organisation.id,
            name=f"{role.value.replace('_', ' ').title()} of {slug.title()}",
            email=f"{role.value.replace('_', '.')}@{slug}.example",
            roles=[role],
        )
        people[role.value] = person.id
    return Council(organisation_id=organisation.id, slug=slug, people=people)
