"""Who may look at, raise, answer and dismiss triggers."""

from __future__ import annotations

from flask_babel import gettext as _

from app.assessments.authorship import is_author
from app.assessments.lifecycle import ASSESSMENT, AssessmentAction
from app.assessments.use_assessment import assessment_of
from app.board.review_again.kinds import Party
from app.board.review_again.lifecycle import TRIGGER, TriggerAction
from app.board.review_again.models import Trigger
from app.lifecycle import Who, by_table
from app.uses.access import barred, on_team
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import SIGNED_IN, roles
from app.web.roles import BOARD, Actor, Role


def parties(use: UseCase, actor: Actor) -> frozenset[Party]:
    """As what the actor may say that something changed."""
    found = {
        Party.TEAM: on_team(use, actor),
        Party.OWNER: use.owner_id == actor.person_id,
        Party.EDITOR: actor.has(Role.REGISTER_EDITOR),
        Party.SECRETARY: actor.has(Role.BOARD_SECRETARY),
    }
    return frozenset(party for party, holds in found.items() if holds)


def _reader(actor: Actor, use: UseCase, **_others: object) -> str | None:
    """This page holds nothing of a draft, so the board reads it in an open round too."""
    assessment = assessment_of(use)
    again = assessment is not None and assessment.reopened_at is not None
    if again and actor.has(*BOARD) and not on_team(use, actor) and use.owner_id != actor.person_id:
        return barred(use, actor)
    return next((reason for check in READ_USE.checks if (reason := check(actor=actor, use=use))), None)


def _declarer(actor: Actor, use: UseCase, **_others: object) -> str | None:
    if parties(use, actor):
        return None
    return _("Only the team, the owner, a register editor or the board’s secretary can say what changed.")


def _owner(actor: Actor, use: UseCase, **_others: object) -> str | None:
    if use.owner_id == actor.person_id:
        return None
    return _("Only the accountable owner of this use can do this.")


def _of_this_use(actor: Actor, use: UseCase, trigger: Trigger, **_others: object) -> str | None:
    return None if trigger.use_id == use.id else _("This reason belongs to another use.")


def _not_own(actor: Actor, use: UseCase, **_others: object) -> str | None:
    own = is_author(use.id, actor.person_id)
    return _("This is your own use, so somebody else on the board must deal with it.") if own else None


def _not_raised_by_self(actor: Actor, trigger: Trigger, **_others: object) -> str | None:
    if trigger.raised_by_id != actor.person_id:
        return None
    return _("You raised this yourself, so somebody else on the board must decide about it.")


LIST = roles(*BOARD, Role.ACCOUNTABLE_OWNER, Role.TEAM_MEMBER)
READ = SIGNED_IN.where("who may read the use, or the board in a new round", _reader)
DECLARE = SIGNED_IN.where("of the team, the owner, an editor or the secretary", _declarer)
OWNER = roles(Role.ACCOUNTABLE_OWNER).where("of this use", _owner)
CONFIRM = by_table(OWNER, TRIGGER, TriggerAction.CONFIRM)
OPEN_ROUND = by_table(
    by_table(OWNER, TRIGGER, TriggerAction.OPEN_ROUND, only=[Who.OWNER]),
    ASSESSMENT,
    AssessmentAction.REOPEN,
    only=[Who.OWNER],
)
DISMISS = by_table(
    SIGNED_IN.where("a trigger of this use", _of_this_use)
    .where("not of their own use", _not_own)
    .where("not raised by themselves", _not_raised_by_self),
    TRIGGER,
    TriggerAction.DISMISS,
)
