"""Where each form of the service can be sent from: by whom, on which object, and how to fill it well."""

from __future__ import annotations

from tests.integration.bad_input.places_conditions import condition_places
from tests.integration.bad_input.places_figures import figure_places
from tests.integration.bad_input.places_kind import Place, Value
from tests.integration.bad_input.places_meetings import meeting_places
from tests.integration.bad_input.places_proposals import proposal_places
from tests.integration.bad_input.places_queue import queue_places
from tests.integration.bad_input.places_upkeep import upkeep_places
from tests.integration.bad_input.places_wider import wider_places
from tests.support.world import PASSWORD

CHOOSING = frozenset(
    {"how-it-decides", "people", "many", "scale"}
)  # pages of questions without a text to write
NEW_PASSWORD = "nine loud geese flying"
MEMBER = "board_member"


def _uses() -> list[Place]:
    use, harms = "/uses/<int:use_id>", "/uses/<int:use_id>/harms"
    team = "team_member"
    harm = dict.fromkeys(("severity", "likelihood", "severity_after", "likelihood_after"), "1")
    submit = {"honest": "y"}
    return [
        Place("/uses/start", team, "/uses/start", fill={"owner_id": ""}),
        Place(f"{use}/edit", team, "/uses/{draft}/edit"),
        Place(f"{use}/areas", team, "/uses/{draft}/areas", optional=True),
        Place(f"{use}/team", team, "/uses/{draft}/team"),
        Place(f"{use}/team/<int:member_id>/remove", team, "/uses/{own}/team/{own_chair}/remove", bare=True),
        Place(f"{use}/submit", team, "/uses/{draft}/submit", fill=submit, optional=True),
        Place(f"{use}/withdraw", team, "/uses/{submitted}/withdraw", bare=True),
        Place(f"{use}/reopen", team, "/uses/{responded}/reopen", page="/uses/{responded}", bare=True),
        Place(f"{harms}/new", team, "/uses/{draft}/harms/new", fill=harm),
        Place(f"{harms}/<int:harm_id>", team, "/uses/{draft}/harms/{harm}", fill=harm),
        Place(f"{harms}/<int:harm_id>/remove", team, "/uses/{draft}/harms/{harm}/remove", bare=True),
        Place(
            f"{harms}/<int:harm_id>/put-back",
            team,
            "/uses/{draft}/harms/{removed_harm}/put-back",
            page="/uses/{draft}/harms",
            bare=True,
        ),
    ]


def _questions() -> list[Place]:
    rule = "/uses/<int:use_id>/questions/<page_id>"
    date = {"K-06_value-day": "27", "K-06_value-month": "3", "K-06_value-year": "2027"}
    cells = {
        "K-07_rows-0-c_size": "12",
        "K-07_rows-0-c_since": "27/3/2027",
        "K-07_rows-1-c_size": "1,250",
        "K-07_rows-1-c_since": "2027-03-27",
        "K-08_rows-0-c_link": "https://example.org/proof",
    }
    evidence = {"S-01_value": "informs", "S-01_evidence-0-c_link": "https://example.org/a"}
    fills: dict[str, dict[str, Value]] = {
        "how-it-decides": {**evidence},
        "people": {"S-02_value": "yes", "S-03_value": "We tell them", "S-03_version": "0"},
        "many": {"K-01_value": ["young", "old"]},
        "scale": {"K-02_value": "bad"},
        "texts": {"K-04_evidence-0-c_link": "https://example.org/b"},
        "numbers": {"K-05_value": "1,250", **date},
        "rows": {**cells},
    }
    return [
        Place(rule, "team_member", f"/uses/{{kinds}}/questions/{page}", fill=fill, optional=page in CHOOSING)
        for page, fill in fills.items()
    ] + [
        Place(
            f"{rule}/autosave",
            "team_member",
            "/uses/{kinds}/questions/texts/autosave",
            page="/uses/{kinds}/questions/texts",
            form="/uses/{kinds}/questions/texts",
            fill=fills["texts"],
            partial=True,
            good=200,
        )
    ]


