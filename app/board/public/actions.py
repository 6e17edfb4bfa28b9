"""Saying what the public reads of the board."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.board.public.models import BoardPage, BoardSeat
from app.database import transaction
from app.register.search.index import bump
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
        row = (
            session.query(BoardPage)
            .filter_by(organisation_id=organisation_id)
            .populate_existing()
            .with_for_update()
            .one_or_none()
        )
        if (row.version if row else 0) != seen:
            raise Stale(row)
        before = {
            each.person_id: each
            for each in session.query(BoardSeat).filter_by(organisation_id=organisation_id)
        }
        if row is None:
            row = BoardPage(organisation_id=organisation_id)
            session.add(row)
        row.about, row.shown, row.names_public = about, shown, names_public
        flag_modified(row, "names_public")  # a change of the posts alone makes a new version, too
        for person_id, post in posts.items():
            seat = before.get(person_id)
            if seat is None and post:
                session.add(BoardSeat(organisation_id=organisation_id, person_id=person_id, post=post))
            elif seat is not None and seat.post != post:
                seat.post = post
        session.flush()
        audit.record(
            session,
            action="board.described",
            subject_type="board_page",
            subject_id=row.id,
            actor_id=actor_id,
            organisation_id=organisation_id,
            details={"shown": shown, "names_public": names_public},
        )
    return row
