"""Reads of what the public sees of a board; of minutes only what was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Organisation
from app.board.interests.queries import people_of
from app.board.interests.seats import Seat, seat_sources
from app.board.meetings.models import Attendance, Meeting, Minutes
from app.board.meetings.people import Seats, seats
from app.board.meetings.publishing import PublishedMinutes
from app.board.meetings.queries import next_meeting
from app.board.meetings.words import THERE
from app.board.public.models import BoardPage, BoardSeat
from app.database import db
from app.web.roles import BOARD, Role

MOST_MINUTES = 300


@dataclass(frozen=True, slots=True)
class Sitting:
    """A seat on the board: what its holder is, and the name where that is public."""

    post: str
    name: str
    chairs: bool


@dataclass(frozen=True, slots=True)
class Home:
    """The board's public home. `next_at` and `next_place` are empty while no meeting is public."""

    organisation: Organisation
    about: str
    shown: bool
    sittings: tuple[Sitting, ...]
    next_at: datetime | None
    next_place: str
    minutes: tuple[tuple[int, datetime], ...]


@dataclass(frozen=True, slots=True)
class PublicMinutes:
    """Published minutes of one meeting; `names` are those who were there, where names are public."""

    organisation: Organisation
    meeting_id: int
    minutes: PublishedMinutes
    published_at: datetime
    names: tuple[str, ...]


def board_page(organisation_id: int) -> BoardPage | None:
    """What the organisation says of its board, if it ever said anything."""
    return db.session.scalars(
        select(BoardPage).where(BoardPage.organisation_id == organisation_id)
    ).one_or_none()


def posts(organisation_id: int) -> dict[int, str]:
    """What each member is, by person."""
    rows = db.session.execute(
        select(BoardSeat.person_id, BoardSeat.post).where(BoardSeat.organisation_id == organisation_id)
    )
    return {row.person_id: row.post for row in rows}


@seat_sources.add
def seats_for_interests(organisation_id: int) -> dict[int, Seat]:
    """What the register of interests may say of who somebody on the board is."""
    page, known = board_page(organisation_id), posts(organisation_id)
    public = page is not None and page.names_public
    return {
        person.id: Seat(known.get(person.id, ""), public) for person in people_of(organisation_id, *BOARD)
    }


def published(organisation_id: int) -> tuple[tuple[int, datetime], ...]:
    """Meetings with published minutes, the latest first: id and beginning."""
    rows = db.session.execute(
        select(Meeting.id, Meeting.starts_at)
        .join(Minutes, Minutes.meeting_id == Meeting.id)
        .where(Meeting.organisation_id == organisation_id, Minutes.published_at.is_not(None))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(MOST_MINUTES)
    )
    return tuple((row.id, row.starts_at) for row in rows)


def is_public(slug: str) -> bool:
    """Whether the organisation has a public home of its board: one statement."""
    minutes = (
        select(Minutes.id)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Meeting.organisation_id == Organisation.id, Minutes.published_at.is_not(None))
    )
    page = select(BoardPage.id).where(BoardPage.organisation_id == Organisation.id, BoardPage.shown.is_(True))
    found = db.session.scalar(
        select(Organisation.id).where(Organisation.slug == slug, minutes.exists() | page.exists())
    )
    return found is not None


def home(slug: str) -> Home | None:
    """The board's public home; None when nothing of the board is public. A fixed number of statements."""
    organisation = db.session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()
    if organisation is None:
        return None
    page, minutes = board_page(organisation.id), published(organisation.id)
    shown = page is not None and page.shown
    if not shown and not minutes:
        return None
    coming = next_meeting(organisation.id) if shown else None
    return Home(
        organisation=organisation,
        about=page.about if page is not None and shown else "",
        shown=shown,
        sittings=_sittings(organisation.id, names=page.names_public) if page is not None and shown else (),
        next_at=coming.starts_at if coming else None,
        next_place=coming.place if coming else "",
        minutes=minutes,
    )


def _sittings(organisation_id: int, *, names: bool) -> tuple[Sitting, ...]:
    """The seats of the board; without names those without a post are counted by the page, not listed."""
    people: Seats = seats(organisation_id)
    known, chairs = posts(organisation_id), _chairs(organisation_id)
    found = [
        Sitting(known.get(person.id, ""), person.name if names else "", person.id in chairs)
        for person in people.members
    ]
    if names:
        return tuple(sorted(found, key=lambda each: not each.chairs))
    return tuple(sorted(found, key=lambda each: (not each.chairs, not each.post, each.post)))


def _chairs(organisation_id: int) -> frozenset[int]:
    return frozenset(person.id for person in people_of(organisation_id, Role.BOARD_CHAIR))


def public_minutes(slug: str, meeting_id: int) -> PublicMinutes | None:
    """The published minutes of a meeting of an organisation; None for anything that is not published."""
    row = db.session.execute(
        select(Minutes, Organisation)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .join(Organisation, Organisation.id == Meeting.organisation_id)
        .where(Organisation.slug == slug, Meeting.id == meeting_id, Minutes.published_at.is_not(None))
    ).one_or_none()
    if row is None or row.Minutes.published is None:
        return None
    page = board_page(row.Organisation.id)
    return PublicMinutes(
        organisation=row.Organisation,
        meeting_id=meeting_id,
        minutes=PublishedMinutes.from_data(row.Minutes.published),
        published_at=row.Minutes.published_at,
        names=_there(row.Organisation.id, meeting_id) if page is not None and page.names_public else (),
    )


def _there(organisation_id: int, meeting_id: int) -> tuple[str, ...]:
    """The names of members who were there; a secretary is none."""
    secretaries = {person.id for person in seats(organisation_id).secretaries}
    rows = db.session.scalars(
        select(Attendance)
        .where(Attendance.meeting_id == meeting_id, Attendance.status.in_(THERE))
        .options(joinedload(Attendance.person))
        .order_by(Attendance.id)
    )
    return tuple(sorted(row.person.name for row in rows if row.person_id not in secretaries))
