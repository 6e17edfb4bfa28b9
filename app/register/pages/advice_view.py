"""The board's advice as the public reads it: in whose words, for which phase, how it was decided."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.register import words
from app.register.record import Decision, Record
from app.vocabulary.advice import DecisionMethod, DecisionRule


@dataclass(frozen=True, slots=True)
class AdviceView:
    """The advice in words; `beyond` says that the use has gone further than the advice."""

    label: str
    limit: str
    beyond: str
    decided: tuple[str, ...]
    dissents: tuple[str, ...]


def advice_view(record: Record) -> AdviceView | None:
    """What an entry says of the advice; None without advice."""
    board = record.board
    if board is None:
        return None
    return AdviceView(
        label=board.outcome_label or words.word(words.ADVICE, board.outcome.value),
        limit=limit_sentence(board.for_phase),
        beyond=beyond_sentence(board.for_phase, record.phase),
        decided=decision_sentences(board.decision),
        dissents=board.dissents,
    )


def limit_sentence(for_phase: str) -> str:
    """That the advice is for one phase only; empty when it is not."""
    if not for_phase:
        return ""
    return _("This advice is for one phase only: %(phase)s.", phase=words.word(words.PHASES, for_phase))


def beyond_sentence(for_phase: str, phase: str) -> str:
    """That a use has gone beyond the phase of its advice; empty when it has not."""
    order = list(words.PHASES)
    known = for_phase in words.PHASES and phase in words.PHASES
    if not known or phase == "retired" or order.index(phase) <= order.index(for_phase):
        return ""
    return _(
        "It is past that phase now: %(phase)s. The board has not advised on this.",
        phase=words.word(words.PHASES, phase),
    )


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
