"""Canada's Algorithmic Impact Assessment runs as data, and scores as the official page does."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.questionnaire.checking.check import check
from app.questionnaire.checking.load import load
from app.questionnaire.files.answer_lines import Scorer
from app.questionnaire.model import Answer, AnswerState
from app.questionnaire.path.walk import path
from app.questionnaire.reading.translate import languages, localised, texts
from app.questionnaire.scoring.changing import what_would_change
from app.questionnaire.scoring.scores import score
from app.questionnaire.surveyjs.answers import take_answers
from app.questionnaire.surveyjs.importing import load_survey
from app.questionnaire.versions.changes import compare
from app.questionnaire.versions.migration import migration
from app.questionnaire.writing.questionnaire import dump
from tests.unit.questionnaire import aia

pytestmark = pytest.mark.skipif(not aia.DATA.is_dir(), reason="Canada's assessment is not beside the project")
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
seeds = st.integers(0, 2**32)
versions = st.sampled_from(aia.VERSIONS)


def told(version: str, answers: aia.Raw, live: bool = False) -> aia.Raw:
    survey = aia.survey(version)
    return dict(Scorer(survey.questionnaire, survey, live).result("x", answers))


@pytest.mark.parametrize("version", aia.VERSIONS)
def test_a_file_loads_within_a_second_as_a_questionnaire_of_ours(version: str) -> None:
    start = time.process_time()
    found = load_survey(aia.file(version).read_text(encoding="utf-8"), aia.file(version).name).questionnaire
    assert time.process_time() - start < 1
    text = dump(found)
    assert check(text) == ()
    assert load(text) == found
    names = [each["name"] for each, _family, _page in aia.elements(version)]
    assert [question.id for question in found.questions()] == names


def test_it_can_be_said_in_french() -> None:
    found = aia.survey("1.0.1").questionnaire
    assert languages(found) == ("en", "fr")
    french = localised(found, "fr")
    assert french.title == "Évaluation de l'incidence algorithmique v1.0.1"
    assert french.question("riskProfile1").choices[0].text == "Oui"
    english = texts(found)
    said = texts(french)
    same = [key for key in english if english[key] == said[key]]
    assert len(same) < len(english) / 10


@pytest.mark.parametrize("live", [False, True])
def test_every_shared_example_has_the_official_result(live: bool) -> None:
    for example in aia.examples():
        result = told(example["survey_version"].removeprefix("v"), example["answers"], live)
        assert result.pop("visible_questions") == example["visible_questions"]
        assert result == {"id": "x", **example["expected"]}


@few
@given(versions, seeds)
def test_random_answers_score_as_a_naive_reading_of_the_rules_says(version: str, seed: int) -> None:
    answers = aia.random_answers(version, seed)
    kept = aia.completed(version, answers)
    result = told(version, answers)
    assert result["visible_questions"] == aia.visible(version, kept)
    assert {key: result[key] for key in aia.expected(version, kept)} == aia.expected(version, kept)


@few
@given(versions, seeds)
def test_live_every_answer_counts(version: str, seed: int) -> None:
    answers = aia.random_answers(version, seed)
    result = told(version, answers, live=True)
    assert result["visible_questions"] == aia.visible(version, answers)
    assert {key: result[key] for key in aia.expected(version, answers)} == aia.expected(version, answers)


@few
@given(versions, seeds, st.data())
def test_dont_know_yet_never_lowers_the_upper_level(version: str, seed: int, data: st.DataObject) -> None:
    survey = aia.survey(version)
    found, scoring = survey.questionnaire, survey.questionnaire.scoring
    assert scoring is not None
    answers = take_answers(survey, aia.random_answers(version, seed)).answers
    doubted = data.draw(st.sets(st.sampled_from([question.id for question in found.questions()])))
    unsure = {**answers, **{name: Answer(AnswerState.UNKNOWN) for name in doubted}}
    before, after = score(found, answers), score(found, unsure)
    assert after.highest >= before.highest
    assert after.lowest <= before.lowest
    assert scoring.rank(after.highest_level) >= scoring.rank(before.highest_level)
    assert after.lowest <= after.now <= after.highest
    assert path(found, unsure) == path(found, dict(reversed(unsure.items())))


def test_a_thousand_answer_sets_are_scored_within_ten_seconds() -> None:
    sets = [aia.random_answers("1.0.1", seed) for seed in range(100)]
    start = time.process_time()
    for answers in sets:
        told("1.0.1", answers)
    assert time.process_time() - start < 1


def test_what_would_change_the_level_is_found_quickly() -> None:
    survey = aia.survey("1.0.1")
    for example in aia.examples()[:3]:
        answers = take_answers(survey, example["answers"]).answers
        start = time.process_time()
        ways = what_would_change(survey.questionnaire, answers)
        assert time.process_time() - start < 2
        for way in ways:
            changed = dict(answers)
            for change in way.changes:
                many = survey.questionnaire.question(change.question_id).type == "multiple_choice"
                changed[change.question_id] = Answer(
                    AnswerState.ANSWERED, list(change.after) if many else change.after[0]
                )
            assert score(survey.questionnaire, changed).highest_level == way.highest_level
        assert ways


def test_an_assessment_moves_from_the_oldest_version_to_the_newest_with_a_report() -> None:
    old, new = aia.survey("0.10.0"), aia.survey("1.0.1")
    answers = take_answers(old, aia.completed("0.10.0", aia.random_answers("0.10.0", 3))).answers
    seen = migration(old.questionnaire, new.questionnaire, answers)
    groups = (seen.kept, seen.moved, seen.needs_another_look, seen.set_aside)
    assert all((seen.kept, seen.needs_another_look, seen.set_aside))
    assert sorted(fate.question_id for group in groups for fate in group) == sorted(answers)
    assert seen.score_before is not None
    assert seen.score_after is not None
    assert seen.score_before.family("raw-impact").maximum == 126
    assert seen.score_after.family("raw-impact").maximum == 167
    assert set(seen.answers) <= {question.id for question in path(new.questionnaire, seen.answers).questions}
    assert seen.to_answer


def test_the_last_version_only_adds_an_agency() -> None:
    difference = compare(aia.survey("1.0.0").questionnaire, aia.survey("1.0.1").questionnaire)
    assert [(change.question_id, change.removed) for change in difference.choices] == [
        ("projectDetailsDepartment-NS", ())
    ]
    changed = (difference.added, difference.removed, difference.reworded, difference.weights)
    assert changed == ((), (), (), ())
