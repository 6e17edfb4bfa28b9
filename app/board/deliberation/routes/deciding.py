"""The page of one proposal, and every step that it takes until it is signed."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.configuration.rule_text import rules_in_words
from app.board.deliberation import actions, rules
from app.board.deliberation.actions.closing import needs_votes, tally_of
from app.board.deliberation.counting import Result
from app.board.deliberation.lifecycle import ProposalState
from app.board.deliberation.models import Proposal
from app.board.deliberation.queries import DecidingTable, table
from app.board.deliberation.routes.refusing import REFUSALS, attempt, page_of, refuse, the_proposal
from app.board.deliberation.voting_forms import (
    BallotsForm,
    CloseForm,
    PresidingForm,
    StepForm,
    VoteForm,
    number_in,
)
from app.board.deliberation.words import CHOICES, METHODS, fell
from app.board.interests.queries import chairs_taking_part
from app.board.models import Review
from app.database import utcnow
from app.lifecycle import OutOfTurn
from app.vocabulary.advice import DecisionMethod, DecisionRule
from app.web.access import access, allowed
from app.web.forms import BaseForm
from app.web.roles import actor

HERE = "/board/reviews/<int:review_id>/proposals/<int:number>"


@bp.get(HERE)
@access(get=rules.READ)
def proposal(review: Review, number: int) -> str:
    return _page(the_proposal(review, number))


def _page(
    proposal: Proposal,
    *,
    mine: VoteForm | None = None,
    ballots: BallotsForm | None = None,
    presiding: PresidingForm | None = None,
) -> str:
    """The proposal with what each member says, and the forms that the actor may send now."""
    review, at_table = proposal.review, table(proposal.review)
    may = _may(review)
    deciding = proposal.state == ProposalState.DECIDING
    closed = bool(proposal.closes_on and proposal.closes_on < utcnow().date())
    if deciding and not closed and mine is None:
        mine = _own_vote(proposal, at_table)
    if deciding and may["lead"] and proposal.method == DecisionMethod.MEETING and ballots is None:
        ballots = BallotsForm(proposal, at_table.may_vote, formdata=None)
    tally = tally_of(proposal, proposal.votes_now, at_table) if deciding else None
    tied = tally is not None and tally.result is Result.TIED
    version = str(proposal.version)
    return render_template(
        "board/deliberation/proposal.html",
        proposal=proposal,
        review=review,
        use=review.submission.assessment.use,
        table=at_table,
        said={vote.person_id: vote for vote in proposal.votes_now},
        tally=tally,
        closed=closed,
        mine=mine,
        ballots=ballots,
        step=StepForm(formdata=None, version=version),
        close=CloseForm(formdata=None, version=version),
        presiding=presiding or _presiding_form(proposal, at_table, version),
        casts=tied and proposal.casting_vote and may["sign"],
        may=may,
        at_once=not needs_votes(proposal),
        methods=METHODS,
        choices=CHOICES[proposal.rule],
        how=rules_in_words(proposal),
    )


def _may(review: Review) -> dict[str, bool]:
    """What the actor may do with proposals for the review."""
    asked = {"lead": rules.DRAFT, "sign": rules.SIGN, "chair": rules.CHAIR}
    return {name: allowed(rule, actor(), review=review) for name, rule in asked.items()}


def _own_vote(proposal: Proposal, at_table: DecidingTable) -> VoteForm | None:
    """The form for the actor's own answer by correspondence, if they have a vote."""
    who = actor()
    votes = who.person_id in at_table.ids and allowed(rules.VOTE, who, review=proposal.review)
    if not votes or proposal.method != DecisionMethod.CORRESPONDENCE:
        return None
    before = next((vote for vote in proposal.votes_now if vote.person_id == who.person_id), None)
    return VoteForm(proposal, before, formdata=None)


def _presiding_form(proposal: Proposal, at_table: DecidingTable, version: str) -> PresidingForm | None:
    """For a review without its chair: who signs instead."""
    if chairs_taking_part(proposal.review) or proposal.live_review_id is None:
        return None
    others = [person for person in at_table.may_vote if person.id != actor().person_id]
    form = PresidingForm(others, formdata=None, version=version)
    form.person.data = str(proposal.presiding_id or "")
    return form


def _step(form: BaseForm) -> int:
    """The version of the proposal that a button was pressed on; 0 for a form that is not ours."""
    return form.seen_version() if form.validate_on_submit() else 0


def _pressed(review: Review, number: int, action: str, act: Callable[..., object], done: str) -> Response:
    """What a button alone does to a proposal."""
    found, who = the_proposal(review, number), actor().person_id
    seen = _step(StepForm())
    return attempt(found, action, lambda: act(proposal=found, seen=seen, actor_id=who), done)


@bp.post(f"{HERE}/open")
@access(post=rules.OPEN)
def open_proposal(review: Review, number: int) -> Response:
    done = _("The proposal is open for decision.")
    return _pressed(review, number, "open", actions.open_for_decision, done)


