"""Conditions are evaluated in three values, told why, and read from files with their place."""

from __future__ import annotations

import pytest

from app.data_files import Report
from app.data_files.fields import Fields
from app.data_files.tree import Node, read_tree
from app.logic import All, Any, Condition, Explanation, Truth, evaluate, explain, leaves, read_condition

T, F, N, U = Truth.TRUE, Truth.FALSE, Truth.NOT_YET, Truth.UNSURE
FACTS = {"t": T, "f": F, "n": N, "u": U}


def judge(name: str) -> Explanation:
    truth = FACTS[name]
    settled = not truth.is_unknown
    return Explanation(
        truth,
        because=(name,) if settled else (),
        unknown=(name,) if truth is N else (),
        doubtful=(name,) if truth is U else (),
    )


def holds(truth: Truth) -> bool | None:
    return Explanation(truth).holds


@pytest.mark.parametrize(
    ("pair", "every", "some"),
    [
        ("tt", True, True),
        ("tf", False, True),
        ("tn", None, True),
        ("tu", None, True),
        ("ff", False, False),
        ("fn", False, None),
        ("fu", False, None),
        ("nn", None, None),
        ("nu", None, None),
        ("uu", None, None),
    ],
)
def test_all_and_any_follow_kleene(pair: str, every: bool | None, some: bool | None) -> None:
    for parts in (tuple(pair), tuple(reversed(pair))):
        assert holds(evaluate(All(parts), FACTS.__getitem__)) is every
        assert holds(evaluate(Any(parts), FACTS.__getitem__)) is some


@pytest.mark.parametrize(
    "condition", [All(()), Any(()), All(("t", Any(("f", "u")))), Any((All(("n", "f")), "n"))]
)
def test_the_explanation_never_says_otherwise(condition: Condition[str]) -> None:
    assert explain(condition, judge).truth is evaluate(condition, FACTS.__getitem__)


@pytest.mark.parametrize(
    ("condition", "finding"),
    [
        (All(("t", "f", "n")), Explanation(F, because=("f",))),
        (All(("t", "n", "u")), Explanation(N, because=("t",), unknown=("n",), doubtful=("u",))),
        (Any(("t", "n", "t")), Explanation(T, because=("t",))),
        (Any(("f", "n")), Explanation(N, unknown=("n",))),
        (Any(("f", "f")), Explanation(F, because=("f",))),
        (All(()), Explanation(T)),
        (Any(()), Explanation(F)),
    ],
)
def test_what_settles_it_is_named(condition: Condition[str], finding: Explanation) -> None:
    assert explain(condition, judge) == finding


def test_the_leaves_come_in_order() -> None:
    assert "".join(leaves(All(("a", Any(("b", All(("c",)))), "d")))) == "abcd"
    assert list(leaves(None)) == []


@pytest.mark.parametrize(
    ("text", "condition", "told"),
    [
        ("all: [{is: a}, {any: [{is: b}]}]", All(("a", Any(("b",)))), ""),
        ("soon", All(()), "when: expected a condition: {is: …}, {all: […]} or {any: […]}"),
        ("all: []", All(()), "when.all: the list is empty"),
        ("any: {is: a}", All(()), "when.any: expected a list here (lines that start with a hyphen)"),
        ("{all: [{is: a}], any: [{is: a}]}", All(("a",)), 'when: unknown key "any"'),
        ("all: [{iss: a}]", All(("",)), 'when.all[0]: unknown key "iss" (did you mean "is"?)'),
    ],
)
def test_a_condition_is_read_with_its_place(text: str, condition: Condition[str], told: str) -> None:
    report = Report("some.yaml")
    root = read_tree(text, report)
    assert root is not None

    def read(node: Node, path: str) -> str:
        return Fields(node, path, report, "is").text("is")

    assert read_condition(root, "when", report, read, "{is: …}") == condition
    mistakes = [str(each) for each in report.result()]
    assert mistakes[:1] == ([f"some.yaml:1: {told}"] if told else [])
