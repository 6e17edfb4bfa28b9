"""What the pages of a proposal do when an action comes too late, out of turn or from the wrong person."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.board.deliberation.actions import NotAgreed, NotAtTheTable, StillOpen
from app.board.deliberation.models import Proposal
from app.board.deliberation.queries import proposal_of
from app.board.deliberation.words import not_agreed
from app.board.models import Review
from app.lifecycle import OutOfTurn, note_refusal
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale

REFUSALS = (OutOfTurn, Stale, NotAgreed, StillOpen, NotAtTheTable)


def the_proposal(review: Review, number: int) -> Proposal:
    """The review's proposal with this number, else 404."""
    found = proposal_of(review, number)
    if found is None:
        abort(404)
    return found


def page_of(proposal: Proposal, endpoint: str = "board.proposal") -> Response:
    """Leads to a page of the proposal."""
    return redirect(url_for(endpoint, review_id=proposal.review_id, number=proposal.number))


def attempt(proposal: Proposal, action: str, do: Callable[[], object], done: str) -> Response:
    """Does it and says so; a refusal is said too, leaves its trace, and changes nothing."""
    try:
        do()
    except REFUSALS as error:
        return refuse(proposal, action, error)
    flash(done)
    return page_of(proposal)


def refuse(proposal: Proposal, action: str, error: Exception) -> Response:
    """Says why an action was refused, and writes that it was."""
    note_refused(proposal, action, error)
    flash(sentence(error), "refused")
    return page_of(proposal)


def note_refused(proposal: Proposal, action: str, error: Exception) -> None:
    """Writes the audit event of a refused action."""
    note_refusal(actor(), action, subject_type="proposal", subject_id=proposal.id, why=_why(error))


def _why(error: Exception) -> str:
    if isinstance(error, Stale):
        return "stale"
    if isinstance(error, NotAgreed):
        return error.tally.result.value
    if isinstance(error, StillOpen):
        return "still_open"
    if isinstance(error, NotAtTheTable):
        return "not_at_the_table"
    return "twice" if isinstance(error, AlreadyDone) else "out_of_turn"


def sentence(error: Exception) -> str:
    """Why an action was refused."""
    if isinstance(error, Stale):
        return _("Somebody changed this since you opened the page. Look at it again. Nothing was changed.")
    if isinstance(error, NotAgreed):
        return not_agreed(error.tally)
    if isinstance(error, NotAtTheTable):
        return _("Only members who take part in this review can do this. Nothing was changed.")
    if isinstance(error, StillOpen):
        return ngettext(
            "%(num)d member has not answered yet, and the day on which it closes has not passed."
            " Nothing was changed.",
            "%(num)d members have not answered yet, and the day on which it closes has not passed."
            " Nothing was changed.",
            error.waiting,
        )
    return _out_of_turn(error.state if isinstance(error, OutOfTurn) else "")


def _out_of_turn(state: str) -> str:
    """By the state in which the proposal was found."""
    if state == "signed":
        return _("The advice is signed already. Nothing was changed.")
    if state == "discarded":
        return _("This proposal was discarded. Nothing was changed.")
    if state == "agreed":
        return _("The board has agreed already. Nothing was changed.")
    if state == "drafting":
        return _("This proposal is a draft, so there is nothing to decide yet. Nothing was changed.")
    if state == "closed":
        return _("The day on which this proposal closed has passed. Nothing was changed.")
    if state == "at_a_meeting":
        return _(
            "This is decided at a meeting: the chair or the secretary writes it down. Nothing was changed."
        )
    if state == "by_correspondence":
        return _("Each member answers on their own page. Nothing was changed.")
    if state == "needs_votes":
        return _("The board’s rules ask what each member says. Open it for decision. Nothing was changed.")
    if state == "chair":
        return _("A chair takes part in this review, so the chair signs. Nothing was changed.")
    if state == "voting":
        return _("The board votes on it already. Nothing was changed.")
    return _("This was done already, or it is somebody else’s turn. Nothing was changed.")
