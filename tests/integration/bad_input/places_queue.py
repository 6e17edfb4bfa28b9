"""Where the forms of interests and triage can be sent from."""

from __future__ import annotations

from tests.integration.bad_input.places_kind import Place

MEMBER, CHAIR, SECRETARY = "board_member", "board_chair", "board_secretary"


def queue_places() -> list[Place]:
    """Every form of the two packages."""
    return [*_interests(), *_triage()]


def _interests() -> list[Place]:
    review, here = "/board/reviews/<int:review_id>", "/board/reviews/{submitted_review}"
    conflicted = "/board/reviews/{conflicted_review}/interests/{interest}"
    standing = "/board/interests/<int:standing_id>/end"
    return [
        Place(f"{review}/interest", MEMBER, f"{here}/interest", fill={"kind": "other"}),
        Place(f"{review}/interests/<int:interest_id>/allow", CHAIR, f"{conflicted}/allow", versioned=False),
        Place(f"{review}/interests/<int:interest_id>/lift", CHAIR, f"{conflicted}/lift", versioned=False),
        Place("/board/interests/waiting", "late_member", "/board/interests/waiting", versioned=False),
        Place("/board/interests/new", MEMBER, "/board/interests/new"),
        Place(standing, MEMBER, "/board/interests/{standing}/end", bare=True, versioned=False),
        Place(
            "/board/interests/confirm",
            MEMBER,
            "/board/interests/confirm",
            page="/board/interests",
            bare=True,
            versioned=False,
        ),
    ]


def _triage() -> list[Place]:
    review, here = "/board/reviews/<int:review_id>", "/board/reviews/{submitted_review}"
    one = {"reviewers": None, "lead": "", "route": "meeting", "priority": "normal"}
    many = {"apply": "1", "route": "meeting", "priority": "", "reviewer": ""}
    return [
        Place(f"{review}/triage", SECRETARY, f"{here}/triage", fill=one, optional=True),
        Place(
            f"{review}/finished", MEMBER, "/board/reviews/{read_review}/finished", bare=True, versioned=False
        ),
        Place(
            "/board/triage",
            SECRETARY,
            "/board/triage",
            page="/board/triage?reviews={submitted_review}",
            fill=many,
            bare=True,
            versioned=False,
        ),
        Place("/board/triage/<int:batch_id>", SECRETARY, "/board/triage/{batch}", bare=True, versioned=False),
        Place("/board/members/<int:person_id>", SECRETARY, "/board/members/{late_member}", bare=True),
    ]
