"""What must hold for every scoring, every translation and every move to another version."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.questionnaire.checking.check import check
from app.questionnaire.checking.load import load
from app.questionnaire.model import Answer, Answers, AnswerState, Questionnaire
from app.questionnaire.path.leaving import would_leave
from app.questionnaire.path.walk import path
from app.questionnaire.reading.translate import localised
from app.questionnaire.scoring.changing import what_would_change
from app.questionnaire.scoring.scores import score
from app.questionnaire.versions.changes import compare
from app.questionnaire.versions.migration import migration
from app.questionnaire.writing.questionnaire import dump
from tests.unit.questionnaire.scored_strategies import (
    completions,
    later_versions,
    scored_cases,
    scored_questionnaires,
)
from tests.unit.questionnaire.strategies import answered

pytestmark = pytest.mark.slow

few = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
        HealthCheck.filter_too_much,
    ],
)
Case = tuple[Questionnaire, Answers]


@few
@given(scored_questionnaires())
def test_scoring_and_translations_survive_dumping(questionnaire: Questionnaire) -> None:
    text = dump(questionnaire)
    assert check(text) == ()
    assert load(text) == questionnaire


@few
@given(scored_cases())
def test_a_language_changes_neither_path_nor_score(case: Case) -> None:
    questionnaire, answers = case
    welsh = localised(questionnaire, "cy")
    shown = [question.id for question in path(welsh, answers).questions]
    assert shown == [question.id for question in path(questionnaire, answers).questions]
    assert score(welsh, answers).now == score(questionnaire, answers).now


@few
@given(scored_cases(), st.data())
def test_every_way_to_complete_the_answers_ends_inside_the_range(case: Case, data: st.DataObject) -> None:
    questionnaire, answers = case
    open_score = score(questionnaire, answers)
    assert open_score.lowest <= open_score.now <= open_score.highest
    whole = score(questionnaire, data.draw(completions(questionnaire, answers)))
    assert whole.lowest == whole.now == whole.highest
    assert whole.lowest_level == whole.level == whole.highest_level
    assert open_score.lowest <= whole.now <= open_score.highest
    for family in whole.families:
        before = open_score.family(family.id)
        assert before.lowest <= family.now <= before.highest
        assert family.now <= family.maximum or any(each.forks > 1 for each in _families(questionnaire))


@few
@given(scored_cases(), st.data())
def test_dont_know_yet_never_lowers_the_upper_level(case: Case, data: st.DataObject) -> None:
    questionnaire, answers = case
    name = data.draw(st.sampled_from(sorted(answers)))
    before = score(questionnaire, answers)
    after = score(questionnaire, {**answers, name: Answer(AnswerState.UNKNOWN)})
    assert after.highest >= before.highest
    assert after.lowest <= before.lowest


@few
@given(scored_cases())
def test_hidden_questions_bear_no_points(case: Case) -> None:
    questionnaire, answers = case
    walked = path(questionnaire, answers)
    visible = {name: answer for name, answer in answers.items() if walked.is_on(name)}
    assert score(questionnaire, visible).now == score(questionnaire, answers).now
    assert all(walked.is_on(point.question_id) or point.now == 0 for point in score(*case).points)


@few
@given(scored_cases())
def test_ways_to_another_level_lead_there(case: Case) -> None:
    questionnaire, answers = case
    base = score(questionnaire, answers)
    for way in what_would_change(questionnaire, answers):
        changed = dict(answers)
        for change in way.changes:
            many = questionnaire.question(change.question_id).type == "multiple_choice"
            value = list(change.after) if many else change.after[0]
            changed[change.question_id] = Answer(AnswerState.ANSWERED, value)
        after = score(questionnaire, changed)
        assert (after.lowest_level, after.highest_level) == (way.lowest_level, way.highest_level)
        assert (after.lowest_level, after.highest_level) != (base.lowest_level, base.highest_level)


@few
@given(answered(), st.data())
def test_what_leaves_was_asked_and_is_not_asked_after(case: Case, data: st.DataObject) -> None:
    questionnaire, answers = case
    name = data.draw(st.sampled_from(sorted(answers)))
    after = {**answers, name: Answer(AnswerState.NOT_APPLICABLE, reason="No.")}
    for question in would_leave(questionnaire, answers, after):
        assert path(questionnaire, answers).is_on(question.id)
        assert not path(questionnaire, after).is_on(question.id)
    assert would_leave(questionnaire, answers, answers) == ()


@few
@given(scored_cases())
def test_moving_to_the_same_version_keeps_everything_on_the_path(case: Case) -> None:
    questionnaire, answers = case
    assert compare(questionnaire, questionnaire).is_empty
    seen = migration(questionnaire, questionnaire, answers)
    assert (seen.moved, seen.needs_another_look) == ((), ())
    walked = path(questionnaire, answers)
    assert all(walked.is_on(fate.question_id) for fate in seen.kept)
    assert all(fate.reasons == ("off_path",) for fate in seen.set_aside)
    assert seen.score_before is not None
    assert seen.score_after is not None
    assert seen.score_before.now == seen.score_after.now


@few
@given(answered(), st.data())
def test_no_answer_is_lost_on_the_way_to_another_version(case: Case, data: st.DataObject) -> None:
    questionnaire, answers = case
    later = data.draw(later_versions(questionnaire))
    seen = migration(questionnaire, later, answers)
    fates = (*seen.kept, *seen.moved, *seen.needs_another_look, *seen.set_aside)
    said = [name for name, answer in answers.items() if answer.state is not AnswerState.NOT_ANSWERED]
    assert sorted(fate.question_id for fate in fates) == sorted(said)
    assert all(fate.before == answers[fate.question_id] for fate in fates)
    assert all(fate.reasons for fate in seen.set_aside)
    assert {fate.to for fate in fates if fate.to is not None} == set(seen.answers)


def _families(questionnaire: Questionnaire) -> tuple[object, ...]:
    return questionnaire.scoring.families if questionnaire.scoring else ()
