"""What the votes on a proposal come to: quorum, consensus or majority, casting vote; knows no database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.vocabulary.advice import DecisionRule


class VoteChoice(StrEnum):
    """What a member says. Where the board seeks consensus, `for` is to agree and `against` to object."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    ABSENT = "absent"  # taken down at a meeting; counts for nothing


class Result(StrEnum):
    """What the votes come to."""

    AGREED = "agreed"
    NOT_QUORATE = "not_quorate"
    NOBODY = "nobody"
    BLOCKED = "blocked"
    TIED = "tied"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class CountingRules:
    """The rules under which a proposal began; a `quorum` of 0 is none set."""

    rule: DecisionRule
    quorum: int = 0
    abstentions_count: bool = True
    casting_vote: bool = True


@dataclass(frozen=True, slots=True)
class VoteTally:
    """The result and how it came about. `missing` members are short of the quorum."""

    result: Result
    votes_for: int
    votes_against: int
    abstained: int
    missing: int
    casting_used: bool = False

    @property
    def took_part(self) -> int:
        """How many said anything that counts, abstentions included."""
        return self.votes_for + self.votes_against + self.abstained


def count(
    votes: Mapping[int, VoteChoice],
    rules: CountingRules,
    *,
    may_vote: Collection[int],
    casting: VoteChoice | None = None,
) -> VoteTally:
    """Counts the votes, by id of the person, of those who may vote; others' count for nothing.

    `casting` is the chair's second vote on a tie. It decides only where the rules give the chair one.
    """
    counted = [choice for person_id, choice in votes.items() if person_id in may_vote]
    in_favour, against = counted.count(VoteChoice.FOR), counted.count(VoteChoice.AGAINST)
    abstained = counted.count(VoteChoice.ABSTAIN)
    present = in_favour + against + (abstained if rules.abstentions_count else 0)
    missing = max(0, rules.quorum - present)
    result, used = _result(in_favour, against, rules, casting)
    if not in_favour + against + abstained:
        result, used = Result.NOBODY, False
    elif missing:
        result, used = Result.NOT_QUORATE, False
    return VoteTally(result, in_favour, against, abstained, missing, used)


def _result(
    in_favour: int, against: int, rules: CountingRules, casting: VoteChoice | None
) -> tuple[Result, bool]:
    """What the two sides come to in a quorate board, and whether the casting vote was needed."""
    if rules.rule is DecisionRule.CONSENSUS:
        if against:
            return Result.BLOCKED, False
        return (Result.AGREED if in_favour else Result.NOBODY), False
    if in_favour != against:
        return (Result.AGREED if in_favour > against else Result.REJECTED), False
    if rules.casting_vote and in_favour and casting in (VoteChoice.FOR, VoteChoice.AGAINST):
        return (Result.AGREED if casting is VoteChoice.FOR else Result.REJECTED), True
    return Result.TIED, False
