"""Every mistake of a questionnaire is named by line and path."""

from __future__ import annotations

import pytest

from app.questionnaire.checking.check import check
from tests.unit.questionnaire.examples import SMALL, changed, line_of, only, told

AUT = "sections[0].pages[0].questions[0]"
BASICS = "sections[0].pages[1]"
FACTS = "sections[1].pages[1]"
NO_SUCH_CHOICE = (
    'question "AUT-01" has no choice "decides" (it has information-only, recommends, decides-alone)'
)

ONE_MISTAKE = [
    # a change to the small questionnaire: old, new, path of the mistake, part of the message
    ("title: A small", "titel: x\ntitle: A small", "", 'unknown key "titel" (did you mean "title"?)'),
    ("language: en\n", "", "", '"language" is missing'),
    ("language: en", "language: English", "language", "is not a language code"),
    ("version: 3", "version: three", "version", "must be a whole number"),
    ("version: 3", "version: 0", "version", "must be a whole number"),
    ("questionnaire: small", "questionnaire: Small One", "questionnaire", "is not an id"),
    ("title: A small questionnaire", "title: ''", "title", "the text is empty"),
    ("title: A small questionnaire", "title: [a]", "title", "expected a text"),
    ("title: Screening", "title: null", "sections[0].title", "the text is empty"),
    ("principle: autonomy", "principle: fairness", "sections[0].principle", '"fairness" is not a principle'),
    ("level: medium", "level: low", "levels[2].level", '"low" is not a level'),
    ("tier: high", "tier: top", f"{FACTS}.questions[3].tier", '"top" is not a tier'),
    ("type: number, min", "type: decimal, min", f"{FACTS}.questions[0].type", '"decimal" is not a type'),
    ("min: 0, max: 1000000", "min: 9, max: 1", f"{FACTS}.questions[0].min", "min (9) is more than max (1)"),
    ("min: 0,", "min: none,", f"{FACTS}.questions[0].min", '"min" must be a number'),
    ("max_length: 20", "max_length: 0", f"{FACTS}.questions[4].max_length", "whole number from 1"),
    ("tier: high}", "tier: high, max_length: 9}", f"{FACTS}.questions[3].max_length",
     "does not belong to a evidence"),
    ("tier: high}", "tier: high, evidence: maybe}", f"{FACTS}.questions[3].evidence",
     "must be true or false"),
    ("id: detail\n", "id: screening\n", "sections[1].id",
     'section "screening" is used twice; it is already on line'),
    ("id: facts\n", "id: basics\n", f"{FACTS}.id", 'page "basics" is used twice'),
    ("id: start,", "id: people,", f"{FACTS}.questions[1].id", 'question "people" is used twice'),
    ("id: recommends, text", "id: decides-alone, text", f"{AUT}.choices[2].id",
     'choice "decides-alone" is used'),
    ("id: live, text", "id: rows, text", f"{FACTS}.questions[2].columns[2].id",
     'column "rows" is used twice'),
    ("{id: b, text: Kind B}", "{id: a, text: B}", f"{FACTS}.questions[2].columns[3].choices[1].id",
     'choice "a"'),
    ("id: name, text: Name, type: short_text", "id: name, text: Name, type: table",
     f"{FACTS}.questions[2].columns[0].type", '"table" is not a type that can be used here'),
    ("id: rows, text: Rows, type: number", "id: rows, text: Rows, type: single_choice",
     f"{FACTS}.questions[2].columns[1]", '"choices" is missing for the type single_choice'),
    ("type: yes_no, public",
     "type: yes_no, choices: [{id: a, text: A}], public", f"{BASICS}.questions[0].choices",
     '"choices" does not belong to the type yes_no'),
    ("type: evidence,", "type: table,", f"{FACTS}.questions[3]", '"columns" is missing for a table question'),
    ("choices: [{id: children, text: Children}, {id: adults, text: Adults}]", "choices: []",
     f"{BASICS}.questions[2].choices", "the list is empty"),
    ("title: The basics\n        questions:", "questions:", BASICS,
     '"title" is missing (only a page with one'),
    ("equals: decides-alone}", "equals: decides}", "levels[0].when.equals", NO_SUCH_CHOICE),
    ("equals: decides-alone}", "includes: decides-alone}", "levels[0].when.includes",
     '"includes" does not fit a single_choice question (use equals, not_equals, answered)'),
    ("equals: decides-alone}", "equals: [decides-alone]}", "levels[0].when.equals", "takes one value"),
    ("equals: decides-alone}", "equal: decides-alone}", "levels[0].when", "exactly one of"),
    ("{question: AUT-01, equals: decides-alone}", "AUT-01", "levels[0].when", "expected a condition"),
    ("{question: AUT-01, equals: decides-alone}", "{question: AUT-1, equals: x}", "levels[0].when.question",
     'there is no question "AUT-1" (did you mean "AUT-01"?)'),
    ("less_than: 1}", "less_than: one}", f"{FACTS}.questions[2].red_flags[0].when.less_than",
     "is not a number"),
    ("answered: false}", "answered: never}", f"{FACTS}.questions[4].red_flags[0].when.answered",
     "true or false"),
    ("reason: No data source is named.", "reason: ' '", f"{FACTS}.questions[2].red_flags[0].reason",
     "is empty"),
    ("show_if: {question: data, equals: yes}", "show_if: {question: groups, includes: adults}",
     f"{BASICS}.questions[1].show_if.question", '"groups" is not asked before this, but on the same page'),
    ("show_if: {question: groups, includes: children}", "show_if: {question: people, more_than: 1}",
     "sections[1].pages[0].show_if.question", '"people" is on a later page (page "facts")'),
    ("show_if: {question: data, equals: yes}", "show_if: {all: []}", f"{BASICS}.questions[1].show_if.all",
     "is empty"),
    ("    title: Detail", "    show_if: {question: people, equals: 1}\n    title: Detail",
     "sections[1].show_if.question", "is on a later page"),
    ("intro: Only for **some**.", 'intro: "a\\0b"', "sections[1].intro", "U+0000 is not allowed"),
    ("tier: high}", "tier: high}\n          - 5", f"{FACTS}.questions[4]", "expected keys with values"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "message"), ONE_MISTAKE)
