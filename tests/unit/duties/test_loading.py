"""A rule book that is wrong is refused with the place of its mistake."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from app.assessments.duties.model import AskKind, DutyForce
from app.assessments.duties.queries import FACTS
from app.assessments.duties.rule_book_file import FILE, read_rule_book, rule_book
from app.data_files import DataFileError
from app.questionnaire.checking.load import load
from app.register.record.public_fields import all_fields
from tests.support.databases import ROOT

SMALL = """
as_at: 2026-11-01
facts:
  - id: nation
    kind: choice
    title: Nation
    text: Nation
    choices: [{id: wales, text: Wales}, {id: england, text: England}]
  - {id: contract_value, kind: money, title: Worth, text: Worth}
  - {id: procurement_commenced_on, kind: date, title: Begun, text: Begun}
thresholds:
  small:
    value: contract_value
    rows: [{nation: [wales], amount: 100}, {nation: [england], amount: 200}]
groups: [{id: law, title: Law}]
duties:
  - id: one
    group: law
    title: One
    law: An Act
    where: Wales
    source: https://law.example/one
    in_force: {from: 2026-01-01}
    confidence: recalled
    when: {fact: contract_value, threshold: small}
    gist: Do it.
    ask: [{id: done, kind: yes_no, text: Done}]
"""
QUESTIONNAIRE = ROOT / "app" / "questionnaire" / "library" / "ethics-1.yaml"


def changed(path: str, value: object) -> str:
    data: Any = yaml.safe_load(SMALL)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = data
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return yaml.safe_dump(data)


def test_the_small_book_is_good() -> None:
    assert read_rule_book(SMALL).duty_by_id["one"].asks[0].kind is AskKind.YES_NO


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("as_at", "soon", 'as_at: "soon" is not a date'),
        ("facts", [], "facts: the list is empty"),
        ("facts.0.kind", "colour", r'facts\[0\].kind: "colour" is not a kind .* .one of yes_no'),
        ("facts.0.choices", None, "a choice, and nothing else, needs choices"),
        ("facts.1.id", "nation", r'facts\[1\].id: fact "nation" is used twice'),
        ("facts.1.after", {"weather": "fine"}, r'facts\[1\].after: there is no fact "weather"'),
        ("facts.1.after", {}, "expected one fact and its value"),
        ("facts.0.extra", "x", r'facts\[0\]: unknown key "extra"'),
        ("groups.0.id", "other", r'duties\[0\].group: there is no group "law"'),
        ("duties.0.source", "http://law.example", "https://"),
        ("duties.0.in_force.from", "soon", r'duties\[0\].in_force.from: "soon" is not a date'),
        ("duties.0.confidence", "sure", r'duties\[0\].confidence: "sure" is not .* .one of verified'),
        ("duties.0.title", "", r"duties\[0\].title: the text is empty"),
        ("duties.0.when", {"fact": "weather", "is": "fine"}, 'when.fact: there is no fact "weather"'),
        ("duties.0.when", {"fact": "nation", "is": "france"}, "nation is one of"),
        ("duties.0.when", {"fact": "nation", "is": "wales", "perhaps": "wales"}, "each named once"),
        ("duties.0.when", {"fact": "contract_value", "threshold": "big"}, 'there is no threshold "big"'),
        ("duties.0.when", {"fact": "contract_value", "at_least": 1, "more_than": 1}, "one of at_least"),
        ("duties.0.when", {"fact": "contract_value", "at_least": "lots"}, '"at_least" must be a number'),
        ("duties.0.when", {"fact": "procurement_commenced_on"}, "expected from, before or both"),
        ("duties.0.when", {"all": []}, "when.all: the list is empty"),
        ("duties.0.when", "always", r"duties\[0\].when: expected a condition"),
        ("duties.0.ask.0.id", "is it done", "names a field of a form"),
        ("duties.0.ask.0.least", "ten", '"least" must be a whole number'),
        ("duties.0.ask.0.optional", "maybe", "must be true or false"),
        ("duties.0.ask.0.unless", "other", 'there is no ask "other"'),
        ("duties.0.ask.0.from_ask", {"duty": "two", "ask": "done"}, "no such duty or ask"),
        ("thresholds.small.rows.1.nation", ["wales"], "no amount for"),
        (
            "thresholds.small.rows.0.amount",
            "much",
            r'rows\[0\].amount: "amount" must be a number',
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(path: str, value: object, words: str) -> None:
    with pytest.raises(DataFileError, match=words):
        read_rule_book(changed(path, value))


def test_every_mistake_is_told_with_its_line() -> None:
    wrong = SMALL.replace("nation: [wales]", "nation: [france]").replace("group: law", "group: lore")
    wrong = wrong.replace("fact: contract_value", "fact: contract_valeu").replace(
        "kind: yes_no", "kind: choice"
    )
    with pytest.raises(DataFileError) as caught:
        read_rule_book(wrong)
    assert str(caught.value).splitlines() == [
        "regimes.yaml:14: thresholds.small.rows[0].nation: nation is one of england, wales, each named once",
        'regimes.yaml:18: duties[0].group: there is no group "lore"',
        'regimes.yaml:25: duties[0].when.fact: there is no fact "contract_valeu"'
        ' (did you mean "contract_value"?)',
        "regimes.yaml:27: duties[0].ask[0]: a choice, and nothing else, needs choices",
    ]


@pytest.mark.parametrize("source", ["", "- 1", "a: [", "as_at: {"])
def test_what_is_no_rule_book_is_refused(source: str) -> None:
    with pytest.raises(DataFileError):
        read_rule_book(source)


def test_the_service_s_book_draws_on_questions_that_exist() -> None:
    questionnaire = load(QUESTIONNAIRE.read_text(encoding="utf-8"), QUESTIONNAIRE.name)
    book = rule_book()
    for fact in book.facts:
        for source in fact.sources:
            choices = set(questionnaire.question(source.question).choice_ids) or {"yes", "no"}
            assert set(source.means) <= choices, fact.id
    for duty in book.duties:
        for ask in duty.asks:
            if ask.source and ask.source.question:
                assert questionnaire.has(ask.source.question), f"{duty.id}.{ask.id}"


def test_every_duty_can_be_acted_on() -> None:
    for duty in rule_book().duties:
        assert duty.asks or duty.standing is DutyForce.WATCH, duty.id
        assert duty.id != FACTS
        assert len(duty.id) <= 60
        assert duty.record or duty.standing is DutyForce.WATCH, duty.id


def test_the_safeguards_have_a_public_field() -> None:
    field = next(each for each in all_fields().fields if each.id == "significant_decision_safeguards")
    assert field.type == "table"
    asks = rule_book().duty_by_id["adm-safeguards"].asks
    assert [ask.id for ask in asks] == ["told", "representations", "human", "contest"]


def test_the_book_says_that_it_is_no_legal_advice() -> None:
    assert "guidance, not legal advice" in FILE.read_text(encoding="utf-8")
