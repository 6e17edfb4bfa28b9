"""What waits for an owner, incidents in every state and a pause, for tests that visit every page."""

from __future__ import annotations

from app.board.incidents import actions
from app.board.incidents.facts import Telling
from app.uses import pauses as pausing
from app.web.roles import Role
from tests.support.people import Council
from tests.support.upkeep import a_trigger, an_incident, the_incident, the_use, triaged


def upkeep_names(council: Council, looked: str, paused: str) -> dict[str, str]:
    """Ids by name; `looked` is the id of a use between two rounds, `paused` of one to pause."""
    use = the_use(council, int(looked))
    chair = council.people[Role.BOARD_CHAIR]
    trigger = a_trigger(use)
    fresh = an_incident(council, use)
    public = an_incident(council, None, by=None)
    open_one = triaged(council, an_incident(council, use), "serious")
    closed = triaged(council, an_incident(council, use), "minor")
    actions.close(
        incident=closed,
        telling=Telling("Repaired.", "Test it.", True, "It failed."),
        seen=closed.version,
        actor_id=chair,
    )
    rejected, joined = an_incident(council, use), an_incident(council, use)
    actions.reject(incident=rejected, reason="A test.", seen=rejected.version, actor_id=chair)
    actions.join(incident=joined, reference=open_one.reference, seen=joined.version, actor_id=chair)
    pausing.pause(
        use=the_use(council, int(paused)),
        reason="It may do harm.",
        actor_id=council.people[Role.ACCOUNTABLE_OWNER],
    )
    return {
        "trigger": str(trigger.id),
        "incident": str(fresh.id),
        "public_incident": str(public.id),
        "open_incident": str(open_one.id),
        "closed_incident": str(closed.id),
        "rejected_incident": str(rejected.id),
        "joined_incident": str(joined.id),
        "incident_reference": the_incident(council, public.id).reference,
    }
