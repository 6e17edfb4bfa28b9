"""Who sits at a meeting, who leaves for which item, and whether enough are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.accounts.models import Person
from app.board.interests.queries import VOTING, last_declared, own_of_each, people_of
from app.board.interests.standing import ReviewStanding, standing_of
from app.board.lifecycle import REVIEW
from app.board.meetings.models import AgendaItem, Meeting
from app.board.meetings.words import THERE
from app.web.roles import Role


@dataclass(frozen=True, slots=True)
class Standings:
    """Where people stand towards the reviews on an agenda: what they declared, and whose own use it is."""

    declared: Mapping[int, Mapping[int, ReviewStanding]]
    own: Mapping[int, Collection[int]]

    def out_of(self, review_id: int) -> dict[int, str]:
        """Who takes no part in a review, with the code of the reason."""
        said = self.declared.get(review_id, {}).items()
        recused = {person_id: "interest" for person_id, each in said if each is ReviewStanding.RECUSED}
        return recused | dict.fromkeys(self.own.get(review_id, ()), "own_use")


@dataclass(frozen=True, slots=True)
class Seats:
    """People of the board by name: those who count, and the secretaries who only come along."""

    members: tuple[Person, ...]
    secretaries: tuple[Person, ...]

    @property
    def everybody(self) -> tuple[Person, ...]:
        """Members first."""
        return (*self.members, *self.secretaries)

    @property
    def member_ids(self) -> frozenset[int]:
        """Who counts for the quorum."""
        return frozenset(person.id for person in self.members)


def seats(organisation_id: int) -> Seats:
    """Active people of the board: two statements."""
    members = people_of(organisation_id, *VOTING)
    known = {person.id for person in members}
    others = people_of(organisation_id, Role.BOARD_SECRETARY)
    return Seats(tuple(members), tuple(person for person in others if person.id not in known))


def declared_for(items: Iterable[AgendaItem]) -> Standings:
    """Where each person stands towards each review on the agenda: two statements.

    People of the use itself leave whatever they declare.
    """
    reviews = [item.review for item in items if item.review is not None]
    declared = last_declared(review.submission.assessment_id for review in reviews)
    found = {
        review.id: {
            person_id: standing_of(review.id, last)
            for person_id, last in declared[review.submission.assessment_id].items()
        }
        for review in reviews
    }
    return Standings(found, own_of_each(reviews))


def leaving(item: AgendaItem, standings: Standings) -> dict[int, str]:
    """Who has to leave for an item, with the code of the reason; nobody where there is no review."""
    return {} if item.review is None else standings.out_of(item.review.id)


def may_read(item: AgendaItem, person_id: int, standings: Standings) -> ReviewStanding | None:
    """Why a person of the board may not read the paper of an item; None when they may."""
    if item.review is None:
        return None
    if person_id in standings.own.get(item.review.id, ()):
        return ReviewStanding.RECUSED
    standing = standings.declared.get(item.review.id, {}).get(person_id, ReviewStanding.UNDECLARED)
    if standing is ReviewStanding.UNDECLARED and item.review.state in REVIEW.final:
        return None
    return None if standing.takes_part else standing


def there_for(meeting: Meeting, item: AgendaItem | None = None) -> frozenset[int]:
    """Ids of people who were there; for an item, without who came later, left before or left for it.

    Nobody is there before attendance is taken.
    """
    positions = {each.id: each.position for each in meeting.items}
    found = set()
    for row in meeting.attendances:
        if row.status not in THERE:
            continue
        if item is not None:
            came = positions.get(row.arrived_item_id or 0, item.position)
            left = positions.get(row.left_item_id or 0, item.position + 1)
            if not came <= item.position < left:
                continue
        found.add(row.person_id)
    away = {absence.person_id for absence in item.absences} if item is not None else set()
    return frozenset(found - away)


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many members are there and how many have to be; `needed` is 0 where no rule was set."""

    there: int
    needed: int

    @property
    def reached(self) -> bool:
        return self.there >= self.needed


def quorum_for(meeting: Meeting, members: frozenset[int], needed: int, item: AgendaItem | None) -> Quorum:
    """The quorum as it stands, for the whole meeting or for one item."""
    return Quorum(len(there_for(meeting, item) & members), needed)


def names_of(ids: Iterable[int], people: Sequence[Person]) -> list[str]:
    """The names of these people, in the order of `people`."""
    wanted = set(ids)
    return [person.name for person in people if person.id in wanted]
