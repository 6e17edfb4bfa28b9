"""The page for people who write questionnaires: its examples load, and it names each word of the language."""

from __future__ import annotations

import re
from itertools import product

import pytest

from app.data_files.tree import DEEPEST, MOST_BYTES
from app.questionnaire.checking.check import check
from app.questionnaire.checking.load import load
from app.questionnaire.model import (
    UNANSWERED,
    Answer,
    AnswerState,
    AnswerType,
    Level,
    Operator,
    Questionnaire,
    Tier,
)
from app.questionnaire.path.walk import path
from app.questionnaire.reading.questionnaire import QUESTION_OPTIONAL
from app.questionnaire.reading.translate import localised, texts
from app.questionnaire.scoring.scores import score
from app.questionnaire.scoring_model import Measure, Rounding
from app.questionnaire.writing.questionnaire import dump
from app.register.record.public_fields import all_fields
from app.vocabulary.principles import Principle
from tests.support.databases import ROOT
from tests.support.lists import none_of

PAGE = (ROOT / "docs" / "questionnaire-language.md").read_text(encoding="utf-8")
PUBLIC = {field.id: field.code_of_choice for field in all_fields().fields}
PROSE = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
WHOLE, *EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
WRONG = {each.split()[1]: each for each in EXAMPLES if each.startswith("questionnaire: ")}
PARTS = [each for each in EXAMPLES if each not in WRONG.values()]
YES, NO = Answer(AnswerState.ANSWERED, "yes"), Answer(AnswerState.ANSWERED, "no")
UNKNOWN = Answer(AnswerState.UNKNOWN)


@pytest.fixture(scope="module")
def example() -> Questionnaire:
    return load(WHOLE, "parking.yaml", PUBLIC)


def test_the_whole_example_has_no_mistakes_and_comes_back_when_written(example: Questionnaire) -> None:
    assert [str(mistake) for mistake in check(WHOLE, "parking.yaml", PUBLIC)] == []
    assert load(dump(example), "again.yaml", PUBLIC) == example


@pytest.mark.parametrize(("told", "name"), re.findall(r"```text\n((\w+)\.yaml:.*?)```", PAGE, re.DOTALL))
def test_a_wrong_example_is_told_what_the_page_says(told: str, name: str) -> None:
    assert [str(mistake) for mistake in check(WRONG[name], f"{name}.yaml", PUBLIC)] == told.splitlines()


def test_the_page_lists_the_codes_of_every_closed_list() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (`.*`) \|$", PAGE.partition("rules depend on")[2], re.MULTILINE))
    codes = {field.id: [each.code for each in field.codes] for field in all_fields().fields if field.codes}
    assert {name: re.findall(r"`([^`]+)`", row) for name, row in rows.items()} == codes


def test_every_part_that_is_shown_stands_in_the_whole_example() -> None:
    lines = [line.strip() for line in WHOLE.splitlines()]
    none_of([line for part in PARTS for line in part.splitlines() if line.strip() not in lines])


def test_every_word_of_the_language_is_named() -> None:
    kinds = (AnswerType, Operator, Tier, Level, Principle, Rounding, Measure)
    words = {str(word) for kind in kinds for word in kind}
    top = "questionnaire version title language levels sections scoring translations"
    more = "pages questions intro id text type hint when because reason families weights forks final"
    more += " deductions at_least take rounding thresholds up_to all any"
    named = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", PROSE)) + WHOLE))
    assert (words | {*top.split(), *more.split(), *QUESTION_OPTIONAL.split()}) - named == set()


def test_every_key_of_a_translation_is_named(example: Questionnaire) -> None:
    named = re.findall(r"`([a-z-]+\.[^` ]+)`", PROSE)
    patterns = [re.sub(r"ID|\d+", "[^.]+", name.replace(".", r"\.")) for name in ["title", *named]]
    spoken = ("why", "help", "good", "bad", "watch_for", "unit")
    patterns += [rf"question\.[^.]+\.({'|'.join(spoken)})"]
    none_of([key for key in texts(example) if not any(re.fullmatch(each, key) for each in patterns)])
    assert localised(example, "cy").section("screening").title == "Cwestiynau cyntaf"


@pytest.mark.parametrize(("said", "asked"), [(YES, True), (NO, False), (UNKNOWN, True), (UNANSWERED, False)])
def test_conditions_come_out_in_three_ways_as_the_page_says(
    example: Questionnaire, said: Answer, asked: bool
) -> None:
    assert path(example, {"DAT-01": said}).is_on("DAT-02") is asked


def test_not_knowing_never_lowers_the_level(example: Questionnaire) -> None:
    known = path(example, {"DEC-01": Answer(AnswerState.ANSWERED, "recommends"), "DAT-01": UNKNOWN}).level
    assert (known.lowest, known.highest) == (Level.LOW, Level.MEDIUM)
    medium = path(example, {"DEC-01": Answer(AnswerState.ANSWERED, "recommends"), "DAT-01": YES})
    assert medium.is_on("TST-01")
    assert not medium.is_on("TST-02")


def test_the_score_is_a_range_while_something_is_missing(example: Questionnaire) -> None:
    answers = {"DEC-01": Answer(AnswerState.ANSWERED, "decides-alone"), "DAT-01": NO}
    found = score(example, answers)
    assert found.lowest < found.highest
    done = score(example, answers | {"DEC-02": Answer(AnswerState.ANSWERED, "annoying")})
    assert done.lowest == done.highest == 6  # 7 points, less 15 percent, half up
    assert done.lowest_level.id == "watch"


def test_the_limits_are_those_of_the_code() -> None:
    numbers = ("2,000,000", "2,000", "40")
    assert all(number in PAGE.rpartition("## Limits")[2] for number in numbers)
    assert (MOST_BYTES, DEEPEST) == (2_000_000, 40)


def test_the_page_is_linked_where_people_look() -> None:
    for file, name in product(("README.md", "CONTRIBUTING.md"), ("docs/questionnaire-language.md",)):
        assert name in (ROOT / file).read_text(encoding="utf-8"), file
