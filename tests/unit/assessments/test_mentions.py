"""Names after an @: whole names, the longest first, in any case, and nothing inside words."""

from __future__ import annotations

import pytest

from app.assessments.talk.mentions import ThreadReader, named

PEOPLE = [ThreadReader(1, "Ann Lee"), ThreadReader(2, "Ann Lee Park"), ThreadReader(3, "Siân O’Neil (IT)")]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Ask @Ann Lee.", {1}),
        ("Ask @ann lee park, please", {2}),
        ("@Ann Lee Park and @Ann Lee", {1, 2}),
        ("@Siân O’Neil (IT)!", {3}),
        ("@Ann Leeds", set()),
        ("mail@Ann Lee", set()),
        ("Ann Lee", set()),
        ("@", set()),
        ("", set()),
    ],
)
def test_names_are_found(text: str, ids: set[int]) -> None:
    assert named(text, PEOPLE) == ids
