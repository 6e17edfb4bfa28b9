"""Scores are exact when everything is answered and a range while it is not."""

from __future__ import annotations

import pytest

from app.questionnaire.checking.load import load
from app.questionnaire.model import Answer, AnswerState
from app.questionnaire.path.leaving import would_leave
from app.questionnaire.scoring.changing import AnswerChange, what_would_change
from app.questionnaire.scoring.finals import Totals
from app.questionnaire.scoring.scores import NotScored, score, score_while_typing
from app.questionnaire.writing.questionnaire import dump
from tests.unit.questionnaire.examples import NOT_RELEVANT, UNSURE, only, said, small, told
from tests.unit.questionnaire.scored import SCORED, final, scored, scored_with

ALL_BAD = {
    "data": said("yes"),
    "kinds": said(["health", "money"]),
    "harm": said("major"),
    "checks": said(["often"]),
}


def test_scoring_is_read_and_survives_dumping() -> None:
    assert load(dump(scored())) == scored()
    scoring = scored().scoring
    assert scoring is not None
    assert [family.id for family in scoring.families] == ["risk", "care"]
    assert dict(scored().maxima) == {"risk": 10, "care": 4.5}


def test_a_complete_set_has_one_score() -> None:
    found = final({**ALL_BAD, "checks": said(["outside"])})
    assert (found.now, found.lowest, found.highest) == (10, 10, 10)
    assert found.level.id == found.lowest_level.id == found.highest_level.id == "high"
    assert found.is_certain


def test_a_deduction_rounds_halves_up() -> None:
    found = final(ALL_BAD)
    assert found.family("risk").now == 10
    assert (found.now, found.deductions[0].taken) == (9, True)
    assert final({**ALL_BAD, "checks": said(["outside"])}).now == 10


def test_every_point_names_its_question_and_choices() -> None:
    points = {point.question_id: point for point in final(ALL_BAD).points}
    assert points["kinds"].choices == ("health", "money")
    assert (points["kinds"].now, points["kinds"].maximum) == (5, 5)
    assert points["data"].is_certain
    assert points["checks"].family == "care"


def test_what_is_off_the_path_does_not_count() -> None:
    found = final({**ALL_BAD, "data": said("no")})
    assert found.family("risk").now == 3
    assert "kinds" not in {point.question_id for point in found.points}
    assert score_while_typing(scored(), {**ALL_BAD, "data": said("no")}).family("risk").now == 8


def test_points_of_no_choice_are_added_to_their_family_alone() -> None:
    plain = score_while_typing(scored(), ALL_BAD)
    strayed = score_while_typing(scored(), ALL_BAD, {"risk": -2})
    sums = [(each.now, each.lowest, each.highest) for each in strayed.families]
    risk, care = plain.families
    assert sums == [(risk.now - 2, risk.lowest - 2, risk.highest - 2), (care.now, care.lowest, care.highest)]
    assert [family.title for family in strayed.families] == ["Risk", "Care"]


def test_a_sum_less_another_differs_in_all_three() -> None:
    assert Totals(5, 3, 9) - Totals(2, 1, 4) == Totals(3, 2, 5)


def test_nothing_answered_is_everything_possible() -> None:
    found = final({})
    assert (found.now, found.lowest, found.highest) == (0, 0, 10)
    assert (found.level.id, found.lowest_level.id, found.highest_level.id) == ("low", "low", "high")
    assert not found.is_certain


def test_dont_know_is_the_same_range_and_never_lowers_the_upper_level() -> None:
    before = final({"data": said("no"), "harm": said("none"), "checks": NOT_RELEVANT})
    after = final({"data": UNSURE, "harm": said("none"), "checks": NOT_RELEVANT})
    assert (before.highest, before.highest_level.id) == (0, "low")
    assert (after.lowest, after.highest, after.highest_level.id) == (0, 7, "high")


def test_a_deduction_that_is_open_lowers_only_the_lower_end() -> None:
    found = final({**ALL_BAD, "checks": UNSURE})
    assert (found.lowest, found.highest) == (9, 10)
    assert not found.deductions[0].certain


