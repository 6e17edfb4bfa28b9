"""The words on screen for the codes of the board's work."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.register.words import CONDITIONS as CONDITION_STATUSES

__all__ = [
    "CONDITION_COLOURS",
    "CONDITION_STATUSES",
    "OUTCOMES",
    "OUTCOME_COLOURS",
    "OUTCOME_HINTS",
    "POINT_ANSWERS",
    "RESPONSES",
    "RESPONSE_HINTS",
    "RULINGS",
    "STATES",
]

STATES = {
    "open": _l("Waiting for the board"),
    "advised": _l("With the owner"),
    "appealed": _l("Appealed by the team"),
    "responded": _l("Answered"),
    "returned": _l("Returned to the team"),
    "withdrawn": _l("Taken back by the team"),
}
OUTCOMES = {
    "proceed": _l("Proceed"),
    "next_phase_only": _l("Proceed to the next phase only"),
    "proceed_with_conditions": _l("Proceed with conditions"),
    "revise_and_resubmit": _l("Revise and resubmit"),
    "do_not_proceed": _l("Do not proceed"),
    "more_information": _l("More information needed"),
}
OUTCOME_HINTS = {
    "proceed": _l("Nothing stands in the way."),
    "next_phase_only": _l("It may go on for one phase, then it comes back to the board."),
    "proceed_with_conditions": _l("It may go on if each condition is met by its date."),
    "revise_and_resubmit": _l("It should change in important ways and come back before it goes on."),
    "do_not_proceed": _l("The board advises against it."),
    "more_information": _l("The board cannot advise yet. Say what it needs to know."),
}
RESPONSES = {
    "accept": _l("Accept the advice"),
    "accept_in_part": _l("Accept in part"),
    "depart": _l("Depart from the advice"),
}
POINT_ANSWERS = {
    "accept": _l("Accept"),
    "accept_in_part": _l("Accept in part"),
    "depart": _l("Depart from it"),
}
RULINGS = {
    "met": _l("Met"),
    "partly_met": _l("Partly met"),
    "not_met": _l("Not met"),
    "no_longer_needed": _l("No longer needed"),
    "open": _l("Open it again"),
}
RESPONSE_HINTS = {
    "accept": _l("All of it, conditions included."),
    "accept_in_part": _l("Say which points you accept, which you do not, and why."),
    "depart": _l("Say why, as you would to a resident whom it concerns."),
}
OUTCOME_COLOURS = {
    "proceed": "green",
    "next_phase_only": "turquoise",
    "proceed_with_conditions": "yellow",
    "revise_and_resubmit": "orange",
    "do_not_proceed": "red",
    "more_information": "blue",
}
CONDITION_COLOURS = {
    "open": "blue",
    "met": "green",
    "partly_met": "yellow",
    "not_met": "red",
    "no_longer_needed": "grey",
    "departed": "grey",
    "evidence_given": "purple",
}
