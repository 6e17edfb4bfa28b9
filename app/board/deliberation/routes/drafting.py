"""The page on which the chair or the secretary drafts advice."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.configuration.model import Configuration
from app.board.configuration.queries import configuration
from app.board.configuration.rule_text import rules_in_words
from app.board.deliberation import actions, rules
from app.board.deliberation.actions.closing import needs_votes
from app.board.deliberation.forms import MOST_ROWS, ProposalForm
from app.board.deliberation.hooks import meetings_of
from app.board.deliberation.lifecycle import ProposalState
from app.board.deliberation.models import Proposal
from app.board.deliberation.queries import proposals_of
from app.board.deliberation.routes.refusing import REFUSALS, note_refused, page_of, refuse, sentence
from app.board.models import Review
from app.board.verdicts.queries import suggested_conditions
from app.lifecycle import OutOfTurn
from app.vocabulary.advice import DecisionRule
from app.web.access import access, allowed
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/board/reviews/<int:review_id>/advise")
@bp.post("/board/reviews/<int:review_id>/advise")
@access(get=rules.DRAFT, post=rules.PROPOSE)
def advise(review: Review) -> str | Response | tuple[str, int]:
    live = next((each for each in proposals_of(review) if each.live_review_id), None)
    if live is not None and live.state != ProposalState.DRAFTING:
        return _not_a_draft(live)
    settings = configuration(review.organisation_id)
    form = _form(settings, review, live)
    if "more" in request.form or not form.validate_on_submit():
        if "more" in request.form or not form.is_submitted() or not len(form.conditions):
            form.add_spare_rows()
        return _page(review, live, form, settings), 400 if form.errors else 200
    try:
        proposal = _save(review, live, form)
    except AlreadyDone as done:
        flash(_("The draft was saved already."))
        return redirect(
            url_for("board.proposal", review_id=review.id, number=int(done.result))
            if done.result
            else url_for("board.review", review_id=review.id)
        )
    except (Stale, OutOfTurn) as error:
        return _stale(review, form, settings, error)
    return _go_on(proposal)


def _not_a_draft(live: Proposal) -> Response:
    if request.method == "GET":
        return page_of(live)
    return refuse(live, "edit", OutOfTurn(live.state, "edit"))


def _form(settings: Configuration, review: Review, live: Proposal | None) -> ProposalForm:
    outcomes = list(settings.current_outcomes)
    if live is None:
        return ProposalForm(outcomes, meetings_of(settings.organisation_id), data=_start(review))
    if all(outcome.code != live.outcome_code for outcome in outcomes):
        outcomes += [each for each in settings.outcomes if each.code == live.outcome_code]
    return ProposalForm(
        outcomes,
        meetings_of(settings.organisation_id),
        data={
            "outcome": live.outcome_code,
            "for_phase": live.for_phase,
            "reasons": live.reasons,
            "method": live.method,
            "meeting": str(live.meeting_id or ""),
            "conditions": [
                {"text": each.text, "due_on": each.due_on, "owner": each.owner_post}
                for each in live.conditions
            ],
            "version": str(live.version),
        },
    )


def _start(review: Review) -> dict[str, object]:
    """What the page is asked to start with: a meeting, and what reviewers suggest as conditions."""
    found: dict[str, object] = {"meeting": request.args.get("meeting", "")}
    if request.args.get("start") == "verdicts":
        texts = dict.fromkeys(each.text for each in suggested_conditions(review))
        found["conditions"] = [{"text": text} for text in list(texts)[:MOST_ROWS]]
    return found


def _page(
    review: Review,
    live: Proposal | None,
    form: ProposalForm,
    settings: Configuration,
    now: Proposal | None = None,
    why: str = "",
) -> str:
    at_once = not settings.quorum and settings.rule is DecisionRule.CONSENSUS
    if live is not None:
        at_once = not live.quorum and live.rule == DecisionRule.CONSENSUS
    return render_template(
        "board/deliberation/advise.html",
        review=review,
        use=review.submission.assessment.use,
        form=form,
        live=live,
        at_once=at_once,
        how=rules_in_words(live or settings),
        now=now,
        why=why,
    )


def _save(review: Review, live: Proposal | None, form: ProposalForm) -> Proposal:
    """Saves the draft, or begins one.

    Raises:
        AlreadyDone: the form was sent before.
        OutOfTurn: the draft that the form was filled from is gone, or another one was begun.
        Stale: somebody changed it.
    """
    seen, who = form.seen_version(), actor().person_id
    if live is not None and seen:
        return actions.edit_proposal(proposal=live, facts=form.facts(), seen=seen, actor_id=who)
    if seen:
        raise OutOfTurn("discarded", "edit")
    return actions.propose(review=review, facts=form.facts(), actor_id=who, nonce=form.nonce.data or "")


def _stale(
    review: Review, form: ProposalForm, settings: Configuration, error: Exception
) -> Response | tuple[str, int]:
    """The form with what was typed beside the draft as it stands; sent again, it replaces that."""
    now = next((each for each in proposals_of(review) if each.live_review_id), None)
    if now is None:
        form.version.data = ""
        return _page(review, None, form, settings, why=sentence(error)), 409
    note_refused(now, "edit", error)
    if now.state != ProposalState.DRAFTING:
        flash(sentence(OutOfTurn(now.state, "edit")), "refused")
        return page_of(now)
    form.version.data = str(now.version)
    return _page(review, now, form, settings, now=now, why=sentence(Stale(now))), 409


def _go_on(proposal: Proposal) -> Response:
    """Opens it or writes down that the board agrees, as the button says."""
    who = actor().person_id
    try:
        if "agree" in request.form and needs_votes(proposal):
            raise OutOfTurn("needs_votes", "agree")
        if "agree" in request.form:
            actions.agree_at_once(proposal=proposal, seen=proposal.version, actor_id=who)
            signs = allowed(rules.SIGN, actor(), review=proposal.review)
            return page_of(proposal, "board.sign" if signs else "board.proposal")
        if "open" in request.form:
            actions.open_for_decision(proposal=proposal, seen=proposal.version, actor_id=who)
            flash(_("The proposal is open for decision."))
            return page_of(proposal)
    except REFUSALS as error:
        return refuse(proposal, "agree" if "agree" in request.form else "open", error)
    flash(_("The draft is saved."))
    return page_of(proposal)
