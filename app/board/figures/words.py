"""What each part and each figure of a year is called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.register import words as public

PARTS = {
    "known": _l("What we use and know of"),
    "advice": _l("What the board advised"),
    "responses": _l("How the organisation answered"),
    "appeals": _l("Second looks that teams asked for"),
    "conditions": _l("Conditions that fell due this year"),
    "stages": _l("How long each step took"),
    "board": _l("How the board worked"),
    "incidents": _l("Problems that were reported"),
    "after": _l("Looking again"),
}
ABOUT = {
    "known": _l("Algorithms and data uses at the end of the year, and what was new."),
    "advice": _l("Each use counts once, with the board’s last advice on what was sent in."),
    "responses": _l("The board advises. An accountable owner decides, and answers the board."),
    "appeals": _l("A team may ask once for other members to look again."),
    "conditions": _l("What the board asked for, and whether it was done by its date."),
    "stages": _l("Half of the cases took less than the middle figure, half took longer."),
    "board": _l("Meetings, how decisions were made, and interests that members declared."),
    "incidents": _l("Harm or faults that staff or residents told us about, by how bad they were."),
    "after": _l("Reasons to look at a use again, what came of them, and uses that were paused."),
}
EMPTY = {
    "known": _l("No use was written down yet."),
    "advice": _l("The board gave no advice in this year."),
    "responses": _l("No advice was answered in this year."),
    "appeals": _l("No team asked for a second look."),
    "conditions": _l("No condition fell due in this year."),
    "stages": _l("No step ended in this year."),
    "board": _l("The board did not meet or decide in this year."),
    "incidents": _l("No problem was reported."),
    "after": _l("There was no reason to look at a use again."),
}
ROWS = {
    "known": {
        "known": _l("Known at the end of the year"),
        "assessed": _l("Of these, sent to the ethics board"),
        "published": _l("Of these, in the public register"),
        "new": _l("Newly written down this year"),
        "first_assessed": _l("Sent to the board for the first time this year"),
        "retired": _l("Taken out of use this year"),
    },
    "advice": public.ADVICE,
    "responses": public.RESPONSES,
    "appeals": public.APPEALS,
    "conditions": {
        "met_in_time": _l("Met on time"),
        "met_late": _l("Met late"),
        "partly_met": _l("Partly met"),
        "not_met": _l("Not met"),
        "overdue": _l("Overdue, not met yet"),
        "with_board": _l("Shown in time, the board has not ruled yet"),
        "not_yet_due": _l("Not due yet"),
        "moved": _l("Had its date moved by the board"),
        "no_longer_needed": _l("No longer needed"),
        "departed": _l("Not accepted by the organisation"),
    },
    "stages": {
        "writing": _l("Writing the assessment"),
        "with_board": _l("With the board, until it spoke"),
        "with_owner": _l("With the owner, until the answer"),
        "to_register": _l("From the answer to the public register"),
    },
    "board": {
        "meetings": _l("Meetings held"),
        "by_consensus": _l("Advice that everybody agreed on"),
        "by_vote": _l("Advice decided by a vote"),
        "with_dissent": _l("Advice with a dissent on record"),
        "sent_back": _l("Assessments sent back for changes"),
        "interests": _l("Interests declared by members"),
    },
    "incidents": {**public.SEVERITIES, "not_rated": _l("Not rated yet")},
    "after": {
        "confirmed_unchanged": _l("The owner confirmed that nothing changed"),
        "round_opened": _l("A new assessment was begun"),
        "dismissed": _l("The board saw no need"),
        "raised": _l("Not settled yet"),
        "paused": _l("Uses that were paused"),
    },
}
