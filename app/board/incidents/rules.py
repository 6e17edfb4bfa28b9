"""Who may read, triage, look into and close an incident, and who may pause a use."""

from __future__ import annotations

from flask_babel import gettext as _

from app.assessments.authorship import is_author
from app.board.incidents.facts import SERIOUS
from app.board.incidents.lifecycle import INCIDENT, OFFICE, IncidentAction
from app.board.incidents.models import Incident
from app.lifecycle import by_table
from app.uses.access import barred_people, on_team
from app.uses.lifecycle import PAUSE, PauseAction
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import SIGNED_IN, roles
from app.web.roles import BOARD, Actor, Role


def _own_use(incident: Incident, actor: Actor) -> bool:
    use = incident.use
    return use is not None and (use.owner_id == actor.person_id or on_team(use, actor))


def _reader(actor: Actor, incident: Incident, **_others: object) -> str | None:
    if actor.has(*BOARD) or incident.reported_by_id == actor.person_id or _own_use(incident, actor):
        return None
    return _("Only the board, the team and owner of the use, and who reported it can read this incident.")


def _kept_out(use: UseCase | None, actor: Actor) -> str | None:
    """Why somebody of the board's office stays out: they had a hand in the use, or an interest in it."""
    if use is None or actor.person_id not in barred_people(use):
        return None
    return _(
        "You take no part in the board’s work on this use, so somebody else must do this."
        " Nothing was changed."
    )


def _triager(actor: Actor, incident: Incident, **_others: object) -> str | None:
    owner = incident.use is not None and incident.use.owner_id == actor.person_id
    if owner or actor.has(Role.BOARD_SECRETARY, Role.BOARD_CHAIR):
        return None
    return _("Only the owner of the use, the board’s secretary and its chair can do this.")


def _takes_part(actor: Actor, incident: Incident, **_others: object) -> str | None:
    return None if _own_use(incident, actor) else _kept_out(incident.use, actor)


def _not_own_report(actor: Actor, incident: Incident, **_others: object) -> str | None:
    if incident.use is None or incident.reported_by_id != actor.person_id:
        return None
    # Whoever ever had a hand in the use stays of it for this, whatever roles they hold today.
    if not is_author(incident.use.id, actor.person_id):
        return None
    return _("You reported this about your own use, so somebody else must deal with it.")


def _worker(actor: Actor, incident: Incident, **_others: object) -> str | None:
    if actor.has(Role.BOARD_SECRETARY, Role.BOARD_CHAIR) or _own_use(incident, actor):
        return None
    return _("Only the team and owner of the use, the board’s secretary and its chair can do this.")


def _four_eyes(actor: Actor, incident: Incident, **_others: object) -> str | None:
    if incident.severity not in SERIOUS or incident.triaged_by_id != actor.person_id:
        return None
    return _("You triaged this serious incident, so somebody else must close it.")


def _pauser(actor: Actor, use: UseCase, **_others: object) -> str | None:
    if use.owner_id == actor.person_id:
        return None
    if actor.has(Role.BOARD_CHAIR):
        return _kept_out(use, actor)
    return _("Only the accountable owner of this use and the board’s chair can pause it.")


REPORT = SIGNED_IN
READ = SIGNED_IN.where("of the board, the use, or who reported it", _reader)
TELL = (
    roles(Role.BOARD_SECRETARY, Role.BOARD_CHAIR, Role.ACCOUNTABLE_OWNER)
    .where("for this use", _triager)
    .where("not of their own report on their own use", _not_own_report)
    .where("of the use, or taking part", _takes_part)
)
TRIAGE = by_table(TELL, INCIDENT, IncidentAction.TRIAGE)
SET_ASIDE = by_table(TELL, INCIDENT, IncidentAction.REJECT, IncidentAction.JOIN)
REOPEN = by_table(TELL, INCIDENT, IncidentAction.REOPEN)
CLOSE = by_table(TELL.where("a serious one with four eyes", _four_eyes), INCIDENT, IncidentAction.CLOSE)
WORK = by_table(
    SIGNED_IN.where("of the use or the board's office", _worker).where(
        "of the use, or taking part", _takes_part
    ),
    INCIDENT,
    IncidentAction.INVESTIGATE,
)
SPAM = by_table(SIGNED_IN, INCIDENT, IncidentAction.REJECT, only=OFFICE)
READ_PAUSE = READ_USE
_PAUSER = SIGNED_IN.where("of this use, or the chair", _pauser)
PAUSE_USE = by_table(_PAUSER, PAUSE, PauseAction.PAUSE)
LIFT_PAUSE = by_table(_PAUSER, PAUSE, PauseAction.LIFT)
