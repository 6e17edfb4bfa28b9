"""How a board decided, in sentences for everybody."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.register.record import Decision, DecisionMethod, DecisionRule


def decision_sentences(decision: Decision | None) -> tuple[str, ...]:
    """What a reader wants to know of how the board decided; nothing where that was not kept."""
    if decision is None:
        return ()
    said = [_how(decision)]
    if decision.casting_vote:
        said.append(_("The vote was equal, so the chair decided."))
    if decision.took_part:
        said.append(ngettext("%(num)d member took part.", "%(num)d members took part.", decision.took_part))
    if decision.recused:
        said.append(
            ngettext(
                "%(num)d member took no part because of an interest in it.",
                "%(num)d members took no part because of an interest in it.",
                decision.recused,
            )
        )
    return tuple(said)


def _how(decision: Decision) -> str:
    at_meeting = decision.method is DecisionMethod.MEETING
    if decision.rule is DecisionRule.CONSENSUS:
        return (
            _("The board agreed at a meeting, without a vote.")
            if at_meeting
            else _("The board agreed in writing, without a vote.")
        )
    counts = {
        "for_it": decision.votes_for or 0,
        "against": decision.votes_against or 0,
        "abstained": decision.abstained or 0,
    }
    if at_meeting:
        return _(
            "The board voted at a meeting: %(for_it)s for, %(against)s against, %(abstained)s abstained.",
            **counts,
        )
    return _(
        "The board voted in writing: %(for_it)s for, %(against)s against, %(abstained)s abstained.", **counts
    )
