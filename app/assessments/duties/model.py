"""The frozen values of the rule book of duties; they know no database and no page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, TypeAlias

from app import logic
from app.data_files import Made, key, whole
from app.vocabulary.labelled import Labelled

FactValue = str | Decimal | date
Facts = Mapping[str, FactValue]  # by the fact's id; what is not known is left out

BODY, BEGUN = "body_kind", "procurement_commenced_on"
YES, NO = "yes", "no"


class FactKind(StrEnum):
    """How a fact is asked and kept; money is in pounds to the penny."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    MONEY = "money"
    DATE = "date"


class Owner(StrEnum):
    """Whose fact it is: told once for the organisation, or for each use."""

    ORGANISATION = "organisation"
    USE = "use"


class DutyForce(Labelled):
    """What a duty asks: it binds, it is open to those whom it does not bind, or it is only to be watched."""

    DUTY = "duty", "Duty", "Dyletswydd"
    CHOICE = "choice", "By choice", "O ddewis"
    WATCH = "watch", "To watch", "I’w wylio"


class Confidence(Labelled):
    """How far the wording was checked against its source."""

    VERIFIED = (
        "verified",
        "Our words were checked against the source.",
        "Gwiriwyd ein geiriau yn erbyn y ffynhonnell.",
    )
    SECONDARY = (
        "secondary",
        "Our words were checked against two descriptions of the law, not the law itself.",
        "Gwiriwyd ein geiriau yn erbyn dau ddisgrifiad o’r gyfraith, nid y gyfraith ei hun.",
    )
    RECALLED = (
        "recalled",
        "Our words were not checked. Look it up before you rely on it.",
        "Ni wiriwyd ein geiriau. Edrychwch arni cyn dibynnu ar hyn.",
    )


class Basis(StrEnum):
    """Which day decides whether a duty is in force."""

    TODAY = "today"
    PROCUREMENT = "procurement"


class AskKind(StrEnum):
    """How one thing to record is asked."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    SHORT = "short"
    LONG = "long"
    LINK = "link"
    DATE = "date"
    NUMBER = "number"
    ROUTE = "route"
    RATINGS = "ratings"


RATINGS = ("good", "approaching", "improvement", "inadequate", "other")  # Procurement Act 2023 s.71


@dataclass(frozen=True, slots=True)
class DutyChoice:
    """One option."""

    id: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FactSource:
    """An answer of the assessment that tells a fact; one that is not `firm` the team may correct."""

    question: str
    means: Mapping[str, str] = field(default_factory=dict)
    answered: str = ""
    not_applicable: str = ""
    firm: bool = True


def _one_pair(given: Mapping[str, str] | None) -> tuple[str, str] | None:
    if given is None:
        return None
    if len(given) != 1:
        raise ValueError("expected one fact and its value")
    [(name, value)] = given.items()
    return name, value


@dataclass(frozen=True, slots=True)
class DutyFact:
    """Something about the body, the use or the purchase on which duties depend.

    It is asked only once the fact `after[0]` is known to be `after[1]`.
    """

    id: str
    kind: FactKind
    title: str
    text: str
    help: str = ""
    after: Annotated[tuple[str, str] | None, Made(Mapping[str, str] | None, _one_pair)] = None
    owner: Annotated[Owner, key("belongs_to")] = Owner.USE
    choices: tuple[DutyChoice, ...] = ()
    sources: Annotated[tuple[FactSource, ...], key("from")] = ()


@dataclass(frozen=True, slots=True)
class Is:
    """The fact has one of these values; with one of `perhaps` the law is not settled by it alone."""

    fact: str
    values: frozenset[str]
    perhaps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Amount:
    """The sum is at least, or more than, a limit; from `perhaps_from` upwards it may be enough."""

    fact: str
    limit: Decimal
    inclusive: bool = True
    perhaps_from: Decimal | None = None


@dataclass(frozen=True, slots=True)
class During:
    """The day lies on or after `since` and before `before`."""

    fact: str
    since: date | None = None
    before: date | None = None


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """An amount in pounds and what has to hold for it."""

    amount: Decimal
    tests: tuple[Is | During, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """The sum reaches the amount of the row that fits; while several fit, each counts as possible."""

    fact: str
    rows: tuple[ThresholdRow, ...]


FactTest: TypeAlias = Is | Amount | During | Threshold
Condition: TypeAlias = logic.Condition[FactTest]


@dataclass(frozen=True, slots=True)
class AskSource:
    """The question (or the row of its table) from which a first answer comes."""

    question: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class AskLink:
    """Another duty's ask, whose lines name what is rated here."""

    duty: str
    ask: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to record for a duty.

    `least` is the smallest number, or `least_lines` of text, that meets the duty; an answer to the ask
    `unless` stands in for it.
    """

    id: str
    kind: AskKind
    text: str
    help: str = ""
    choices: tuple[DutyChoice, ...] = ()
    source: Annotated[AskSource | None, key("from")] = None
    lines_from: Annotated[AskLink | None, key("from_ask")] = None
    optional: bool = False
    least: Annotated[int, whole(0)] = 0
    least_lines: Annotated[int, whole(0)] = 0
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: what sets it off, since when, in plain words what it asks, and what to record."""

    id: str
    group: str
    title: str
    law: str
    where: str
    source: str
    gist: str
    when: Condition
    in_force_from: date
    in_force_until: date | None = None
    basis: Basis = Basis.TODAY
    standing: DutyForce = DutyForce.DUTY
    confidence: Confidence = Confidence.RECALLED
    record: str = ""
    note: str = ""
    asks: tuple[Ask, ...] = ()

    def ask(self, ask_id: str) -> Ask | None:
        """One of its asks."""
        return next((ask for ask in self.asks if ask.id == ask_id), None)


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """A heading under which duties stand."""

    id: str
    title: str


@dataclass(frozen=True)
class RuleBook:
    """Every fact and duty, and the day as at which they were written."""

    as_at: date
    facts: tuple[DutyFact, ...]
    groups: tuple[DutyGroup, ...]
    duties: tuple[Duty, ...]

    @cached_property
    def fact_by_id(self) -> dict[str, DutyFact]:
        """Facts by id, in the order in which they are asked."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def duty_by_id(self) -> dict[str, Duty]:
        """Duties by id."""
        return {duty.id: duty for duty in self.duties}
