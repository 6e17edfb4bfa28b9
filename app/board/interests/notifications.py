"""Who is told when the chair lets a member with an interest take part, or lifts the interest."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.board.interests.models import Interest, InterestAllowance, InterestLift
from app.board.interests.queries import people_of
from app.board.models import Review
from app.messages import MessageKind, tell
from app.web.roles import Role


def tell_interest_settled(
    session: Session, review: Review, row: InterestAllowance | InterestLift, actor_id: int
) -> None:
    """Tells the member, the chairs and secretaries, and the use's team and owner, whose judge it is."""
    use, interest = review.submission.assessment.use, row.interest
    office = {
        person.id for person in people_of(review.organisation_id, Role.BOARD_CHAIR, Role.BOARD_SECRETARY)
    }
    team = {person.id for person in use.team} | ({use.owner_id} if use.owner_id is not None else set())
    pages: tuple[tuple[str, dict[str, int | str], set[int]], ...] = (
        ("board.interest", {"review_id": review.id}, {interest.person_id}),
        ("board.said", {"use_id": use.id}, team - {interest.person_id}),
        ("board.review_interests", {"review_id": review.id}, office - team - {interest.person_id}),
    )
    for endpoint, arguments, people in pages:
        _tell(session, review, row, interest, endpoint, arguments, people, actor_id)


def _tell(
    session: Session,
    review: Review,
    row: InterestAllowance | InterestLift,
    interest: Interest,
    endpoint: str,
    arguments: dict[str, int | str],
    to: set[int],
    actor_id: int,
) -> None:
    lifted = isinstance(row, InterestLift)
    tell(
        session,
        kind=MessageKind.INTEREST_LIFTED if lifted else MessageKind.INTEREST_ALLOWED,
        organisation_id=review.organisation_id,
        to=to,
        about=review.submission.assessment.use.name,
        endpoint=endpoint,
        arguments=arguments,
        words={"what": f"{interest.person.name}: {row.reason}"},
        key=f"interest-{interest.id}-{'lifted' if lifted else 'allowed'}",
        actor_id=actor_id,
    )
