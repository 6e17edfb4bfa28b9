"""The words on screen for interests, and what counts as one.

Sources: the Seven Principles of Public Life (Committee on Standards in Public Life, 1995); Localism Act 2011,
sections 30 to 34; the Relevant Authorities (Disclosable Pecuniary Interests) Regulations 2012.
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.board.interests.standing import ReviewStanding
from app.web.labels import labels

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
# After the Relevant Authorities (Disclosable Pecuniary Interests) Regulations 2012, and what codes add.
CATEGORIES = {
    "employment": _l("Work, trade or profession"),
    "sponsorship": _l("Sponsorship"),
    "contracts": _l("Contracts with the organisation"),
    "land": _l("Land, licences and tenancies"),
    "securities": _l("Shares and other securities"),
    "membership": _l("Memberships and unpaid posts"),
    "gifts": _l("Gifts and hospitality"),
    "other": _l("Anything else"),
}
CATEGORY_HINTS = {
    "employment": _l("What you are paid for, and by whom. Your partner’s too."),
    "sponsorship": _l("Money or help from others for your public work."),
    "contracts": _l("Contracts of yours, your partner’s or your firm’s that are not finished."),
    "land": _l("In this area. Say the kind and the ward, never the address."),
    "securities": _l("In bodies with a place of business or land in this area."),
    "membership": _l("Charities, parties, unions, campaigns, boards, professional bodies."),
    "gifts": _l("From whom, and what for."),
    "other": _l("Whatever a fair-minded resident would want to know."),
}
STANDINGS = labels(ReviewStanding)
STANDING_COLOURS = {"undeclared": "blue", "clear": "green", "recused": "orange", "allowed": "yellow"}
