"""The pages of a desk follow each other, whatever a questionnaire calls its sections."""

from __future__ import annotations

from typing import cast

from app.assessments.submissions.view import ReadSubmission
from app.board.models import Review
from app.board.verdicts.desk import Desk, VerdictProgress
from app.board.verdicts.readable_verdicts import ReadableVerdicts, VerdictWords


def test_a_section_may_be_called_like_another_page() -> None:
    pages = (
        VerdictProgress("What pulls apart", "trade-offs", "", 0, 3),
        VerdictProgress("Harms", "", "harms", 1, 1),
        VerdictProgress("Trade-offs", "", "trade-offs", 0, 1),
    )
    desk = Desk(cast(Review, None), cast(ReadSubmission, None), ReadableVerdicts(1), pages, None, {})
    assert [desk.after(page.here) for page in pages] == [pages[1], pages[2], None]
    assert desk.after("section:nothing") is None
    assert [page.is_done for page in pages] == [False, True, False]


def test_words_are_known_again_by_their_digest() -> None:
    words = VerdictWords("must_change", "Say “who”.", "", "Mine", True)
    assert words.digest == VerdictWords("must_change", "Say “who”.", "", "Mine", True).digest
    assert words.digest != VerdictWords("must_change", "Say “who”.", "Mine", "", True).digest
    assert VerdictWords(own="", shared=True).digest == VerdictWords().digest