@bp.post(f"{HERE}/agreed")
@access(post=rules.PROPOSE)
def agree_proposal(review: Review, number: int) -> Response:
    done = _("It is written down that the board agrees. The chair signs next.")
    return _pressed(review, number, "agree", actions.agree_at_once, done)


@bp.post(f"{HERE}/vote")
@access(post=rules.VOTE)
def vote(review: Review, number: int) -> str | Response | tuple[str, int]:
    found, who = the_proposal(review, number), actor().person_id
    before = next((each for each in found.votes_now if each.person_id == who), None)
    form = VoteForm(found, before)
    if not form.validate_on_submit():
        return _page(found, mine=form), 400
    return attempt(
        found,
        "vote",
        lambda: actions.vote(
            proposal=found,
            ballot=form.ballot(),
            round=number_in(form.round),
            seen=form.seen_version(),
            actor_id=who,
        ),
        _("Your answer is recorded. You can change it until the proposal closes."),
    )


@bp.post(f"{HERE}/votes")
@access(post=rules.TAKE_DOWN)
def take_down_votes(review: Review, number: int) -> str | Response | tuple[str, int]:
    found, who = the_proposal(review, number), actor().person_id
    form = BallotsForm(found, table(review).may_vote)
    if "all" in request.form:
        form.agree_all()
    if not form.validate_on_submit():
        return _page(found, ballots=form), 400
    return attempt(
        found,
        "take_down",
        lambda: actions.take_down(
            proposal=found,
            ballots=form.said(),
            round=number_in(form.round),
            seen=form.seen_version(),
            actor_id=who,
        ),
        _("What the members say is written down."),
    )


@bp.post(f"{HERE}/to-a-vote")
@access(post=rules.TO_A_VOTE)
def go_to_a_vote(review: Review, number: int) -> Response:
    done = _("The majority decides now. Who agreed counts as for it, who objected as against it.")
    return _pressed(review, number, "go_to_a_vote", actions.go_to_a_vote, done)


@bp.post(f"{HERE}/close")
@access(post=rules.CLOSE)
def close_proposal(review: Review, number: int) -> Response:
    found, form = the_proposal(review, number), CloseForm()
    seen = _step(form)
    casting = form.choice() if allowed(rules.SIGN, actor(), review=review) else None
    try:
        tally = actions.close(proposal=found, seen=seen, casting=casting, actor_id=actor().person_id)
    except REFUSALS as error:
        return refuse(found, "close", error)
    agreed = tally.result is Result.AGREED
    flash(_("The board agrees. The chair signs next.") if agreed else fell(tally))
    return page_of(found)


@bp.post(f"{HERE}/back")
@access(post=rules.TAKE_BACK)
def take_proposal_back(review: Review, number: int) -> Response:
    done = _("The proposal is a draft again. What was said of it counts no more.")
    return _pressed(review, number, "take_back", actions.take_back, done)


@bp.post(f"{HERE}/discard")
@access(post=rules.DISCARD)
def discard_proposal(review: Review, number: int) -> Response:
    done = _("The proposal is discarded. You can begin another one.")
    return _pressed(review, number, "discard", actions.discard, done)


@bp.post(f"{HERE}/presiding")
@access(post=rules.DRAFT)
def name_presiding(review: Review, number: int) -> str | Response | tuple[str, int]:
    found, who = the_proposal(review, number), actor().person_id
    if chairs_taking_part(review):
        return refuse(found, "name_presiding", OutOfTurn("chair", "name_presiding"))
    form = PresidingForm([person for person in table(review).may_vote if person.id != who])
    if not form.validate_on_submit():
        return _page(found, presiding=form), 400
    return attempt(
        found,
        "name_presiding",
        lambda: actions.name_presiding(
            proposal=found, person_id=int(form.person.data), seen=form.seen_version(), actor_id=who
        ),
        _("The member may sign now, and has the casting vote."),
    )


@bp.get(f"{HERE}/sign")
@bp.post(f"{HERE}/sign")
@access(get=rules.SIGN, post=rules.SIGN)
def sign(review: Review, number: int) -> str | Response:
    found = the_proposal(review, number)
    form = StepForm()
    if not form.is_submitted():
        if found.state != ProposalState.AGREED:
            return page_of(found)
        form.version.data = str(found.version)
        return render_template(
            "board/deliberation/sign.html",
            proposal=found,
            review=review,
            use=review.submission.assessment.use,
            form=form,
            by_vote=found.rule == DecisionRule.VOTE,
        )
    seen = _step(form)
    try:
        actions.sign(proposal=found, seen=seen, actor_id=actor().person_id)
    except REFUSALS as error:
        return refuse(found, "sign", error)
    flash(_("The advice is with the accountable owner."))
    return redirect(url_for("board.review", review_id=review.id))
