"""Where the forms of review again, incidents, pauses and public reports can be sent from."""

from __future__ import annotations

from tests.integration.bad_input.places_kind import Place

TEAM, OWNER, CHAIR, SECRETARY = "team_member", "accountable_owner", "board_chair", "board_secretary"


def upkeep_places() -> list[Place]:
    """Every form of these packages."""
    return [*_again(), *_incidents(), *_around()]


def _again() -> list[Place]:
    rule, here = "/uses/<int:use_id>/again", "/uses/{responded}/again"
    dismiss = f"{rule}/triggers/<int:trigger_id>/dismiss"
    return [
        Place(f"{rule}/changed", TEAM, f"{here}/changed"),
        Place(f"{rule}/confirm", OWNER, f"{here}/confirm", versioned=False),
        Place(f"{rule}/round", OWNER, f"{here}/round", bare=True),
        Place(dismiss, CHAIR, f"{here}/triggers/{{trigger}}/dismiss"),
    ]


def _incidents() -> list[Place]:
    rule, new = "/incidents/<int:incident_id>", "/incidents/{incident}"
    known, closed = "/incidents/{open_incident}", "/incidents/{closed_incident}"
    tells = {"publish": "yes", "checked": "y"}
    return [
        Place("/incidents/report", TEAM, "/incidents/report", fill={"use": ""}),
        Place(
            "/incidents/spam",
            SECRETARY,
            "/incidents/spam",
            page="/incidents?state=reported",
            versioned=False,
        ),
        Place(f"{rule}/triage", SECRETARY, f"{new}/triage", fill={"use": ""}, optional=True),
        Place(f"{rule}/set-aside", SECRETARY, f"{new}/set-aside", fill={"what": "reject"}),
        Place(f"{rule}/note", TEAM, f"{known}/note"),
        Place(f"{rule}/public", CHAIR, f"{known}/public", fill=tells),
        Place(f"{rule}/close", CHAIR, f"{known}/close", fill=tells),
        Place(f"{rule}/reopen", CHAIR, f"{closed}/reopen"),
    ]


def _around() -> list[Place]:
    paused, report = "/uses/{returned}/pause", "/register/{published_entry}-{published_slug}/report"
    return [
        Place("/uses/<int:use_id>/pause", OWNER, "/uses/{draft}/pause"),
        Place("/uses/<int:use_id>/pause/lift", OWNER, f"{paused}/lift", page=paused),
        Place(
            "/register/<int:entry_id>-<slug>/report",
            "",
            report,
            fill={"step": "send", "website": "", "affected": "yes"},
        ),
    ]
