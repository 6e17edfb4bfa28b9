"""Who is told of triggers, when they are raised and when their time runs out."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.accounts.queries import colleagues
from app.board.review_again.kinds import all_kinds
from app.board.review_again.models import Trigger
from app.board.review_again.words import kind_label
from app.messages import MessageKind, tell
from app.uses.models import UseCase
from app.web.roles import Role


def tell_raised(session: Session, use: UseCase, trigger: Trigger, actor_id: int | None) -> None:
    """Tells the owner that a trigger waits; the secretary where a use has no owner."""
    _tell(session, use, trigger, f"trigger-{trigger.id}", to_board=use.owner_id is None, actor_id=actor_id)


def tell_waiting(session: Session, use: UseCase, trigger: Trigger, today: date) -> int:
    """Reminds the owner a week before the time is over, and owner and secretary each week after it."""
    days = (trigger.due_on - today).days
    if days > 7:
        return 0
    step = "soon" if days >= 0 else f"late-{-days // 7}"
    return _tell(session, use, trigger, f"trigger-{trigger.id}-{step}", to_board=days < 0)


def _tell(
    session: Session, use: UseCase, trigger: Trigger, key: str, *, to_board: bool, actor_id: int | None = None
) -> int:
    people = [] if use.owner_id is None else [use.owner_id]
    if to_board:
        people += [person.id for person in colleagues(use.organisation_id, Role.BOARD_SECRETARY)]
    return tell(
        session,
        kind=MessageKind.REVIEW_DUE,
        organisation_id=use.organisation_id,
        to=people,
        about=use.name,
        endpoint="board.again",
        arguments={"use_id": use.id},
        words={"what": kind_label(all_kinds()[trigger.kind]), "due": trigger.due_on},
        key=key,
        actor_id=actor_id,
    )
