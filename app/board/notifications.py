"""Tells people of submissions that arrive, of what the board returns, and of its advice."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from app.accounts.queries import colleagues
from app.assessments.authorship import authors_of
from app.board.models import Advice, Review
from app.messages import MessageKind, tell
from app.uses.models import UseCase
from app.web.roles import Role


def tell_submitted(session: Session, review: Review, use: UseCase, actor_id: int | None) -> None:
    """Tells the secretary and the chair, but those who had a hand in the use, that a submission arrived."""
    own = authors_of([use.id])[use.id]
    board = colleagues(use.organisation_id, Role.BOARD_SECRETARY, Role.BOARD_CHAIR)
    _tell(
        session,
        MessageKind.SUBMITTED,
        review,
        use,
        [person.id for person in board if person.id not in own],
        endpoint="board.review",
        actor_id=actor_id,
    )


def tell_returned(session: Session, review: Review, actor_id: int) -> None:
    """Tells the team and the owner that the board asks for changes."""
    use = review.submission.assessment.use
    _tell(
        session, MessageKind.RETURNED, review, use, _concerned(use), endpoint="board.said", actor_id=actor_id
    )


def tell_advised(session: Session, advice: Advice, actor_id: int) -> None:
    """Tells the team and the owner, who answers next, that the board has advised."""
    use = advice.review.submission.assessment.use
    _tell(
        session,
        MessageKind.ADVISED,
        advice.review,
        use,
        _concerned(use),
        endpoint="board.said",
        actor_id=actor_id,
        event=f"advice-{advice.id}",
    )


def _concerned(use: UseCase) -> set[int]:
    people = {person.id for person in use.team}
    return people | {use.owner_id} if use.owner_id is not None else people


def _tell(
    session: Session,
    kind: MessageKind,
    review: Review,
    use: UseCase,
    to: Collection[int],
    *,
    endpoint: str,
    actor_id: int | None,
    event: str = "",
) -> None:
    tell(
        session,
        kind=kind,
        organisation_id=review.organisation_id,
        to=to,
        about=use.name,
        endpoint=endpoint,
        arguments={"use_id": use.id} if endpoint == "board.said" else {"review_id": review.id},
        key=event or f"{kind.value}-{review.id}",
        actor_id=actor_id,
    )
