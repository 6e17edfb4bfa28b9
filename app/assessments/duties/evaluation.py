"""Whether a duty applies, three-valued: what is not known never turns a duty on or off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.assessments.duties.model import (
    BEGUN,
    Amount,
    Basis,
    Condition,
    During,
    Duty,
    Every,
    Facts,
    Is,
    Some,
    Threshold,
)


class Applicability(StrEnum):
    """What is known of a duty; `coming` means that it, or perhaps it, applies from a later day."""

    APPLIES = "applies"
    MAY_APPLY = "may_apply"
    COMING = "coming"
    DOES_NOT_APPLY = "does_not_apply"


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """Whether a condition holds (None: not known) and the ids of the facts that say so.

    `unknown` are facts that would settle it. `doubtful` are known facts that do not settle it, because the
    law turns on more than they say.
    """

    holds: bool | None
    because: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyOutcome:
    """Whether a duty applies, and why; the ids of facts as in Verdict."""

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
        when: Condition = Every((duty.when, During(BEGUN, duty.in_force_from, duty.in_force_until)))
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


def check(condition: Condition, facts: Facts) -> ConditionResult:
    """Whether the condition holds, in Kleene's logic of three values."""
    if isinstance(condition, Every):
        return _every([check(part, facts) for part in condition.parts])
    if isinstance(condition, Some):
        return _some([check(part, facts) for part in condition.parts])
    if isinstance(condition, Threshold):
        return _threshold(condition, facts)
    value = facts.get(condition.fact)
    if value is None:
        return ConditionResult(None, unknown=(condition.fact,))
    if isinstance(condition, Is):
        return _is(condition, str(value))
    if isinstance(condition, Amount):
        return _amount(condition, Decimal(str(value)))
    return _during(condition, value if isinstance(value, date) else date.fromisoformat(str(value)))


def _every(parts: list[ConditionResult]) -> ConditionResult:
    against = [part for part in parts if part.holds is False]
    if against:
        return against[0]
    holds = None if any(part.holds is None for part in parts) else True
    return _joined(holds, parts)


def _some(parts: list[ConditionResult]) -> ConditionResult:
    held = [part for part in parts if part.holds]
    if held:
        return _joined(True, held)
    holds = None if any(part.holds is None for part in parts) else False
    return _joined(holds, [part for part in parts if holds is False or part.holds is None])


def _joined(holds: bool | None, parts: Iterable[ConditionResult]) -> ConditionResult:
    listed = list(parts)
    return ConditionResult(
        holds,
        because=_once(fact for part in listed for fact in part.because),
        unknown=_once(fact for part in listed for fact in part.unknown) if holds is None else (),
        doubtful=_once(fact for part in listed for fact in part.doubtful) if holds is None else (),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _is(condition: Is, value: str) -> ConditionResult:
    if value in condition.values:
        return ConditionResult(True, because=(condition.fact,))
    if value in condition.perhaps:
        return ConditionResult(None, doubtful=(condition.fact,))
    return ConditionResult(False, because=(condition.fact,))


def _amount(condition: Amount, value: Decimal) -> ConditionResult:
    enough = value >= condition.limit if condition.inclusive else value > condition.limit
    if not enough and condition.perhaps_from is not None and value >= condition.perhaps_from:
        return ConditionResult(None, doubtful=(condition.fact,))
    return ConditionResult(enough, because=(condition.fact,))


def _during(condition: During, day: date) -> ConditionResult:
    early = condition.since is not None and day < condition.since
    late = condition.before is not None and day >= condition.before
    return ConditionResult(not early and not late, because=(condition.fact,))


def _threshold(condition: Threshold, facts: Facts) -> ConditionResult:
    """Compares with the lowest and the highest amount that what is known leaves possible."""
    checked = [(row, [check(test, facts) for test in row.tests]) for row in condition.rows]
    possible = [(row, tests) for row, tests in checked if all(test.holds is not False for test in tests)]
    amounts = [row.amount for row, _tests in possible]
    known = _once(fact for _row, tests in possible for test in tests for fact in test.because)
    asked = _once(fact for _row, tests in possible for test in tests for fact in test.unknown)
    value = facts.get(condition.fact)
    if value is None:
        return ConditionResult(None, because=known, unknown=(condition.fact, *asked))
    pounds = Decimal(str(value))
    if pounds >= max(amounts):
        return ConditionResult(True, because=(condition.fact,))
    if pounds < min(amounts):
        return ConditionResult(False, because=(condition.fact,))
    doubtful = () if asked else (condition.fact,)
    return ConditionResult(None, because=known, unknown=asked, doubtful=doubtful)
