"""Files become frozen questionnaires; hostile files become one clear mistake, fast."""

from __future__ import annotations

import time
from dataclasses import FrozenInstanceError

import pytest

from app.questionnaire.checking.load import load
from app.questionnaire.model import AnswerType, Comparison, Operator, Tier
from app.questionnaire.reading.mistakes import QuestionnaireError
from app.vocabulary.principles import Principle
from tests.unit.questionnaire.examples import SMALL, changed, only, small, told


def test_a_file_becomes_a_questionnaire() -> None:
    loaded = small()
    assert (loaded.key, loaded.version, loaded.language) == ("small", 3, "en")
    assert [question.id for question in loaded.questions()][:3] == ["AUT-01", "data", "harm"]
    people = loaded.question("people")
    assert (people.type, people.minimum, people.maximum, people.unit) == (
        AnswerType.NUMBER,
        0,
        1_000_000,
        "people",
    )
    assert loaded.question("papers").tier is Tier.HIGH
    assert loaded.question("harm").show_if == Comparison("data", Operator.EQUALS, "yes")
    assert loaded.levels[0].because == "It decides alone."


def test_it_knows_where_everything_stands() -> None:
    loaded = small()
    assert loaded.page_of("harm").id == "basics"
    assert loaded.section_of("harm").id == "screening"
    assert loaded.section_of_page("facts").id == "detail"
    assert loaded.principle_of("harm") is Principle.AUTONOMY
    assert loaded.principle_of("safeguards") is Principle.JUSTICE
    assert loaded.principle_of("people") is None
    assert loaded.page("automation").heading == "How much does it decide?"
    assert loaded.page("facts").heading == "Facts"
    assert loaded.has("harm")
    assert not loaded.has("hurt")
    with pytest.raises(KeyError):
        loaded.question("hurt")


def test_it_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        small().version = 4  # type: ignore[misc]


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    loaded = load(changed("{id: none, text: None}", "{id: none, text: No}"))
    assert loaded.question("harm").choices[0].text == "No"


def test_block_texts_keep_their_lines_and_lose_the_spaces_around() -> None:
    loaded = load(changed("intro: Only for **some**.", "intro: |\n\n      One.\n\n      Two.\n"))
    assert loaded.sections[1].intro == "One.\n\nTwo."


def test_a_file_with_mistakes_is_refused_with_all_of_them() -> None:
    with pytest.raises(QuestionnaireError) as caught:
        load(changed("version: 3", "version: x").replace("tier: high", "tier: top"), "mine.yaml")
    assert len(caught.value.mistakes) == 2
    assert str(caught.value).startswith('mine.yaml:2: version: "version" must be')


def bomb() -> str:
    """The "billion laughs"."""
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    return "\n".join(lines)


def many(number: int, question: str) -> str:
    """A file of so many questions, each written as given with its number in place of the #."""
    questions = "".join(f"    - {{{question.replace('#', str(n))}}}\n" for n in range(number))
    top = "questionnaire: a\nversion: 1\ntitle: t\nlanguage: en\nsections:\n"
    return f"{top}- id: s\n  title: s\n  pages:\n  - id: p\n    title: t\n    questions:\n{questions}"


WAITS = "id: q#, text: a, type: yes_no, show_if: {question: q0, equals: yes}"
HOSTILE = [
    (many(100_000, "id: q#"), "the file holds more than 60000 values and keys"),
    (many(100_000, "id: q#, text: a, type: yes_no"), "the file is larger than 2 MB"),
    (many(2_001, WAITS), "the file holds 2001 questions; 2000 are the most"),
    (many(2_001, "id: q"), "the file holds 2001 questions; 2000 are the most"),
    ("a: " + "[" * 1_000 + "]" * 1_000, "values are nested more than 40 deep"),
    ("".join(f"{' ' * n}a:\n" for n in range(1_000)), "values are nested more than 40 deep"),
    ("", "the file is empty"),
    ("# nothing", "the file is empty"),
    ("- a\n- b", "expected keys with values here"),
    ("just words", "expected keys with values here"),
    ("42", "expected keys with values here"),
    (SMALL + "---\na: 1\n", "more than one YAML document"),
    (bomb(), "anchors (&) and aliases (*) are not allowed"),
    ("a: *b", "anchors (&) and aliases (*) are not allowed"),
    ("[" * 100_000, "values are nested more than 40 deep"),
    ("- " * 100_000, "values are nested more than 40 deep"),
    ("{a: " * 50_000, "values are nested more than 40 deep"),
    ("x" * 2_000_001, "the file is larger than 2 MB"),
    ("é" * 1_000_001, "the file is larger than 2 MB"),
    ("title: a\x00b", "the character U+0000 is not allowed"),
    ("title: \ud800", "the character U+D800 is not allowed"),
    ("a: !!python/object/apply:os.system [ls]", "tags (such as !!python or !include) are not allowed"),
    ("a: [1, 2", "this is not valid YAML"),
    ("a:\n\t- b", "this is not valid YAML"),
    ("%YAML 9.9\n---\na: 1", "this is not valid YAML"),
]


@pytest.mark.parametrize(("text", "message"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_file_gets_a_clear_mistake_fast(text: str, message: str) -> None:
    start = time.process_time()
    found = told(text)
    assert message in found[0][2]
    assert time.process_time() - start < 1


def test_the_line_of_a_refused_character_is_told() -> None:
    assert only("a: 1\nb: 2\nc: \x07")[0] == 3


def test_a_key_that_is_no_word_is_a_mistake() -> None:
    assert "a key must be a single word" in {message for _line, _path, message in told("? [a, b]\n: c\n")}


def test_a_number_beyond_all_numbers_is_a_mistake() -> None:
    for number in ("9" * 5000, "1e999", ".inf", ".nan"):
        assert "must be a number" in only(changed("max: 1000000", f"max: {number}"))[2]
