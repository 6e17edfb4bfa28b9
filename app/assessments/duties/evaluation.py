"""Whether a duty applies, three-valued: what is not known never turns a duty on or off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from app import logic
from app.assessments.duties.model import (
    BEGUN,
    Amount,
    Basis,
    Condition,
    During,
    Duty,
    Facts,
    FactTest,
    Is,
    Threshold,
)
from app.logic import Explanation, Truth, explain
from app.vocabulary.labelled import Labelled


class Applicability(Labelled):
    """What is known of a duty; `coming` means that it, or perhaps it, applies from a later day."""

    APPLIES = "applies", "Applies", "Yn berthnasol"
    MAY_APPLY = "may_apply", "May apply", "Gall fod yn berthnasol"
    COMING = "coming", "Not in force yet", "Ddim mewn grym eto"
    DOES_NOT_APPLY = "does_not_apply", "Does not apply", "Ddim yn berthnasol"


@dataclass(frozen=True, slots=True)
class DutyOutcome:
    """Whether a duty applies, and why; the ids of facts as in Explanation."""

    applicability: Applicability
    because: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it may still be something to deal with."""
        return self.applicability is not Applicability.DOES_NOT_APPLY


def evaluate(duty: Duty, facts: Facts, today: date) -> DutyOutcome:
    """Whether the duty applies on the day `today`, as far as the facts tell.

    A duty of the procurement basis is measured by the day on which the procurement began, any other by today.
    """
    if duty.basis is Basis.PROCUREMENT:
        when: Condition = logic.All((duty.when, During(BEGUN, duty.in_force_from, duty.in_force_until)))
        begun = True
    else:
        when = duty.when
        begun = today >= duty.in_force_from
        if duty.in_force_until is not None and today >= duty.in_force_until:
            return DutyOutcome(Applicability.DOES_NOT_APPLY)
    found = check(when, facts)
    if found.holds is False:
        return DutyOutcome(Applicability.DOES_NOT_APPLY, found.because)
    if not begun:
        applicability = Applicability.COMING
    else:
        applicability = Applicability.APPLIES if found.holds else Applicability.MAY_APPLY
    return DutyOutcome(applicability, found.because, found.unknown, found.doubtful)


def check(condition: Condition, facts: Facts) -> Explanation:
    """Whether the condition holds and which facts say so."""
    return explain(condition, partial(_judge, facts=facts))


def _judge(test: FactTest, facts: Facts) -> Explanation:
    if isinstance(test, Threshold):
        return _threshold(test, facts)
    value = facts.get(test.fact)
    if value is None:
        return Explanation(Truth.NOT_YET, unknown=(test.fact,))
    if isinstance(test, Is):
        return _is(test, str(value))
    if isinstance(test, Amount):
        return _amount(test, Decimal(str(value)))
    return _during(test, value if isinstance(value, date) else date.fromisoformat(str(value)))


def _settled(holds: bool, fact: str) -> Explanation:
    return Explanation(Truth.TRUE if holds else Truth.FALSE, because=(fact,))


def _doubtful(fact: str) -> Explanation:
    return Explanation(Truth.UNSURE, doubtful=(fact,))


def _is(test: Is, value: str) -> Explanation:
    return _doubtful(test.fact) if value in test.perhaps else _settled(value in test.values, test.fact)


def _amount(test: Amount, value: Decimal) -> Explanation:
    enough = value >= test.limit if test.inclusive else value > test.limit
    if not enough and test.perhaps_from is not None and value >= test.perhaps_from:
        return _doubtful(test.fact)
    return _settled(enough, test.fact)


def _during(test: During, day: date) -> Explanation:
    early = test.since is not None and day < test.since
    late = test.before is not None and day >= test.before
    return _settled(not early and not late, test.fact)


def _threshold(test: Threshold, facts: Facts) -> Explanation:
    """Compares with the lowest and the highest amount that what is known leaves possible."""
    rows = [(row.amount, check(logic.All(row.tests), facts)) for row in test.rows]
    possible = [(amount, found) for amount, found in rows if found.truth is not Truth.FALSE]
    amounts = [amount for amount, _found in possible]
    known = tuple(dict.fromkeys(fact for _amount, found in possible for fact in found.because))
    asked = tuple(dict.fromkeys(fact for _amount, found in possible for fact in found.unknown))
    value = facts.get(test.fact)
    if value is None:
        return Explanation(Truth.NOT_YET, because=known, unknown=(test.fact, *asked))
    pounds = Decimal(str(value))
    if pounds >= max(amounts) or pounds < min(amounts):
        return _settled(pounds >= max(amounts), test.fact)
    if asked:
        return Explanation(Truth.NOT_YET, because=known, unknown=asked)
    return Explanation(Truth.UNSURE, because=known, doubtful=(test.fact,))
