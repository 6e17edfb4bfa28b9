"""SurveyJS files become questionnaires of ours; what is not understood is refused with a clear sentence."""

from __future__ import annotations

import json
import time

import pytest

from app.questionnaire.checking.check import check
from app.questionnaire.checking.load import load
from app.questionnaire.model import All, AnswerType, Any, Comparison, Operator
from app.questionnaire.reading.mistakes import QuestionnaireError
from app.questionnaire.reading.translate import localised
from app.questionnaire.surveyjs.answers import take_answers
from app.questionnaire.surveyjs.choices import read_choices, weight_in
from app.questionnaire.surveyjs.expressions import ExpressionError, parse
from app.questionnaire.surveyjs.importing import Survey, load_survey
from app.questionnaire.surveyjs.wording import as_markdown, as_text
from app.questionnaire.writing.questionnaire import dump
from tests.unit.questionnaire.examples import said

YES_NO = [
    {"value": "item1-3", "text": {"default": "Yes", "fr": "Oui"}},
    {"value": "item2-0", "text": {"default": "No", "fr": "Non"}},
]
MANY = ["item1-1", "item2-2", "item10-1"]


def radio(name: str, **more: object) -> dict[str, object]:
    return {"type": "radiogroup", "name": name, "choices": YES_NO, **more}


def page(name: str, *questions: dict[str, object], **more: object) -> dict[str, object]:
    return {
        "name": name,
        "elements": [{"type": "panel", "name": f"{name}-RS", "elements": questions}],
        **more,
    }


def survey(*pages: dict[str, object]) -> Survey:
    return load_survey(json.dumps({"pages": pages}), "survey-x.v1.2.json")


def refused(text: str) -> str:
    start = time.process_time()
    with pytest.raises(QuestionnaireError) as caught:
        load_survey(text, "x.json")
    assert time.process_time() - start < 1
    assert len(caught.value.mistakes) == 1
    return str(caught.value)


def test_pages_panels_and_words_in_two_languages() -> None:
    hello = {
        "type": "html",
        "name": "w",
        "html": {"default": "<h2>Test v2.1</h2><p>Hello</p>", "fr": "<p>Salut"},
    }
    title = {"default": "First page", "fr": "Page un"}
    asked = radio(
        "q1", title={"default": "Is <b>it</b>?", "fr": "Est-ce?"}, help="See <a href='https://a.b'>a</a>"
    )
    found = survey({"name": "hi", "elements": [hello]}, page("pageOne", asked, title=title)).questionnaire
    assert (found.key, found.version, found.title) == ("test", 20100, "Test v2.1")
    section = found.sections[0]
    assert (section.id, section.title, section.intro) == ("page-one", "First page", "## Test v2.1\n\nHello")
    assert found.question("q1").text == "Is it?"
    assert found.question("q1").help == "See [a](https://a.b)"
    french = localised(found, "fr")
    assert french.sections[0].intro == "Salut"
    assert (french.question("q1").text, french.question("q1").choices[0].text) == ("Est-ce?", "Oui")
    assert load(dump(found)) == found


def test_every_kind_of_question_has_a_type() -> None:
    rows = {"columns": [{"name": "who", "cellType": "text"}, {"name": "k", "choices": ["a", "b"]}]}
    kinds = survey(
        page(
            "p",
            radio("a"),
            {"type": "dropdown", "name": "b", "choices": ["x", "y"]},
            {"type": "checkbox", "name": "c", "choices": MANY},
            {"type": "comment", "name": "d"},
            {"type": "text", "name": "e"},
            {"type": "text", "name": "f", "inputType": "number"},
            {"type": "text", "name": "g", "inputType": "date"},
            {"type": "boolean", "name": "h"},
            {"type": "matrixdynamic", "name": "i", **rows},
        )
    ).questionnaire
    assert [str(question.type) for question in kinds.questions()] == (
        "single_choice single_choice multiple_choice long_text short_text number date yes_no table".split()
    )
    assert [column.type for column in kinds.question("i").columns] == [
        AnswerType.SHORT_TEXT,
        AnswerType.SINGLE_CHOICE,
    ]
    assert check(dump(kinds)) == ()


def test_values_are_split_into_ids_and_weights() -> None:
    assert [weight_in(value) for value in ("item1-4", "item1", "item1--2", "item1-x", "item1-", "a-1.5")] == [
        4,
        0,
        2,
        0,
        0,
        1.5,
    ]
    found = read_choices(["item1-4", "item1-2", {"value": "022", "text": "Two"}, 7, "item1-4", None, "É"])
    assert [(each.id, each.points) for each in found] == [
        ("item1", 4),
        ("item1-2", 2),
        ("022", 0),
        ("7", 0),
        ("choice-1", 0),
    ]


def test_conditions_become_ours() -> None:
    shown = {
        "r1": '{a} = "item1-3"',
        "r2": '{m} contains "item1-1"',
        "r3": "{m} contains ['item1-1', 'item2-2']",
        "r4": '{o} contains "item1"',
        "r5": '({a} = "item1-3" or {m} contains "item2-2") and {o} = "item2-2" ',
        "r6": '{a} = "item1-3" or {a} = "never"',
    }
    first = (radio("a"), {"type": "checkbox", "name": "m", "choices": MANY})
    only = {"type": "radiogroup", "name": "o", "choices": MANY}
    later = [radio(name, visibleIf=text) for name, text in shown.items()]
    found = survey(page("p", *first, only), page("q", *later, visibleIf='{a} = "item1-3"')).questionnaire
    yes = Comparison("a", Operator.EQUALS, "item1")
    includes = [Comparison("m", Operator.INCLUDES, name) for name in ("item1", "item2")]
    assert found.sections[1].show_if == yes
    assert [found.question(name).show_if for name in shown] == [
        yes,
        includes[0],
        All(tuple(includes)),
        Any((Comparison("o", Operator.EQUALS, "item1"), Comparison("o", Operator.EQUALS, "item10"))),
        All((Any((yes, includes[1])), Comparison("o", Operator.EQUALS, "item2"))),
        yes,
    ]