def test_not_applicable_bears_no_points() -> None:
    found = final({**ALL_BAD, "harm": NOT_RELEVANT, "checks": NOT_RELEVANT})
    assert (found.lowest, found.highest) == (7, 7)


def test_thresholds_may_be_points_and_rounding_may_be_off() -> None:
    text = scored_with("    family: risk\n", "    family: risk\n    thresholds: points\n    rounding: none\n")
    text = text.replace("up_to: 25", "up_to: 8.5")
    questionnaire = load(text)
    assert load(dump(questionnaire)) == questionnaire
    found = score(questionnaire, ALL_BAD)
    assert (found.now, found.level.id) == (8.5, "low")


def test_the_threshold_belongs_to_the_lower_level() -> None:
    assert final({"data": said("yes"), "kinds": said(["health"]), "harm": said("none")}).level.id == "middle"


def test_a_questionnaire_without_scoring_says_so() -> None:
    with pytest.raises(NotScored):
        score(small(), {})


def test_the_nearest_answers_that_change_the_level_are_told() -> None:
    complete = {**ALL_BAD, "kinds": said(["money"]), "checks": said(["outside"]), "harm": said("minor")}
    assert final(complete).now == 5
    ways = what_would_change(scored(), complete)
    assert [way.raises for way in ways[:1]] == [True]
    assert ways[0].changes == (AnswerChange("harm", ("minor",), ("major",)),)
    assert {way.highest_level.id for way in ways if not way.raises} == {"low"}
    assert AnswerChange("data", ("yes",), ("no",)) in {way.changes[0] for way in ways}


def test_several_answers_are_told_when_no_single_one_is_enough() -> None:
    complete = {"data": said("no"), "harm": said("none"), "checks": said(["outside"])}
    text = scored_with("up_to: 25", "up_to: 45")
    questionnaire = load(text.replace("data: {yes: 2}", "checks: {often: 4, outside: 0}"))
    ways = what_would_change(questionnaire, complete)
    assert [len(way.changes) for way in ways if way.raises] == [2]


def test_answers_that_a_change_takes_off_the_path_are_told() -> None:
    left = would_leave(scored(), ALL_BAD, {**ALL_BAD, "data": said("no")})
    assert [question.id for question in left] == ["kinds"]
    unanswered = {**ALL_BAD, "kinds": Answer(AnswerState.NOT_ANSWERED)}
    assert would_leave(scored(), unanswered, {**unanswered, "data": said("no")}) == ()


MISTAKES = [
    ("harm: {minor: 1", "hurm: {minor: 1", 'no question "hurm"'),
    ("minor: 1, major: 3", "minor: 1, mayor: 3", 'has no choice "mayor" (did you mean "major"?)'),
    ("minor: 1", "minor: many", 'the points of "minor" must be a number'),
    ("{minor: 1, major: 3}", "3", "expected choices with points here"),
    ("family: care, at", "family: car, at", 'there is no family "car" (did you mean "care"?)'),
    ("    family: risk\n", "    family: fisk\n", 'there is no family "fisk" (did you mean "risk"?)'),
    ("at_least: 80", "at_least: 180", "is a percentage from 0 to 100"),
    ("up_to: 50", "up_to: 20", "must be more than that of the level before"),
    ("title: Low, up_to: 25", "title: Low", '"up_to" is missing'),
    ("{id: high, title: High}", "{id: high, title: High, up_to: 75}", 'the last level must have no "up_to"'),
    ("forks: 2", "forks: 0", "must be a whole number from 1 to 20"),
    ("    - id: care\n      title: Care", "    - id: risk\n      title: Care", "is used twice"),
    ("  final:\n    family: risk", "  final:\n    famly: risk", 'unknown key "famly"'),
    ("        data: {yes: 2}\n", "        title: {yes: 2}\n", 'no question "title"'),
    ("type: yes_no", "type: date", "a date question cannot have weights"),
]


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_wrong_scoring_is_told_by_line(old: str, new: str, message: str) -> None:
    assert message in " ".join(each[2] for each in told(scored_with(old, new)))


def test_a_scoring_without_a_final_part_is_a_mistake() -> None:
    start, end = SCORED.index("  final:"), SCORED.index("  levels:\n")
    assert only(SCORED[:start] + SCORED[end:])[2] == '"final" is missing'
