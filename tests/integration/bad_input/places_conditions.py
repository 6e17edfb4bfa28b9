"""Where the forms of responses, conditions and appeals can be sent from."""

from __future__ import annotations

from tests.integration.bad_input.places_kind import Place

TEAM, CHAIR, SECRETARY = "team_member", "board_chair", "board_secretary"
LATER = {"day": "30", "month": "4", "year": "2031"}


def condition_places() -> list[Place]:
    """Every form of the three packages."""
    return [*_conditions(), *_appeals()]


def _conditions() -> list[Place]:
    rule = "/board/reviews/<int:review_id>/conditions/<int:condition_id>"
    here = "/board/reviews/{advised_review}/conditions/{advised_condition}"
    day = {f"due_on-{part}": value for part, value in LATER.items()}
    return [
        Place(rule, SECRETARY, here),
        Place(f"{rule}/date", SECRETARY, f"{here}/date", fill=day),
        Place(
            "/conditions/<int:condition_id>/evidence",
            TEAM,
            "/conditions/{advised_condition}/evidence",
            fill={"link": "https://example.org/figures", "file": None},
        ),
        Place(
            "/responses/<int:review_id>",
            "accountable_owner",
            "/responses/{advised_review}",
            versioned=False,
        ),
    ]


def _appeals() -> list[Place]:
    use, review = "/uses/<int:use_id>/board/appeal", "/board/reviews/<int:review_id>/appeal"
    asked, written = "/board/reviews/{appealed_review}/appeal", "/board/reviews/{doubted_review}/appeal"
    back = "/uses/{appealed}/board/appeal"
    return [
        Place(use, TEAM, "/uses/{advised}/board/appeal"),
        Place(f"{use}/take-back", TEAM, f"{back}/take-back", page=back, bare=True),
        Place(review, "board_member", asked),
        Place(f"{review}/agree", "everything", f"{written}/agree", page=written, bare=True),
        Place(f"{review}/object", "everything", f"{written}/object", page=written),
        Place(
            f"{review}/substitute",
            CHAIR,
            f"{asked}/substitute",
            page=asked,
            fill={"person_id": "5"},  # the secretary, who was made fifth
            versioned=False,
        ),
    ]