EXPRESSIONS = [
    ("", "found its end"),
    ("{a}", 'only "=" and "contains"'),
    ("{a} = ", "expected a value in quotation marks"),
    ("{a} != 'x'", 'only "=" and "contains"'),
    ("{a} = 'x' {b} = 'y'", "not understood at '{b}'"),
    ("({a} = 'x'", "not understood at its end"),
    ("{a} contains ['x'", "not understood at its end"),
    ("alert(1)", "expected a question in braces"),
    ("__import__('os')", "not understood from"),
    ("{a} = 'x", "not understood from"),
    ("(" * 1000, "more than 30 parentheses"),
    ("{a} = 'x' or " * 1000, "longer than 4000"),
]


@pytest.mark.parametrize(("text", "message"), EXPRESSIONS, ids=range(len(EXPRESSIONS)))
def test_an_expression_that_is_not_understood_is_refused(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert message in str(caught.value)


def built(*questions: dict[str, object]) -> str:
    return json.dumps({"pages": [page("p", *questions)]}, indent=1)


DEEP: dict[str, object] = radio("deep")
for _number in range(12):
    DEEP = {"type": "panel", "name": "x", "elements": [DEEP]}
REFUSED = [
    ("{", "this is not valid JSON"),
    ("[]", "expected a list of pages"),
    ('{"pages": []}', "expected a list of pages"),
    ('{"pages": [1]}', "expected a list of pages"),
    ('{"pages": ' + "[" * 1_000_000, "values are nested too deep"),
    ('{"pages": [], "x": NaN}', "a number that cannot be used"),
    ('{"pages": [], "x": ' + "9" * 5_000 + "}", "a number that cannot be used"),
    (" " * 2_000_001, "larger than 2 MB"),
    ('{"pages": [{"name": "p"}]}', "the file holds no questions"),
    ('{"pages": [{"name": "p", "elements": 3}]}', "expected a list here"),
    ('{"pages": [{"name": "p", "elements": [{"type": "text"}]}]}', "with a name and a type"),
    (built(radio("a"), radio("a")), '"a" is used twice'),
    (built(radio("a b")), "cannot be a question's id"),
    (built({"type": "file", "name": "a"}), 'questions of type "file" cannot be imported'),
    (built({"type": "radiogroup", "name": "a"}), "needs choices"),
    (built({"type": "matrixdynamic", "name": "a"}), "needs columns"),
    (built(radio("a", visibleIf="{b} = 'item1-3'"), radio("b")), "is not asked before this (or is a cycle)"),
    (built(radio("a", visibleIf="{a} = 'item1-3'")), "is not asked before this (or is a cycle)"),
    (built(radio("a", visibleIf="{nobody} = 'x'")), 'there is no question "nobody"'),
    (built(radio("a"), radio("b", visibleIf="{a} = 'x'")), "can never hold"),
    (built({"type": "text", "name": "a"}, radio("b", visibleIf="{a} = 'x'")), "does not fit"),
    (built(DEEP), "panels are nested more than 8 deep"),
    (built(*(radio(f"q{n}") for n in range(2_001))), "the file holds 2001 questions; 2000 are the most"),
    (json.dumps({"pages": [{"elements": [{"type": "a", "name": "b"}] * 60_000}]}), "60000 elements"),
    ('{"pages": [' + "[]," * 160_000 + "1]}", "pages: more than 100000 values in one list or object"),
    ('{"pages": ' + "[" * 100_000, "values are nested too deep"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=range(len(REFUSED)))
def test_a_file_that_cannot_be_used_is_refused_within_a_second(text: str, message: str) -> None:
    assert message in refused(text)


def test_a_mistake_names_its_line_and_path() -> None:
    text = built(radio("a"), radio("b", visibleIf="{c} = 'x'"))
    line = text[: text.index('"b"')].count("\n") + 1
    assert refused(text).startswith(f"x.json:{line}: pages[0].elements[0].elements[1].visibleIf: there is no")


def test_html_becomes_harmless_markdown() -> None:
    html = (
        "<h3>A &amp; B</h3><ul><li>x</li></ul><script>y</script><a href='javascript:z'>z</a><br/>e<em>n</em>d"
    )
    assert as_markdown(html) == "### A & B\n\n* x\n\nyz\n\ne*n*d"
    assert as_text("a <b>b</b>\n&nbsp;c<br>d") == "a b c d"


def test_raw_answers_are_read_and_what_is_no_choice_is_dropped() -> None:
    kinds = ({"type": "checkbox", "name": "m", "choices": MANY}, {"type": "comment", "name": "t"})
    found = survey(page("p", radio("a"), *kinds))
    raw = {"a": "item1-3", "m": ["item2-2", "item7-5"], "t": " hi ", "nobody": 1}
    taken = take_answers(found, raw)
    assert taken.answers == {"a": said("item1"), "m": said(["item2"]), "t": said("hi")}
    assert taken.strays == {"RS": 5}
    odd = {"a": ["item1-3"], "m": {"x": 1}, "t": []}
    assert take_answers(found, odd).answers == {}
    assert take_answers(found, {"a": None, "m": "item1-1", "t": 12}).answers == {
        "m": said(["item1"]),
        "t": said("12"),
    }
