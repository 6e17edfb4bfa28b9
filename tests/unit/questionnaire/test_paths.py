"""Who is asked what, and how sure the level is."""

from __future__ import annotations

import pytest

from app.logic import Truth
from app.questionnaire.model import (
    All,
    Answer,
    Answers,
    AnswerState,
    Any,
    Comparison,
    Condition,
    Level,
    Operator,
)
from app.questionnaire.path.walk import path, screening_complete, truth
from tests.unit.questionnaire.examples import NOT_RELEVANT, UNSURE, said, small

ALONE = said("decides-alone")
Q = small()


def asked(answers: Answers) -> list[str]:
    return [question.id for question in path(Q, answers).questions]


def test_at_the_start_only_the_screening_questions_are_asked() -> None:
    assert asked({}) == ["AUT-01", "data", "groups", "people", "name"]


def test_a_condition_that_holds_brings_its_question() -> None:
    assert "harm" in asked({"data": said("yes")})
    assert "harm" not in asked({"data": said("no")})
    assert "harm" not in asked({"data": NOT_RELEVANT})


def test_dont_know_yet_is_not_safe_so_the_question_behind_it_is_asked() -> None:
    assert "harm" in asked({"data": UNSURE})


def test_a_page_whose_condition_is_not_answered_yet_waits() -> None:
    assert not path(Q, {}).is_on("safeguards")
    assert path(Q, {}).presence()["safeguards"] is Truth.NOT_YET
    assert path(Q, {"groups": said(["children"])}).is_on("safeguards")
    assert path(Q, {"groups": said(["adults"])}).presence()["safeguards"] is Truth.FALSE


def test_a_level_brings_its_tiers_and_says_why() -> None:
    walked = path(Q, {"AUT-01": ALONE})
    assert (walked.level.lowest, walked.level.highest) == (Level.HIGH, Level.HIGH)
    assert [(reason.because, reason.certain, reason.question_ids) for reason in walked.level.reasons] == [
        ("It decides alone.", True, ("AUT-01",))
    ]
    assert {"start", "sources", "papers"} <= set(asked({"AUT-01": ALONE}))


def test_dont_know_yet_makes_the_level_a_range_and_asks_for_its_highest() -> None:
    level = path(Q, {"AUT-01": UNSURE, "data": said("yes"), "harm": said("none")}).level
    assert (level.lowest, level.highest, level.is_certain) == (Level.MEDIUM, Level.HIGH, False)
    assert [(reason.level, reason.certain) for reason in level.reasons] == [
        (Level.HIGH, False),
        (Level.MEDIUM, True),
    ]
    assert "papers" in asked({"AUT-01": UNSURE})


def test_a_hidden_answer_counts_for_nothing() -> None:
    level = path(Q, {"AUT-01": said("recommends"), "data": said("no"), "harm": said("major")}).level
    assert level.highest is Level.LOW
    assert level.reasons == ()


def test_the_level_is_settled_when_nothing_unanswered_can_raise_it() -> None:
    assert not path(Q, {}).level_settled
    assert path(Q, {"AUT-01": ALONE}).level_settled
    assert not path(Q, {"AUT-01": said("recommends"), "data": said("yes")}).level_settled
    assert path(Q, {"AUT-01": said("recommends"), "data": said("no")}).level_settled


def test_screening_is_complete_when_everybody_s_questions_are_dealt_with() -> None:
    answers = dict.fromkeys(asked({}), UNSURE)
    assert not screening_complete(Q, answers)
    answers.update(harm=NOT_RELEVANT, safeguards=UNSURE)
    assert screening_complete(Q, answers)


def test_pages_and_sections_follow_their_questions() -> None:
    walked = path(Q, {})
    assert [page.id for page in walked.pages] == ["automation", "basics", "facts"]
    assert [section.id for section in walked.sections] == ["screening", "detail"]
    assert [each.id for each in walked.questions_on(Q.page("basics"))] == ["data", "groups"]
    assert [page.id for page in walked.pages_in(Q.section("detail"))] == ["facts"]
    following = walked.page_after("children")
    assert following
    assert following.id == "facts"
    assert walked.page_after("facts") is None
    assert walked.page_before("automation") is None
    assert walked.page_after("no-such-page") is None


