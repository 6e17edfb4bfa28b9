"""What a board advises, how it decides, what an owner answers, and how conditions stand."""

from __future__ import annotations

from enum import StrEnum

from app.vocabulary.labelled import Labelled


class PublicReviewState(Labelled):
    """What is known about an ethics review of the use."""

    NONE_KNOWN = "none_known", "No ethics review is known", "Dim adolygiad moeseg hysbys"
    NOT_YET_REVIEWED = (
        "not_yet_reviewed",
        "Not yet reviewed by the ethics board",
        "Heb ei adolygu eto gan y bwrdd moeseg",
    )
    REVIEWED = "reviewed", "Reviewed by the ethics board", "Wedi’i adolygu gan y bwrdd moeseg"


class AdviceOutcome(Labelled):
    """The board's advice in one code."""

    PROCEED = "proceed", "Go ahead", "Ewch ymlaen"
    NEXT_PHASE_ONLY = (
        "next_phase_only",
        "Go ahead with the next stage only",
        "Ewch ymlaen â’r cam nesaf yn unig",
    )
    PROCEED_WITH_CONDITIONS = (
        "proceed_with_conditions",
        "Go ahead, with conditions",
        "Ewch ymlaen, gydag amodau",
    )
    REVISE_AND_RESUBMIT = "revise_and_resubmit", "Think again and come back", "Ailfeddyliwch a dewch yn ôl"
    DO_NOT_PROCEED = "do_not_proceed", "Do not go ahead", "Peidiwch â mynd ymlaen"
    MORE_INFORMATION = "more_information", "Tell us more first", "Dywedwch fwy wrthym yn gyntaf"


class ResponseOutcome(Labelled):
    """The accountable owner's answer in one code."""

    ACCEPT = "accept", "Accepts the advice", "Yn derbyn y cyngor"
    ACCEPT_IN_PART = "accept_in_part", "Accepts part of the advice", "Yn derbyn rhan o’r cyngor"
    DEPART = "depart", "Does not follow the advice", "Nid yw’n dilyn y cyngor"


class ConditionStatus(Labelled):
    """Whether a condition of the board is met."""

    OPEN = "open", "Not met yet", "Heb ei fodloni eto"
    MET = "met", "Met", "Wedi’i fodloni"
    PARTLY_MET = "partly_met", "Partly met", "Wedi’i fodloni’n rhannol"
    NOT_MET = "not_met", "Not met", "Heb ei fodloni"
    NO_LONGER_NEEDED = "no_longer_needed", "No longer needed", "Nid oes ei angen mwyach"
    DEPARTED = "departed", "Not followed", "Heb ei ddilyn"


# While a condition stands so, something is still owed.
UNMET = (ConditionStatus.OPEN, ConditionStatus.PARTLY_MET, ConditionStatus.NOT_MET)


class DecisionMethod(StrEnum):
    """Where the board decided."""

    MEETING = "meeting"
    CORRESPONDENCE = "correspondence"


class DecisionRule(StrEnum):
    """How the board decided."""

    CONSENSUS = "consensus"
    VOTE = "vote"


class AppealOutcome(Labelled):
    """What came of the team's wish for a second look."""

    WAITING = "waiting", "Not answered yet", "Heb ei ateb eto"
    STANDS = "stands", "The advice stands", "Mae’r cyngor yn sefyll"
    CHANGED = "changed", "The advice was changed", "Newidiwyd y cyngor"
