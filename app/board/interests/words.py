"""The words on screen for interests, and what counts as one.

Sources: the Seven Principles of Public Life (Committee on Standards in Public Life, 1995); Localism Act 2011,
sections 30 to 34; the Relevant Authorities (Disclosable Pecuniary Interests) Regulations 2012.
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

KINDS = {
    "none": _l("No interest"),
    "pecuniary": _l("A financial interest"),
    "close_person": _l("Somebody close to me is concerned"),
    "worked_on_it": _l("I worked on it"),
    "personal": _l("A personal interest"),
    "other": _l("Something else"),
}
KIND_HINTS = {
    "none": _l("Nothing about this use touches me or those close to me more than other residents."),
    "pecuniary": _l(
        "Work, money, shares, contracts, land or a tenancy, yours or your partner’s, could gain or lose."
    ),
    "close_person": _l(
        "A relative, friend or colleague on its team, at its supplier, or among those it decides about."
    ),
    "worked_on_it": _l("You helped to plan, buy, build, test or run it, or advised those who did."),
    "personal": _l("You belong to a group or body that it touches, or have campaigned for or against it."),
    "other": _l("Anything that a fair-minded resident would want to know before trusting your view."),
}
STANDINGS = {
    "undeclared": _l("Not declared yet"),
    "clear": _l("No interest"),
    "recused": _l("Takes no part"),
    "allowed": _l("Takes part by leave"),
}
STANDING_COLOURS = {"undeclared": "blue", "clear": "green", "recused": "orange", "allowed": "yellow"}
