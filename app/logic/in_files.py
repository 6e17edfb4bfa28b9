"""Reads conditions from data files: `{all: […]}`, `{any: […]}`, or a test that the caller reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.data_files.fields import Fields, read_items
from app.data_files.mistakes import Report
from app.data_files.tree import MapNode, Node, ScalarNode
from app.logic.truth import All, Any, Condition

Test = TypeVar("Test")
GROUPS = ("all", "any")


def read_condition(
    node: Node,
    path: str,
    report: Report,
    read_test: Callable[[Node, str], Condition[Test]],
    example: str,
) -> Condition[Test]:
    """One condition; what is wrong goes into the report, and an empty `All` stands for what is not readable.

    `read_test` reads a mapping that is no group; `example` shows what one looks like.
    """
    if not isinstance(node, MapNode):
        forms = f"{example}, {{all: […]}} or {{any: […]}}"
        report.add(path, f"expected a condition: {forms}", node.line)
        return All(())
    names = {key.value for key, _value in node.pairs if isinstance(key, ScalarNode)}
    name = next((each for each in GROUPS if each in names), None)
    if name is None:
        return read_test(node, path)
    fields = Fields(node, path, report, name)
    inner = fields.node(name)
    items = [] if inner is None else read_items(inner, fields.at(name), report)
    conditions = tuple(read_condition(item, where, report, read_test, example) for where, item in items)
    if not conditions:
        return All(())
    return All(conditions) if name == "all" else Any(conditions)
