"""The pages of a desk follow each other, whatever a questionnaire calls its sections."""

from __future__ import annotations

from typing import cast

from app.assessments.reading import ReadSubmission
from app.board.models import Review
from app.board.verdicts.desk import Desk, Progress
from app.board.verdicts.standing import Standing, Words


def test_a_section_may_be_called_like_another_page() -> None:
    pages = (
        Progress("What pulls apart", "trade-offs", "", 0, 3),
        Progress("Harms", "", "harms", 1, 1),
        Progress("Trade-offs", "", "trade-offs", 0, 1),
    )
    desk = Desk(cast(Review, None), cast(ReadSubmission, None), Standing(1), pages, None, {})
    assert [desk.after(page.here) for page in pages] == [pages[1], pages[2], None]
    assert desk.after("section:nothing") is None
    assert [page.is_done for page in pages] == [False, True, False]


def test_words_are_known_again_by_their_digest() -> None:
    words = Words("must_change", "Say “who”.", "", "Mine", True)
    assert words.digest == Words("must_change", "Say “who”.", "", "Mine", True).digest
    assert words.digest != Words("must_change", "Say “who”.", "Mine", "", True).digest
    assert Words(own="", shared=True).digest == Words().digest
