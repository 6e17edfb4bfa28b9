"""What must hold for every questionnaire and all answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.questionnaire.checking.check import check
from app.questionnaire.checking.load import load
from app.questionnaire.model import Answer, Answers, AnswerState, AnswerType, Question, Questionnaire
from app.questionnaire.path.flags import red_flags
from app.questionnaire.path.progress import missing, progress
from app.questionnaire.path.walk import path
from app.questionnaire.values.check import describe, is_placeholder, normalise, validate
from app.questionnaire.versions.answer_difference import changes
from app.questionnaire.writing.questionnaire import dump
from tests.unit.questionnaire.examples import SMALL, small
from tests.unit.questionnaire.strategies import answered, questionnaires

few = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
Case = tuple[Questionnaire, Answers]
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
)
WORDS = """sections pages questions id title text type choices show_if all any question equals levels when
level because columns red_flags reason answered includes tier min max version questionnaire language"""
KEYS = sorted(WORDS.split())
near = st.recursive(
    scalars | st.sampled_from(["single_choice", "table", "q", "high", "yes", "1"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=40,
)


@pytest.mark.slow
@few
@given(questionnaires())
def test_what_is_dumped_loads_as_the_same_questionnaire(questionnaire: Questionnaire) -> None:
    text = dump(questionnaire)
    assert check(text) == ()
    assert load(text) == questionnaire
    assert dump(load(text)) == text


def test_the_small_questionnaire_survives_dumping() -> None:
    assert load(dump(small())) == small()


@few
@given(answered())
def test_the_same_answers_give_the_same_path_in_whatever_order_they_were_given(case: Case) -> None:
    questionnaire, answers = case
    backwards = dict(reversed(list(answers.items())))
    assert path(questionnaire, answers) == path(questionnaire, backwards)
    assert path(questionnaire, {**answers, "no-such-question": Answer(AnswerState.UNKNOWN)}) == path(*case)


@few
@given(answered())
def test_a_hidden_question_never_counts(case: Case) -> None:
    questionnaire, answers = case
    walked = path(questionnaire, answers)
    shown = {question.id for question in walked.questions}
    assert shown == {question.id for question in questionnaire.questions() if walked.is_on(question.id)}
    visible = {name: answer for name, answer in answers.items() if name in shown}
    assert path(questionnaire, visible).questions == walked.questions
    assert {flag.question_id for flag in red_flags(*case)} <= shown
    assert set(missing(*case)) <= shown
    found = progress(*case)
    assert found.overall.total == len(shown) == sum(each.counts.total for each in found.sections)
    assert {page.id for page in walked.pages} == set(found.pages)


@few
@given(answered(), st.data())
def test_dont_know_yet_never_lowers_the_level_nor_hides_a_tier(case: Case, data: st.DataObject) -> None:
    questionnaire, answers = case
    name = data.draw(st.sampled_from(sorted(answers)))
    before = path(questionnaire, answers).level
    after = path(questionnaire, {**answers, name: Answer(AnswerState.UNKNOWN)}).level
    assert after.highest.rank >= before.highest.rank
    assert after.lowest.rank <= after.highest.rank


@pytest.mark.slow
@few
@given(answered())
def test_every_page_is_reached_by_going_on_and_back(case: Case) -> None:
    walked = path(*case)
    names = [page.id for page in walked.pages]
    for here, there in pairwise(names):
        after, before = walked.page_after(here), walked.page_before(there)
        assert (after and after.id, before and before.id) == (there, here)
    if names:
        assert (walked.page_after(names[-1]), walked.page_before(names[0])) == (None, None)


@few
@given(answered())
def test_changes_lead_from_one_set_to_the_other(case: Case) -> None:
    questionnaire, answers = case
    assert changes(answers, dict(answers)) == ()
    told = {change.question_id for change in changes({}, answers)}
    assert told == {name for name, given in answers.items() if given.state is not AnswerState.NOT_ANSWERED}
    assert {change.question_id for change in changes(answers, {})} == told
    for question in questionnaire.questions():
        describe(question, answers[question.id])


@few
@given(near | anything)
def test_the_checker_never_raises_on_any_yaml(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    assert all(mistake.line >= 1 and mistake.message for mistake in check(text))


@few
@given(st.text(max_size=60) | st.text("[]{}:,-&*!?|>'\"% \n#ab", max_size=60))
def test_the_checker_never_raises_on_any_text(text: str) -> None:
    assert check(text)


@few
@given(st.integers(0, len(SMALL)), st.integers(0, 40), st.text("[]{}:,-&*! \nax", max_size=3))
def test_the_checker_never_raises_on_a_damaged_file(start: int, length: int, added: str) -> None:
    check(SMALL[:start] + added + SMALL[start + length :])


@few
@given(anything, st.sampled_from(tuple(AnswerType)))
def test_any_value_is_judged_and_normalised_without_raising(value: object, kind: AnswerType) -> None:
    chosen = next(each for each in small().questions() if each.type is kind)
    question: Question = replace(chosen)
    once = normalise(question, value)
    assert normalise(question, once) == once or once != once
    problems = validate(question, value)
    assert all(problem.code for problem in problems)
    if not problems and kind not in (AnswerType.SHORT_TEXT, AnswerType.LONG_TEXT):
        assert {problem.code for problem in validate(question, once)} <= {"empty"}


@few
@given(st.text())
def test_any_text_is_a_placeholder_or_not(text: str) -> None:
    assert is_placeholder(text) in (True, False)