def _board() -> list[Place]:
    review = "/board/reviews/<int:review_id>"
    here = "/board/reviews/{submitted_review}"
    verdict = {"rows-0-code": "must_change"}
    return [
        Place(f"{review}/sections/<section_id>", MEMBER, f"{here}/sections/about", fill=verdict, bare=True),
        Place(f"{review}/parts/<chapter_id>", MEMBER, f"{here}/parts/harms", fill=verdict, bare=True),
        Place(f"{review}/verdicts/undo", MEMBER, f"{here}/verdicts/undo", page="-", bare=True),
        Place(f"{review}/comment", MEMBER, f"{here}/comment"),
        Place(f"{review}/return", "board_chair", f"{here}/return"),
        Place(
            f"{review}/advise",
            "board_chair",
            f"{here}/advise",
            fill={"outcome": "proceed_with_conditions", "conditions-0-text": "Test it"},
        ),
    ]


def _editing() -> list[Place]:
    entry, editor = "/register/edit/<int:entry_id>", "register_editor"
    at, second = "/register/edit/{editing_entry}", "/register/edit/{second_check_entry}"
    public = "/register/edit/{published_entry}"
    parts = [
        Place(f"{entry}/part/<group_id>", editor, f"{at}/part/{part}", fill=fill, bare=True, versioned=False)
        for part, fill in {
            "basics": {},
            "people": {},
            "testing": {},
            "challenge": {"contact_email": "team@sent.example"},
            "data": {"source_data_url": "https://example.org/data"},
        }.items()
    ]
    return [
        *parts,
        Place(f"{entry}/withhold/<field_id>", editor, f"{at}/withhold/monitoring"),
        Place(
            f"{entry}/release/<field_id>",
            editor,
            "/register/edit/{withheld_entry}/release/monitoring",
            page="/register/edit/{withheld_entry}/withhold/monitoring",
            bare=True,
        ),
        Place(f"{entry}/send", editor, f"{at}/send", page=at, bare=True),
        Place(f"{entry}/check", "second_editor", f"{second}/check"),
        Place(f"{entry}/return", editor, f"{second}/return"),
        Place(f"{entry}/begin", editor, f"{public}/begin", page=public, bare=True),
        Place(f"{entry}/retire", editor, f"{public}/retire"),
        Place(f"{entry}/discard", editor, "/register/edit/{again_entry}/discard", bare=True),
    ]


def _accounts() -> list[Place]:
    anybody = "team_member"
    switch = "/account/organisation/<int:organisation_id>"
    out = "/people/invitations/<int:invitation_id>/withdraw"
    invite = {"email": "grace@sent.example"}
    change = {"password": PASSWORD, "new_password": NEW_PASSWORD}
    return [
        Place(
            "/sign-in", "", "/sign-in", fill={"email": "with_password@people.example", "password": PASSWORD}
        ),
        Place("/sign-out", anybody, "/sign-out", page="/account", bare=True),
        Place(switch, "everything", "/account/organisation/{council}", page="-", bare=True),
        Place("/account/password", "with_password", "/account/password", fill=change),
        Place("/invitation/<token>", "", "/invitation/{token}", fill={"new_password": NEW_PASSWORD}),
        Place("/people/invite", "administrator", "/people/invite", fill=invite, good=200),
        Place("/people/<int:person_id>", "administrator", "/people/{person}", bare=True),
        Place(out, "administrator", "/people/invitations/{invitation}/withdraw", page="/people", bare=True),
    ]


# The same form on an object in another state: tried well filled only.
STATES = [
    Place(place.rule, place.person, address, fill=place.fill)
    for place in _uses()
    for pattern, address in (
        ("/uses/{draft}/edit", "/uses/{returned}/edit"),
        ("/uses/{draft}/submit", "/uses/{returned}/submit"),
        ("/uses/{draft}/submit", "/uses/{withdrawn}/submit"),
    )
    if place.address == pattern
]
PLACES = [
    *_uses(),
    *wider_places(),
    *_questions(),
    *_board(),
    *upkeep_places(),
    *condition_places(),
    *proposal_places(),
    *meeting_places(),
    *queue_places(),
    *figure_places(),
    *_editing(),
    *_accounts(),
]
