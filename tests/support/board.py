"""The board's people in tests: they declare that they have no interest, so that papers open to them."""

from __future__ import annotations

from app.board.interests.actions import InterestStands, SaidAlready, declare
from app.board.interests.queries import others_of
from app.board.interests.standing import InterestKind
from app.board.queries import reviews_of_use
from app.uses.models import UseCase
from app.web.roles import BOARD


def declare_none(use: UseCase) -> None:
    """Everybody of the board who has no part in the use and no interest says so in its newest review.

    `tests.support.uses.submit` calls it; call it again for people who join the board later.
    """
    review = reviews_of_use(use)[0]
    for person in others_of(review, *BOARD):
        try:
            declare(review=review, person_id=person.id, kind=InterestKind.NONE, actor_id=person.id)
        except (InterestStands, SaidAlready):
            continue


def declare_interest(use: UseCase, person_id: int, kind: InterestKind = InterestKind.WORKED_ON_IT) -> None:
    """The person declares an interest in the newest review of the use."""
    declare(
        review=reviews_of_use(use)[0],
        person_id=person_id,
        kind=kind,
        text="I helped to choose the supplier.",
        actor_id=person_id,
    )
