"""What an entry says of the board's advice: in whose words, for which phase, how decided, who disagreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from app.register.pages.advice_view import advice_view, beyond_sentence, decision_sentences
from app.register.record import BoardFindings, Decision, Record
from app.vocabulary.advice import AdviceOutcome, DecisionMethod, DecisionRule, PublicReviewState
from tests.integration.register import records
from tests.support.client import CheckedClient
from tests.support.people import Council

AT_MEETING, BY_LETTER = DecisionMethod.MEETING, DecisionMethod.CORRESPONDENCE
VOTED = Decision(DecisionRule.VOTE, BY_LETTER, 5, 2, 2, 1, casting_vote=True, recused=1)
FINDINGS = BoardFindings(
    outcome=AdviceOutcome.NEXT_PHASE_ONLY,
    reasons="Try it with a few people first.",
    issued_on=date(2026, 5, 4),
    outcome_label="Good for a trial",
    for_phase="private_beta",
    decision=VOTED,
    dissents=("Nobody asked the tenants. <b>Not one.</b>",),
)


def a_record(findings: BoardFindings = FINDINGS, phase: str = "private_beta") -> Record:
    return replace(records.a_use(), phase=phase, review_state=PublicReviewState.REVIEWED, board=findings)


@pytest.mark.parametrize(
    ("decision", "sentences"),
    [
        (None, ()),
        (
            Decision(DecisionRule.CONSENSUS, AT_MEETING),
            ("The board agreed at a meeting, without a vote.",),
        ),
        (
            Decision(DecisionRule.CONSENSUS, BY_LETTER, 4, recused=2),
            (
                "The board agreed in writing, without a vote.",
                "4 members took part.",
                "2 members took no part because of an interest in it.",
            ),
        ),
        (
            VOTED,
            (
                "The board voted in writing: 2 for, 2 against, 1 abstained.",
                "The vote was equal, so the chair decided.",
                "5 members took part.",
                "1 member took no part because of an interest in it.",
            ),
        ),
    ],
)
def test_how_it_was_decided_is_told_in_sentences(
    context: Flask, decision: Decision | None, sentences: tuple[str, ...]
) -> None:
    assert decision_sentences(decision) == sentences


@pytest.mark.parametrize(
    ("for_phase", "phase", "is_beyond"),
    [
        ("", "production", False),
        ("private_beta", "idea", False),
        ("private_beta", "private_beta", False),
        ("private_beta", "public_beta", True),
        ("private_beta", "production", True),
        ("private_beta", "retired", False),
        ("someday", "production", False),
    ],
)
def test_a_use_that_went_further_than_its_advice_says_so(
    context: Flask, for_phase: str, phase: str, is_beyond: bool
) -> None:
    assert bool(beyond_sentence(for_phase, phase)) is is_beyond


def test_the_service_s_words_stand_where_an_organisation_has_none(context: Flask) -> None:
    plain = advice_view(a_record(replace(FINDINGS, outcome_label="")))
    own = advice_view(a_record())
    assert plain is not None
    assert own is not None
    assert (plain.label, own.label) == ("Go ahead with the next stage only", "Good for a trial")
    assert advice_view(replace(a_record(), board=None)) is None


def test_an_entry_tells_all_of_it_and_no_name(app: Flask, client: CheckedClient, council: Council) -> None:
    with app.app_context():
        entry = records.published(council, a_record(phase="production"))
        address = f"/register/{entry.id}-{entry.slug}"
    page = client.get(address).get_data(as_text=True)
    for words in (
        "Good for a trial",
        "This advice is for one phase only: Private beta.",
        "It is past that phase now: In use. The board has not advised on this.",
        "The vote was equal, so the chair decided.",
        "What members who disagreed say",
        "Nobody asked the tenants.",
    ):
        assert words in page, words
    assert "<b>Not one.</b>" not in page
    assert client.get(f"{address}?lang=cy").status_code == 200
