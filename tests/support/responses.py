"""An owner who gives the same answer to every point of an advice."""

from __future__ import annotations

from app.board.models import Response, Review
from app.board.publishing import standing_advice
from app.board.responses.actions import respond
from app.board.responses.overall_answer import PointInput, one_answer
from app.vocabulary.advice import ResponseOutcome


def answer_all(
    *, review: Review, outcome: ResponseOutcome, reasons: str, post: str, actor_id: int
) -> Response:
    """Gives the same answer to every point, with the accountable owner seeing to what is accepted.

    Raises:
        OutOfTurn: no advice is waiting for a response.
    """
    advice = standing_advice(review)
    answer = PointInput(
        None,
        outcome,
        "" if outcome is ResponseOutcome.ACCEPT else reasons,
        review.submission.assessment.use.owner_id,
        post,
    )
    points = one_answer(answer, [condition.id for condition in advice.conditions])
    return respond(review=review, points=points, reasons=reasons, post=post, actor_id=actor_id)
