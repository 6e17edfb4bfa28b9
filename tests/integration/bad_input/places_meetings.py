"""Where the forms of meetings, minutes and the board's public page can be sent from."""

from __future__ import annotations

from collections.abc import Mapping

from tests.integration.bad_input.places_kind import Place, Value

SECRETARY, CHAIR = "board_secretary", "board_chair"
ALL, ONE = "/board/meetings", "/board/meetings/<int:meeting_id>"
ITEM = f"{ONE}/items/<int:item_id>"
PLANNED, CALLED, OPEN = (f"{ALL}/{{{name}_meeting}}" for name in ("planned", "called", "session"))
CLOSED, DRAFTED, APPROVED = (f"{ALL}/{{{name}_meeting}}" for name in ("closed", "drafted", "approved"))
PLAN: Mapping[str, Value] = {"clock": "14:30", "length": "90", "online_link": "https://example.org/join"}
PRIVATE: Mapping[str, Value] = {"private_rule": "personal"}
VOTES: Mapping[str, Value] = {"votes_for": "3", "votes_against": "1", "abstained": "0"}


def meeting_places() -> list[Place]:
    """Every form of the package."""
    return [*_planning(), *_agenda(), *_session(), *_minutes()]


def _planning() -> list[Place]:
    return [
        Place(f"{ALL}/new", SECRETARY, f"{ALL}/new", fill=PLAN),
        Place(f"{ONE}/edit", SECRETARY, f"{PLANNED}/edit", fill=PLAN),
        Place(f"{ONE}/cancel", SECRETARY, f"{PLANNED}/cancel"),
        Place(f"{ONE}/send", SECRETARY, f"{PLANNED}/send", page=PLANNED, bare=True),
        Place("/board/public-page", SECRETARY, "/board/public-page", optional=True),
    ]


def _agenda() -> list[Place]:
    item = f"{PLANNED}/items/{{agenda_item}}"
    review = f"{PLANNED}/reviews/{{submitted_review}}/add"
    over = f"{PLANNED}/carry-over/{{left_over_item}}"
    back = f"{PLANNED}/items/{{removed_item}}/put-back"
    fill = {**PRIVATE, "minutes": "10"}
    return [
        Place(f"{ONE}/reviews/<int:review_id>/add", SECRETARY, review, page=f"{PLANNED}/reviews", bare=True),
        Place(f"{ONE}/items/new", SECRETARY, f"{PLANNED}/items/new", fill=fill),
        Place(ITEM, SECRETARY, item, fill=fill),
        Place(f"{ITEM}/move", SECRETARY, f"{item}/move", page=PLANNED, bare=True, versioned=False),
        Place(f"{ITEM}/remove", SECRETARY, f"{item}/remove", page=PLANNED, bare=True),
        Place(f"{ITEM}/put-back", SECRETARY, back, page=PLANNED, bare=True),
        Place(f"{ONE}/carry-over/<int:item_id>", SECRETARY, over, page=PLANNED, bare=True),
    ]


def _session() -> list[Place]:
    item = f"{OPEN}/session/{{session_item}}"
    return [
        Place(f"{ONE}/open", CHAIR, f"{CALLED}/open", page=CALLED, bare=True),
        Place(f"{ONE}/attendance", SECRETARY, f"{OPEN}/attendance", optional=True),
        Place(f"{ONE}/session/<int:item_id>", SECRETARY, item, fill=VOTES, bare=True, optional=True),
        Place(f"{ONE}/close", CHAIR, f"{OPEN}/close", bare=True),
    ]


def _minutes() -> list[Place]:
    part, minutes = f"{DRAFTED}/minutes/{{minutes_part}}", f"{OPEN}/approve/{{minutes}}"
    corrected = {"how": "corrected"}
    return [
        Place(f"{ONE}/minutes/draft", SECRETARY, f"{CLOSED}/minutes/draft", page=CLOSED, bare=True),
        Place(f"{ONE}/minutes/<int:part_id>", SECRETARY, part, fill=PRIVATE),
        Place(f"{ONE}/approve/<int:minutes_id>", CHAIR, minutes, fill=corrected),
        Place(f"{ONE}/publish", SECRETARY, f"{APPROVED}/publish", bare=True),
        Place("/board/actions/<int:action_id>", SECRETARY, "/board/actions/{action}", optional=True),
    ]
