"""Who may see a use and who may work on it, as rules of the access guard."""

from __future__ import annotations

from flask_babel import gettext as _

from app.assessments.hooks import barred
from app.assessments.lifecycle import EDITABLE, AssessmentState
from app.assessments.models import UseCase
from app.web.access import SIGNED_IN, roles
from app.web.roles import BOARD, Actor, Role


def on_team(use: UseCase, actor: Actor) -> bool:
    """Whether the actor works on the use."""
    return actor.has(Role.TEAM_MEMBER) and any(person.id == actor.person_id for person in use.team)


def _team_only(actor: Actor, use: UseCase, **_others: object) -> str | None:
    return None if on_team(use, actor) else _("Only the team of this use can change it. Ask them to add you.")


def _with_team(actor: Actor, use: UseCase, **_others: object) -> str | None:
    if use.assessment is None or use.assessment.state in EDITABLE:
        return None
    return _("The assessment is with the board or finished, so it cannot be changed now.")


def _reader(actor: Actor, use: UseCase, **_others: object) -> str | None:
    if on_team(use, actor) or use.owner_id == actor.person_id:
        return None
    if reason := barred(use, actor):
        return reason
    if actor.has(Role.ADMINISTRATOR):
        return None
    drafting = use.assessment is None or use.assessment.state == AssessmentState.DRAFT
    if not drafting and actor.has(Role.REGISTER_EDITOR, *BOARD):
        return None
    return _("This use is still a draft. Only its team and its owner can read it.")


READ = SIGNED_IN.where("of the team, the owner, or board and editors once submitted", _reader)
TEAM = roles(Role.TEAM_MEMBER).where("on the use's team", _team_only)
EDIT = TEAM.where("while the assessment is with the team", _with_team)
