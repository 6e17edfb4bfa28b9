"""Reads conditions from a tree and checks what they refer to, which operators fit and what they compare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.data_files.fields import Fields, read_text
from app.data_files.mistakes import Report, quoted
from app.data_files.scalars import is_blank, scalar_number, scalar_truth
from app.data_files.tree import Node, ScalarNode
from app.logic import read_condition
from app.questionnaire.language.question import OperandKind
from app.questionnaire.model import (
    NO,
    YES,
    All,
    Comparison,
    Condition,
    Operand,
    Operator,
)
from app.questionnaire.reading.outline import KnownQuestion, Outline, Position

NOTHING: Condition = All(())


@dataclass(frozen=True)
class ConditionReader:
    """Reads the conditions of one file; NOTHING stands where a condition could not be read."""

    known: Outline
    report: Report

    def read(self, node: Node, path: str, before: Position | None = None) -> Condition:
        """One condition; with `before`, it may only refer to questions that stand before that position."""
        return read_condition(
            node,
            path,
            self.report,
            lambda item, where: self._comparison(item, where, before),
            "{question: …, equals: …}",
        )

    def _comparison(self, node: Node, path: str, before: Position | None) -> Condition:
        fields = Fields(node, path, self.report, "question", " ".join(Operator))
        operators = [operator for operator in Operator if operator in fields]
        if len(operators) != 1:
            words = ", ".join(Operator)
            self.report.add(path, f"a condition needs exactly one of {words}", node.line)
        name = fields.text("question")
        if not name:
            return NOTHING
        known = self.known.get(name)
        if known is None:
            hint = self.report.suggest(name, self.known, 0.9)
            fields.wrong("question", f"there is no question {quoted(name)}{hint}")
            return NOTHING
        self._check_order(fields, known, before)
        if len(operators) != 1:
            return NOTHING
        operand = self._operand(fields, known, operators[0])
        return NOTHING if operand is None else Comparison(name, operators[0], operand)

    def _check_order(self, fields: Fields, known: KnownQuestion, before: Position | None) -> None:
        if before is None or known.position < before:
            return
        if known.position == before:
            fields.wrong("question", f"question {quoted(known.id)} refers to itself (a cycle)")
        elif known.position[:2] == before[:2]:
            fields.wrong("question", f"{quoted(known.id)} is not asked before this, but on the same page")
        else:
            page = f" (page {quoted(known.page)})" if known.page else ""
            fields.wrong(
                "question", f"{quoted(known.id)} is on a later page{page}; refer to earlier questions"
            )

    def _operand(self, fields: Fields, known: KnownQuestion, operator: Operator) -> Operand | None:
        node = fields.node(operator)
        if node is None or known.type is None:
            return None
        if operator is Operator.ANSWERED:
            truth = scalar_truth(node)
            if truth is None:
                fields.wrong(operator, '"answered" must be true or false')
            return truth
        fitting = known.type.operators
        if operator not in fitting:
            words = ", ".join([*(each for each in Operator if each in fitting), Operator.ANSWERED])
            fields.wrong(operator, f"{quoted(operator)} does not fit a {known.type} question (use {words})")
            return None
        if not isinstance(node, ScalarNode) or is_blank(node):
            fields.wrong(operator, f"{quoted(operator)} takes one value; for several write any: […]")
            return None
        if known.type.operand is OperandKind.CHOICE:
            return self._choice(fields, known, operator, node)
        if known.type.operand is OperandKind.DATE:
            return self._date(fields, operator, node)
        return self._number(fields, operator, node)

    def _choice(
        self, fields: Fields, known: KnownQuestion, operator: Operator, node: ScalarNode
    ) -> str | None:
        word = read_text(node, fields.at(operator), self.report)
        truth = scalar_truth(ScalarNode(node.line, word, True))
        if known.type is not None and known.type.own_choices == (YES, NO) and truth is not None:
            return YES if truth else NO
        if word and word not in known.choices:
            hint = self.report.suggest(word, known.choices) or f" (it has {', '.join(known.choices[:20])})"
            fields.wrong(operator, f"question {quoted(known.id)} has no choice {quoted(word)}{hint}")
            return None
        return word or None

    def _date(self, fields: Fields, operator: Operator, node: ScalarNode) -> str | None:
        try:
            return date.fromisoformat(node.value.strip()).isoformat()
        except ValueError:
            fields.wrong(operator, f"{quoted(node.value)} is not a date written as YYYY-MM-DD")
            return None

    def _number(self, fields: Fields, operator: Operator, node: ScalarNode) -> int | float | None:
        number = scalar_number(node)
        if number is None:
            fields.wrong(operator, f"{quoted(node.value)} is not a number")
        return number
