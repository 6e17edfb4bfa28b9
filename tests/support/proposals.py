"""Proposals for advice in tests: in every state, with enough members, and through their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from werkzeug.test import TestResponse

from app.accounts import actions as accounts
from app.board.configuration.actions import change_settings, retire_outcome
from app.board.configuration.queries import configuration
from app.board.deliberation import actions
from app.board.deliberation.inputs import ConditionInput, ProposalInput
from app.board.deliberation.models import Proposal
from app.board.interests.queries import people_of
from app.board.models import Review
from app.vocabulary.advice import AdviceOutcome, DecisionMethod
from app.web.roles import Role
from tests.support.board import declare_interest, declare_none
from tests.support.client import CheckedClient
from tests.support.forms import forms_of
from tests.support.people import Council
from tests.support.uses import a_submitted_use, the_review


def press(
    client: CheckedClient, page: str, address: str, data: Mapping[str, str] | None = None
) -> TestResponse:
    """Sends the form that a page has for an address, with these values; its hidden ones come along."""
    forms = [form for form in forms_of(page, client.get(page).text) if form.action == address]
    assert forms, f"{page} has no form to {address}"
    sent = {field.name: field.value for field in forms[0].fields if field.type == "hidden"}
    return client.post(address, data={**sent, **(data or {})})


def sign_advice(client: CheckedClient, review_id: int, data: Mapping[str, str]) -> TestResponse:
    """A chair of a board without a quorum drafts advice as agreed by all, reads it, and signs it."""
    drafted = client.post(f"/board/reviews/{review_id}/advise", data={**data, "agree": "1"})
    assert drafted.status_code == 302, drafted.text
    return press(client, drafted.location, drafted.location)


def set_rules(council: Council, **settings: object) -> None:
    """Changes settings of the council's board."""
    change_settings(
        organisation_id=council.organisation_id,
        settings=settings,
        seen=configuration(council.organisation_id).version,
        actor_id=council.people[Role.ADMINISTRATOR],
    )


def more_members(council: Council, count: int) -> list[int]:
    """Adds members to the board; gives ids of all members and the chair, the first member first."""
    added = [
        accounts.add_person(
            organisation_id=council.organisation_id,
            name=f"Member Number {number}",
            email=f"member.{number}@{council.slug}.example",
            roles=[Role.BOARD_MEMBER],
        ).id
        for number in range(1, count + 1)
    ]
    council.people.update({f"member_{number}": person for number, person in enumerate(added, 1)})
    return [council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_CHAIR], *added]


def a_review(council: Council) -> Review:
    """A review that is open, with everybody of the board having declared no interest."""
    use = a_submitted_use(council)
    declare_none(use)
    return the_review(use)


def facts(
    council: Council,
    outcome: AdviceOutcome = AdviceOutcome.PROCEED,
    conditions: Sequence[ConditionInput] = (),
    for_phase: str = "",
    method: DecisionMethod = DecisionMethod.MEETING,
) -> ProposalInput:
    """A proposal as typed, with an outcome that the council has."""
    chosen = actions.outcome_for(council.organisation_id, outcome)
    return ProposalInput(chosen, "A person reads every request.", conditions, for_phase, method)


def a_draft(council: Council, review: Review | None = None, **given: object) -> Proposal:
    """A draft by the chair; `given` as for `facts`."""
    return actions.propose(
        review=review or a_review(council),
        facts=facts(council, **given),  # type: ignore[arg-type]
        actor_id=council.people[Role.BOARD_CHAIR],
    )


def an_open_proposal(council: Council, review: Review | None = None, **given: object) -> Proposal:
    """A proposal on which the members say what they think."""
    proposal = a_draft(council, review, **given)
    actions.open_for_decision(
        proposal=proposal, seen=proposal.version, actor_id=council.people[Role.BOARD_CHAIR]
    )
    return proposal


def an_agreed_proposal(council: Council, review: Review | None = None, **given: object) -> Proposal:
    """A proposal that waits for the chair's signature, agreed by a board without a quorum."""
    proposal = a_draft(council, review, **given)
    actions.agree_at_once(proposal=proposal, seen=proposal.version, actor_id=council.people[Role.BOARD_CHAIR])
    return proposal


def proposal_names(council: Council) -> dict[str, str]:
    """Ids of reviews whose first proposal is in each state, for tests that visit every page."""
    made = {
        "drafted": a_draft(council),
        "deciding": an_open_proposal(council, method=DecisionMethod.CORRESPONDENCE),
        "meeting": an_open_proposal(council),
        "agreed": an_agreed_proposal(council),
        "chairless": an_agreed_proposal(council),
    }
    for chair in people_of(council.organisation_id, Role.BOARD_CHAIR):
        declare_interest(made["chairless"].review.submission.assessment.use, chair.id)
    retire_outcome(
        organisation_id=council.organisation_id,
        code="more_information",
        seen=0,
        actor_id=council.people[Role.ADMINISTRATOR],
    )
    return {f"{name}_proposal": str(proposal.review_id) for name, proposal in made.items()}