TRUTHS: list[tuple[Answers, Condition, Truth]] = [
    ({"AUT-01": ALONE}, Comparison("AUT-01", Operator.EQUALS, "decides-alone"), Truth.TRUE),
    ({"AUT-01": ALONE}, Comparison("AUT-01", Operator.NOT_EQUALS, "decides-alone"), Truth.FALSE),
    ({"AUT-01": UNSURE}, Comparison("AUT-01", Operator.NOT_EQUALS, "recommends"), Truth.UNSURE),
    ({"AUT-01": NOT_RELEVANT}, Comparison("AUT-01", Operator.NOT_EQUALS, "recommends"), Truth.FALSE),
    ({}, Comparison("AUT-01", Operator.NOT_EQUALS, "recommends"), Truth.NOT_YET),
    ({}, Comparison("AUT-01", Operator.ANSWERED, False), Truth.TRUE),
    ({"AUT-01": UNSURE}, Comparison("AUT-01", Operator.ANSWERED, True), Truth.FALSE),
    ({"AUT-01": NOT_RELEVANT}, Comparison("AUT-01", Operator.ANSWERED, False), Truth.FALSE),
    ({}, Comparison("harm", Operator.ANSWERED, False), Truth.FALSE),
    ({}, Comparison("harm", Operator.EQUALS, "none"), Truth.NOT_YET),
    (
        {"data": said("yes"), "harm": said("major")},
        Comparison("harm", Operator.MORE_THAN, "minor"),
        Truth.TRUE,
    ),
    (
        {"data": said("yes"), "harm": said("minor")},
        Comparison("harm", Operator.MORE_THAN, "minor"),
        Truth.FALSE,
    ),
    ({"people": said(0)}, Comparison("people", Operator.LESS_THAN, 0.5), Truth.TRUE),
    ({"groups": said(["adults"])}, Comparison("groups", Operator.INCLUDES, "children"), Truth.FALSE),
    ({"AUT-01": ALONE, "sources": said([])}, Comparison("sources", Operator.LESS_THAN, 1), Truth.TRUE),
    (
        {"AUT-01": ALONE, "papers": said([{"title": "A"}])},
        Comparison("papers", Operator.MORE_THAN, 0),
        Truth.TRUE,
    ),
    (
        {"AUT-01": ALONE, "start": said("2026-01-02")},
        Comparison("start", Operator.LESS_THAN, "2026-02-01"),
        Truth.TRUE,
    ),
    ({"people": said("many")}, Comparison("people", Operator.MORE_THAN, 1), Truth.FALSE),
    ({}, Comparison("nobody", Operator.EQUALS, "x"), Truth.FALSE),
    ({}, All(()), Truth.TRUE),
    ({}, Any(()), Truth.FALSE),
]


@pytest.mark.parametrize(("answers", "condition", "expected"), TRUTHS)
def test_a_condition_is_true_false_or_unknown(
    answers: Answers, condition: Condition, expected: Truth
) -> None:
    assert truth(Q, answers, condition) is expected


def test_all_and_any_take_the_least_and_the_greatest() -> None:
    true = Comparison("people", Operator.EQUALS, 5)
    unsure = Comparison("AUT-01", Operator.EQUALS, "recommends")
    open_yet = Comparison("data", Operator.EQUALS, "yes")
    answers = {"people": said(5), "AUT-01": UNSURE}
    assert truth(Q, answers, All((true, unsure))) is Truth.UNSURE
    assert truth(Q, answers, All((unsure, open_yet))) is Truth.NOT_YET
    assert truth(Q, answers, Any((unsure, open_yet))) is Truth.UNSURE
    assert Truth.UNSURE.is_unknown
    assert not Truth.TRUE.is_unknown


def test_an_answer_of_state_not_answered_is_as_good_as_none() -> None:
    assert path(Q, {"data": Answer(AnswerState.NOT_ANSWERED, "yes")}) == path(Q, {})