def test_one_mistake_is_named_by_path(old: str, new: str, path: str, message: str) -> None:
    found = [each for each in told(changed(old, new)) if each[1] == path and message in each[2]]
    assert len(found) == 1, told(changed(old, new))


def test_the_small_questionnaire_has_no_mistake() -> None:
    assert told(SMALL) == []


def test_a_mistake_knows_its_line_and_file() -> None:
    text = changed("tier: high", "tier: top")
    (mistake,) = check(text, "small.yaml")
    assert mistake.line == line_of(text, "tier: top")
    assert str(mistake).startswith(f"small.yaml:{mistake.line}: {FACTS}.questions[3].tier: ")


def test_every_mistake_is_named_at_once_in_the_order_of_the_lines() -> None:
    text = (
        changed("version: 3", "version: x")
        .replace("tier: high", "tier: top")
        .replace("type: date", "type: day")
    )
    found = told(text)
    assert len(found) == 3
    assert [line for line, _path, _message in found] == sorted(line for line, _path, _message in found)


def test_a_key_given_twice_is_a_mistake_and_not_the_last_one_wins() -> None:
    line, path, message = only(changed("version: 3\n", "version: 3\nversion: 4\n"))
    assert (line, path) == (3, "version")
    assert message == 'the key "version" is given twice'


def test_true_and_false_are_read_as_yes_and_no() -> None:
    assert (
        told(changed("show_if: {question: data, equals: yes}", "show_if: {question: data, equals: True}"))
        == []
    )


def test_public_names_a_known_field() -> None:
    assert told(SMALL, {"personal_data": {"yes": "yes", "no": "no"}}) == []
    _line, path, message = only(SMALL, {"personal_date": {}})
    assert path == f"{BASICS}.questions[0].public"
    assert message == 'there is no public field "personal_data" (did you mean "personal_date"?)'


def test_a_public_field_is_used_once() -> None:
    text = changed("max_length: 20", "max_length: 20, public: personal_data")
    _line, path, message = only(text)
    assert path == f"{FACTS}.questions[4].public"
    assert message.startswith('public field "personal_data" is used twice')


def test_two_things_on_one_line_with_one_id_are_told() -> None:
    _line, path, message = only(changed("{id: adults, text: Adults}", "{id: children, text: Adults}"))
    assert path == f"{BASICS}.questions[2].choices[1].id"
    assert "is used twice" in message


def test_more_mistakes_than_anybody_reads_are_cut_off() -> None:
    found = check("a: [" + "]\nb: [".join("x" * 5000) + "]\n")
    assert len(found) == 1001
    assert "more than 1000 mistakes" in found[-1].message
