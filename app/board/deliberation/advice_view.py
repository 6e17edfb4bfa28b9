"""Filters that show advice and proposals alike: the outcome's own words, how it was decided, dissents."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Person
from app.board.blueprint import bp
from app.board.configuration.model import BACK_TO_TEAM
from app.board.decisions import decision_from
from app.board.deliberation.actions.signing import dissents_of
from app.board.deliberation.models import Proposal
from app.board.deliberation.words import STATE_COLOURS, STATES
from app.board.models import Advice
from app.board.words import OUTCOME_COLOURS, OUTCOMES
from app.database import db
from app.register.pages.advice_view import decision_sentences, limit_sentence
from app.web.language import current_language


@dataclass(frozen=True, slots=True)
class ShownDissent:
    """The words of a member who disagreed, with the name, which stays inside."""

    name: str
    words: str


@bp.app_template_filter("outcome_words")
def outcome_words(given: Advice | Proposal) -> str:
    """The outcome in the organisation's own words, in the service's where it has none."""
    own = (given.label_cy if current_language() == "cy" else "") or given.label
    return own or str(OUTCOMES[given.outcome])


@bp.app_template_filter("outcome_colour")
def outcome_colour(given: Advice | Proposal) -> str:
    """The colour of the outcome's tag, by its meaning."""
    return OUTCOME_COLOURS[given.outcome]


@bp.app_template_filter("proposal_state")
def proposal_state(proposal: Proposal) -> str:
    """Where a proposal stands, in a word."""
    return str(STATES[proposal.state])


@bp.app_template_filter("proposal_colour")
def proposal_colour(proposal: Proposal) -> str:
    """The colour of the tag that says where a proposal stands."""
    return STATE_COLOURS[proposal.state]


bp.add_app_template_filter(limit_sentence, "phase_sentence")


@bp.app_template_filter("back_to_team")
def back_to_team(given: Advice | Proposal) -> bool:
    """Whether the board wants it to come back: changed, or with more to read."""
    return given.outcome in BACK_TO_TEAM


@bp.app_template_filter("decided_how")
def decided_how(given: Advice | Proposal) -> tuple[str, ...]:
    """How it was decided, a sentence each; nothing while it is not decided or where that was not kept."""
    return decision_sentences(decision_from(given.decision))


@bp.app_template_filter("dissents")
def dissents(given: Advice | Proposal) -> list[ShownDissent]:
    """The words of those who disagreed, with their names: one statement where there are any."""
    kept = dissents_of(given) if isinstance(given, Proposal) else given.dissents or []
    if not kept:
        return []
    ids = [each["person_id"] for each in kept]
    found = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    names: dict[object, str] = {row[0]: row[1] for row in found}
    return [ShownDissent(names.get(each["person_id"], ""), str(each["words"])) for each in kept]
