"""How a board works, as frozen values with their defaults; knows no database and no page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.data_files import read_file
from app.vocabulary.advice import AdviceOutcome, DecisionRule

FILE = Path(__file__).with_name("outcomes.yaml")
LEVELS = ("low", "medium", "high")
BACK_TO_TEAM = frozenset({AdviceOutcome.REVISE_AND_RESUBMIT, AdviceOutcome.MORE_INFORMATION})

LIMITED = frozenset({AdviceOutcome.NEXT_PHASE_ONLY, AdviceOutcome.PROCEED_WITH_CONDITIONS})


class Tie(StrEnum):
    """What as many votes for as against mean where nobody has a casting vote."""

    FALLS = "falls"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class OutcomeSetting:
    """One outcome of advice. `own` when the labels are the organisation's and not the service's."""

    code: str
    label: str
    hint: str
    meaning: AdviceOutcome
    wants_conditions: bool = False
    wants_phase: bool = False
    label_cy: str = ""
    hint_cy: str = ""
    own: bool = False
    retired: bool = False

    @property
    def ends(self) -> bool:
        """Whether nothing has to come back to the board: not so when it wants changes or to know more."""
        return self.meaning not in BACK_TO_TEAM

    @property
    def takes_conditions(self) -> bool:
        """Whether advice with this outcome may name conditions."""
        return self.wants_conditions or self.meaning in LIMITED

    @property
    def takes_phase(self) -> bool:
        """Whether advice with this outcome may be for one phase only."""
        return self.wants_phase or self.meaning in LIMITED

    def words(self, language: str) -> str:
        """The label in a language, in English where it has no other."""
        return (self.label_cy if language == "cy" else "") or self.label

    def hint_in(self, language: str) -> str:
        """The hint in a language, in English where it has no other."""
        return (self.hint_cy if language == "cy" else "") or self.hint


def _same(number: int) -> Mapping[str, int]:
    return MappingProxyType(dict.fromkeys(LEVELS, number))


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of one board. `quorum` 0 is none set; days and months are by level of impact.

    `tie` says what a tie means where `casting_vote` is not given; `abstentions_count` whether who abstains
    counts to the quorum; a proposal by correspondence closes `correspondence_days` after it opens.
    """

    organisation_id: int
    outcomes: tuple[OutcomeSetting, ...]
    quorum: int = 0
    rule: DecisionRule = DecisionRule.CONSENSUS
    casting_vote: bool = True
    tie: Tie = Tie.FALLS
    abstentions_count: bool = True
    interests_public: bool = False
    minutes_public: bool = True
    review_after_months: Mapping[str, int] = field(default_factory=lambda: _same(12))
    due_days: Mapping[str, int] = field(default_factory=lambda: _same(20))
    correspondence_days: int = 10
    version: int = 0

    @property
    def current_outcomes(self) -> tuple[OutcomeSetting, ...]:
        """The outcomes that new advice may have."""
        return tuple(outcome for outcome in self.outcomes if not outcome.retired)

    def outcome(self, code: str) -> OutcomeSetting:
        """The outcome with this code, retired ones too.

        Raises:
            KeyError: there is none.
        """
        for outcome in self.outcomes:
            if outcome.code == code:
                return outcome
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words in both languages."""

    en: str
    cy: str


@dataclass(frozen=True, slots=True)
class _OutcomeInFile:
    """An outcome as outcomes.yaml states it."""

    code: str
    meaning: AdviceOutcome
    label: _Words
    hint: _Words
    wants_conditions: bool = False
    wants_phase: bool = False


@cache
def default_outcomes() -> tuple[OutcomeSetting, ...]:
    """The outcomes of a board that has none of its own."""
    return tuple(
        OutcomeSetting(
            code=each.code,
            label=each.label.en,
            label_cy=each.label.cy,
            hint=each.hint.en,
            hint_cy=each.hint.cy,
            meaning=each.meaning,
            wants_conditions=each.wants_conditions,
            wants_phase=each.wants_phase,
        )
        for each in read_file(FILE, tuple[_OutcomeInFile, ...])
    )
