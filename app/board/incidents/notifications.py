"""Who is told of incidents and pauses."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.queries import colleagues
from app.board.incidents.models import Incident
from app.messages import MessageKind, tell
from app.uses.hooks import PauseChange, pause_changed
from app.uses.models import UseCase
from app.web.roles import Role


def _board(organisation_id: int) -> set[int]:
    people = colleagues(organisation_id, Role.BOARD_SECRETARY, Role.BOARD_CHAIR)
    return {person.id for person in people}


def tell_reported(session: Session, incident: Incident, use: UseCase | None) -> None:
    """Tells the owner, the secretary and the chair of a report, and nothing of what it says."""
    owner = {use.owner_id} if use is not None and use.owner_id is not None else set()
    tell(
        session,
        kind=MessageKind.INCIDENT_REPORTED,
        organisation_id=incident.organisation_id,
        to=owner | _board(incident.organisation_id),
        about=use.name if use is not None else "",
        endpoint="board.incident",
        arguments={"incident_id": incident.id},
        key=f"incident-{incident.id}",
        actor_id=incident.reported_by_id,
    )


@pause_changed.add
def tell_pause(session: Session, change: PauseChange) -> None:
    """Tells the owner, the team, the secretary and the chair that a use stops, or goes on."""
    use, pause, lifted = change.use, change.pause, change.is_lifted
    people = _board(use.organisation_id) | {person.id for person in use.team}
    tell(
        session,
        kind=MessageKind.PAUSE_LIFTED if lifted else MessageKind.PAUSED,
        organisation_id=use.organisation_id,
        to=people | ({use.owner_id} if use.owner_id is not None else set()),
        about=use.name,
        endpoint="board.pause_use",
        arguments={"use_id": use.id},
        key=f"pause-{pause.id}-{'lifted' if lifted else 'began'}",
        actor_id=change.actor_id,
    )
