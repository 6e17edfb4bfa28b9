"""Saying what the public reads of the board."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.board.public.models import BoardPage, BoardSeat
from app.database import transaction
from app.register.published.search.index import bump
from app.web.versions import Stale


def describe_board(
    *,
    organisation_id: int,
    about: str,
    shown: bool,
    names_public: bool,
    posts: Mapping[int, str],
    seen: int,
    actor_id: int,
) -> BoardPage:
    """Sets the board's public page and what each member is; `seen` is 0 before it was ever set.

    Raises:
        Stale: somebody saved it since.
    """
    with transaction() as session:
        bump(session)  # first, since its lock makes two first savings wait in line
        row = _page(session, organisation_id)
        if (row.version if row else 0) != seen:
            raise Stale(row)
        if row is None:
            row = BoardPage(organisation_id=organisation_id)
            session.add(row)
        row.about, row.shown, row.names_public = about, shown, names_public
        flag_modified(row, "names_public")  # a change of the posts alone makes a new version, too
        _seat(session, organisation_id, posts)
        session.flush()
        audit.record(row, "board.described", actor_id=actor_id, shown=shown, names_public=names_public)
    return row


def _page(session: Session, organisation_id: int) -> BoardPage | None:
    """The page under lock."""
    return session.scalars(
        select(BoardPage)
        .where(BoardPage.organisation_id == organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def _seat(session: Session, organisation_id: int, posts: Mapping[int, str]) -> None:
    """Sets what each member is."""
    rows = session.scalars(select(BoardSeat).where(BoardSeat.organisation_id == organisation_id))
    before = {row.person_id: row for row in rows}
    for person_id, post in posts.items():
        seat = before.get(person_id)
        if seat is None and post:
            session.add(BoardSeat(organisation_id=organisation_id, person_id=person_id, post=post))
        elif seat is not None:
            seat.post = post
