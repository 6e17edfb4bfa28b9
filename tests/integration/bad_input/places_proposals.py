"""Where the forms of proposals and of a board's settings can be sent from."""

from __future__ import annotations

from tests.integration.bad_input.places_kind import Place, Value

MEMBER, CHAIR, SECRETARY, ADMIN = "board_member", "board_chair", "board_secretary", "administrator"


def proposal_places() -> list[Place]:
    """Every form of the two packages."""
    return [*_steps(), *_votes(), *_settings()]


def _here(name: str) -> str:
    return f"/board/reviews/{{{name}_proposal}}/proposals/1"


def _place(path: str, role: str, name: str, *, bare: bool = True, **fill: Value) -> Place:
    rule = f"/board/reviews/<int:review_id>/proposals/<int:number>/{path}"
    here = _here(name)
    page = f"{here}/sign" if path == "sign" else here
    return Place(
        rule,
        role,
        f"{here}/{path}",
        page=page,
        fill=fill,
        bare=bare,
        versioned=False,
        optional=True,
    )


def _steps() -> list[Place]:
    return [
        _place("open", SECRETARY, "drafted"),
        _place("agreed", SECRETARY, "drafted"),
        _place("discard", CHAIR, "drafted"),
        _place("back", CHAIR, "agreed"),
        _place("sign", CHAIR, "agreed"),
        _place("to-a-vote", CHAIR, "meeting"),
        _place("close", SECRETARY, "meeting"),
        _place("presiding", SECRETARY, "chairless", person="3"),  # the member, who was made third
    ]


def _votes() -> list[Place]:
    return [
        _place("vote", MEMBER, "deciding", bare=False, choice="for"),
        _place("votes", SECRETARY, "meeting", bare=False),
    ]


def _settings() -> list[Place]:
    here, outcomes = "/board/settings", "/board/settings/outcomes"
    levels = ("low", "medium", "high")
    numbers: dict[str, Value] = {"quorum": "2", "correspondence_days": "7"}
    numbers |= {f"{kind}_{level}": "12" for kind in ("due", "again") for level in levels}
    one = f"{outcomes}/<outcome_code>"
    return [
        Place(here, ADMIN, here, fill=numbers),
        Place(f"{outcomes}/new", ADMIN, f"{outcomes}/new"),
        Place(one, ADMIN, f"{outcomes}/proceed"),
        Place(f"{one}/retire", ADMIN, f"{outcomes}/proceed/retire", page=here, bare=True, versioned=False),
        Place(
            f"{one}/put-back",
            ADMIN,
            f"{outcomes}/more_information/put-back",
            page=here,
            bare=True,
            versioned=False,
        ),
    ]
