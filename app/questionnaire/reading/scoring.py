"""Reads the scoring of a questionnaire from a tree and checks that it fits the questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.data_files.fields import Fields
from app.data_files.mistakes import Report, quoted
from app.data_files.scalars import scalar_number
from app.data_files.tree import MapNode, Node, ScalarNode
from app.questionnaire.reading.outline import KnownQuestion, Outline
from app.questionnaire.scoring_model import (
    HUNDRED,
    Deduction,
    Family,
    Measure,
    Number,
    QuestionWeights,
    Rounding,
    ScoreLevel,
    Scoring,
    Weight,
)

MOST_FORKS = 20
MOST_POINTS = 1_000_000


@dataclass(frozen=True)
class ScoringReader:
    """Reads one file's scoring; only when the report stays empty may it be used."""

    known: Outline
    report: Report

    def read(self, node: Node, path: str) -> Scoring:
        """The scoring at this place."""
        fields = Fields(node, path, self.report, "families final levels")
        families = tuple(self._family(item, where) for where, item in fields.items("families"))
        final_node = fields.node("final")
        final = Fields(
            final_node or MapNode(node.line),
            fields.at("final"),
            self.report if final_node else Report(""),
            "family",
            "deductions rounding thresholds",
        )
        measure = final.member("thresholds", Measure) or Measure.PERCENT
        scoring = Scoring(
            families=families,
            family=self._named(final, families),
            levels=tuple(self._level(item, where) for where, item in fields.items("levels")),
            deductions=tuple(self._deduction(i, w, families) for w, i in final.items("deductions")),
            rounding=final.member("rounding", Rounding) or Rounding.HALF_UP,
            measure=measure,
        )
        self._check_levels(fields, scoring)
        return scoring

    def _family(self, node: Node, path: str) -> Family:
        fields = Fields(node, path, self.report, "id title weights", "forks")
        name = fields.identifier("id")
        if name:
            self.report.claim("family", name, fields.at("id"))
        weights = tuple(self._question(fields, name, item) for name, item in _entries(fields, "weights"))
        forks = fields.whole("forks", 1, MOST_FORKS) or 1
        return Family(name, fields.text("title"), weights, forks)

    def _question(self, owner: Fields, name: str, node: Node) -> QuestionWeights:
        path = f"{owner.at('weights')}.{name}"
        self.report.mark(path, node.line)
        known = self.known.get(name)
        if known is None:
            hint = self.report.suggest(name, self.known, 0.9)
            self.report.add(path, f"there is no question {quoted(name)}{hint}")
        elif known.type is not None and not known.type.weighted:
            self.report.add(path, f"a {known.type} question cannot have weights")
        self.report.claim("weights of question", name, path, owner.path)
        if not isinstance(node, MapNode):
            self.report.add(path, "expected choices with points here, such as {yes: 3, no: 0}", node.line)
            return QuestionWeights(name, ())
        return QuestionWeights(name, tuple(self._weights(node, path, known)))

    def _weights(self, node: MapNode, path: str, known: KnownQuestion | None) -> Iterator[Weight]:
        for key, value in node.pairs:
            name = key.value if isinstance(key, ScalarNode) else ""
            points = scalar_number(value)
            if known is not None and _is_weighted(known) and name not in known.choices:
                hint = self.report.suggest(name, known.choices)
                message = f"question {quoted(known.id)} has no choice {quoted(name)}{hint}"
                self.report.add(path, message, key.line)
            if points is None or abs(points) > MOST_POINTS:
                self.report.add(path, f"the points of {quoted(name)} must be a number", value.line)
            self.report.claim("weight of choice", name, f"{path}.{key.line}:{name}", path)
            yield Weight(name, 0 if points is None else points)

    def _named(self, fields: Fields, families: tuple[Family, ...]) -> str:
        name = fields.text("family")
        names = [family.id for family in families]
        if name and name not in names:
            hint = self.report.suggest(name, names)
            fields.wrong("family", f"there is no family {quoted(name)}{hint}")
        return name

    def _deduction(self, node: Node, path: str, families: tuple[Family, ...]) -> Deduction:
        fields = Fields(node, path, self.report, "family at_least take because")
        return Deduction(
            family=self._named(fields, families),
            at_least=_percent(fields, "at_least"),
            take=_percent(fields, "take"),
            because=fields.text("because"),
        )

    def _level(self, node: Node, path: str) -> ScoreLevel:
        fields = Fields(node, path, self.report, "id title", "up_to")
        name = fields.identifier("id")
        if name:
            self.report.claim("score level", name, fields.at("id"))
        return ScoreLevel(name, fields.text("title"), fields.number("up_to"))

    def _check_levels(self, fields: Fields, scoring: Scoring) -> None:
        before: Number | None = None
        for index, level in enumerate(scoring.levels):
            path = f"{fields.at('levels')}[{index}]"
            if level.up_to is None:
                if index < len(scoring.levels) - 1:
                    self.report.add(path, '"up_to" is missing (only the last level has none)')
            elif index == len(scoring.levels) - 1:
                self.report.add(path, 'the last level must have no "up_to", so that every score has a level')
            elif before is not None and level.up_to <= before:
                self.report.add(path, '"up_to" must be more than that of the level before')
            before = level.up_to


def _is_weighted(known: KnownQuestion) -> bool:
    return known.type is not None and known.type.weighted


def _percent(fields: Fields, name: str) -> Number:
    number = fields.number(name)
    if number is not None and not 0 <= number <= HUNDRED:
        fields.wrong(name, f"{quoted(name)} is a percentage from 0 to 100")
    return number or 0


def _entries(fields: Fields, name: str) -> list[tuple[str, Node]]:
    """The entries of a mapping with free keys; reports what is none."""
    node = fields.node(name)
    if node is None:
        return []
    if not isinstance(node, MapNode) or not node.pairs:
        fields.wrong(name, "expected question ids with the points of their choices here")
        return []
    return [(key.value if isinstance(key, ScalarNode) else "", value) for key, value in node.pairs]
