"""What votes come to: never agreed without a quorum, in any order, and never by those who take no part."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.board.deliberation.counting import CountingRules, Result, VoteChoice, VoteTally, count
from app.vocabulary.advice import DecisionRule

F, A, X, O = VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAIN, VoteChoice.ABSENT  # noqa: E741
CONSENSUS, VOTE = DecisionRule.CONSENSUS, DecisionRule.VOTE
RULES = st.builds(
    CountingRules,
    rule=st.sampled_from(DecisionRule),
    quorum=st.integers(0, 6),
    abstentions_count=st.booleans(),
    casting_vote=st.booleans(),
)
VOTES = st.dictionaries(st.integers(1, 9), st.sampled_from(VoteChoice), max_size=9)
CASTING = st.none() | st.sampled_from(VoteChoice)
EVERYBODY = range(1, 10)


def counted(said: list[VoteChoice], rules: CountingRules, casting: VoteChoice | None = None) -> VoteTally:
    return count(dict(enumerate(said, 1)), rules, may_vote=EVERYBODY, casting=casting)


@pytest.mark.parametrize(
    ("said", "rules", "casting", "result"),
    [
        ([], CountingRules(CONSENSUS), None, Result.NOBODY),
        ([O, O], CountingRules(VOTE), None, Result.NOBODY),
        ([F], CountingRules(CONSENSUS), None, Result.AGREED),
        ([X, X], CountingRules(CONSENSUS), None, Result.NOBODY),
        ([F, F, X], CountingRules(CONSENSUS, 3), None, Result.AGREED),
        ([F, F, X], CountingRules(CONSENSUS, 3, abstentions_count=False), None, Result.NOT_QUORATE),
        ([F, F, A], CountingRules(CONSENSUS, 3), None, Result.BLOCKED),
        ([F, F, A], CountingRules(VOTE, 3), None, Result.AGREED),
        ([F, A, A], CountingRules(VOTE, 3), None, Result.REJECTED),
        ([F, A], CountingRules(VOTE, 3), None, Result.NOT_QUORATE),
        ([F, A, X], CountingRules(VOTE, 3), None, Result.TIED),
        ([F, A, X], CountingRules(VOTE, 3), F, Result.AGREED),
        ([F, A, X], CountingRules(VOTE, 3), A, Result.REJECTED),
        ([F, A, X], CountingRules(VOTE, 3), X, Result.TIED),
        ([F, A], CountingRules(VOTE, casting_vote=False), F, Result.TIED),
        ([X, X], CountingRules(VOTE), F, Result.TIED),
    ],
)
def test_the_rules_as_a_table(
    said: list[VoteChoice], rules: CountingRules, casting: VoteChoice | None, result: Result
) -> None:
    assert counted(said, rules, casting).result is result


def test_it_says_how_many_are_missing_and_when_the_chair_decided() -> None:
    assert counted([F, O], CountingRules(CONSENSUS, 4)).missing == 3
    tally = counted([F, A, X], CountingRules(VOTE), F)
    assert (tally.votes_for, tally.votes_against, tally.abstained, tally.took_part) == (1, 1, 1, 3)
    assert tally.casting_used
    assert not counted([F, F, A], CountingRules(VOTE), A).casting_used, "no tie, no casting vote"


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ([O], CountingRules(VOTE)),
        ([F, A], CountingRules(VOTE, 3)),
        ([F, F, A], CountingRules(CONSENSUS)),
        ([F, F], CountingRules(CONSENSUS)),
        ([X], CountingRules(CONSENSUS)),
        ([F, A, A], CountingRules(VOTE)),
        ([F, A], CountingRules(VOTE, casting_vote=False)),
    ],
)
def test_the_chair_is_not_said_to_have_decided_what_the_votes_decided(
    said: list[VoteChoice], rules: CountingRules
) -> None:
    assert not counted(said, rules, F).casting_used


@given(VOTES, RULES, CASTING)
def test_nothing_is_agreed_without_its_quorum(
    votes: dict[int, VoteChoice], rules: CountingRules, casting: VoteChoice | None
) -> None:
    tally = count(votes, rules, may_vote=EVERYBODY, casting=casting)
    there = [v for v in votes.values() if v in (F, A) or (v is X and rules.abstentions_count)]
    if tally.result is Result.AGREED:
        assert len(there) >= rules.quorum
        assert tally.votes_for
        assert not tally.missing
    if rules.rule is CONSENSUS and A in votes.values():
        assert tally.result is not Result.AGREED


@given(VOTES, RULES, CASTING, st.randoms())
def test_the_order_of_votes_never_matters(
    votes: dict[int, VoteChoice], rules: CountingRules, casting: VoteChoice | None, chance: random.Random
) -> None:
    turned = list(votes.items())
    chance.shuffle(turned)
    assert count(dict(turned), rules, may_vote=EVERYBODY, casting=casting) == count(
        votes, rules, may_vote=EVERYBODY, casting=casting
    )


@given(VOTES, RULES, CASTING, st.frozensets(st.integers(1, 9)))
def test_a_recused_vote_never_counts(
    votes: dict[int, VoteChoice], rules: CountingRules, casting: VoteChoice | None, recused: frozenset[int]
) -> None:
    others = set(EVERYBODY) - recused
    without = {person: choice for person, choice in votes.items() if person not in recused}
    assert count(votes, rules, may_vote=others, casting=casting) == count(
        without, rules, may_vote=others, casting=casting
    )


@given(VOTES, RULES)
def test_one_more_vote_for_never_turns_agreement_into_refusal(
    votes: dict[int, VoteChoice], rules: CountingRules
) -> None:
    before = count(votes, rules, may_vote=range(1, 11))
    after = count(votes | {10: F}, rules, may_vote=range(1, 11))
    if before.result is Result.AGREED:
        assert after.result is Result.AGREED
