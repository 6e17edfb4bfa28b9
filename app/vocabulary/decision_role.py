"""How much a tool decides, and what its decisions can do to a person: codes that a rule of law hangs on."""

from __future__ import annotations

from enum import StrEnum


class DecisionRole(StrEnum):
    """How far a result takes effect without a person; the codes of the public field `automation`."""

    INFORMATION_ONLY = "information-only"
    RECOMMENDS = "recommends"
    DECIDES_WITH_CONFIRMATION = "decides-with-confirmation"
    DECIDES_ALONE = "decides-alone"


class DecisionEffect(StrEnum):
    """The part that a result plays in decisions with a legal or similarly significant effect on a person.

    The codes of the public field `significant_decision`; the notion is that of UK GDPR articles 22A to 22D.
    """

    NONE = "none"
    ONE_FACTOR = "one-factor"
    DECISIVE = "decisive"

    @property
    def is_significant(self) -> bool:
        """Whether people get the rights of article 22C."""
        return self is not DecisionEffect.NONE
