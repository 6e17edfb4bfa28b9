"""Reads a questionnaire from a tree, reporting every mistake and going on with something usable."""

from __future__ import annotations

from dataclasses import dataclass

from app.data_files.fields import QUESTION_IDENTIFIER, Fields, read_text
from app.data_files.mistakes import Report, quoted
from app.data_files.tree import Node
from app.questionnaire.language.question import AnswerType
from app.questionnaire.model import (
    TYPES,
    Choice,
    Column,
    Condition,
    Level,
    LevelRule,
    Page,
    Question,
    Questionnaire,
    RedFlag,
    Section,
    Tier,
)
from app.questionnaire.reading.conditions import NOTHING, ConditionReader
from app.questionnaire.reading.outline import NOWHERE, Position
from app.questionnaire.reading.public_codes import PublicFields, check_codes
from app.questionnaire.reading.scoring import ScoringReader
from app.questionnaire.reading.translations import read_translations
from app.questionnaire.scoring_model import Scoring
from app.questionnaire.types.short_text import TYPE as SHORT_TEXT
from app.vocabulary.principles import Principle

MOST_LENGTH = 100_000
QUESTION_OPTIONAL = (
    "why help good bad watch_for choices columns max_length min max unit tier principle evidence public "
    "show_if red_flags sources"
)


@dataclass(frozen=True)
class QuestionnaireReader:
    """Reads one file."""

    conditions: ConditionReader
    report: Report
    public_fields: PublicFields | None = None

    def read(self, root: Node) -> Questionnaire:
        """The whole questionnaire; only when the report stays empty may it be used."""
        required, optional = "questionnaire version title language sections", "levels scoring translations"
        top = Fields(root, "", self.report, required, optional)
        language = top.text("language")
        if language and (len(language) != 2 or not language.isascii() or not language.islower()):
            top.wrong("language", f"{quoted(language)} is not a language code such as en or cy")
        questionnaire = Questionnaire(
            key=top.identifier("questionnaire"),
            version=top.whole("version", 1, 1_000_000) or 1,
            title=top.text("title"),
            language=language,
            levels=tuple(self._level(node, path) for path, node in top.items("levels")),
            sections=tuple(self._section(n, p, i) for i, (p, n) in enumerate(top.items("sections"))),
            scoring=self._scoring(top),
        )
        return read_translations(top, questionnaire, self.report)

    def _scoring(self, top: Fields) -> Scoring | None:
        node = top.node("scoring")
        if node is None:
            return None
        return ScoringReader(self.conditions.known, self.report).read(node, top.at("scoring"))

    def _level(self, node: Node, path: str) -> LevelRule:
        fields = Fields(node, path, self.report, "level when because")
        level = fields.member("level", Level, (Level.MEDIUM, Level.HIGH))
        when = self._condition(fields, "when", None)
        return LevelRule(level or Level.HIGH, when or NOTHING, fields.text("because"))

    def _section(self, node: Node, path: str, index: int) -> Section:
        fields = Fields(node, path, self.report, "id title pages", "intro principle show_if")
        pages = enumerate(fields.items("pages"))
        return Section(
            id=self._own_id(fields, "section"),
            title=fields.text("title"),
            intro=fields.text("intro"),
            principle=fields.member("principle", Principle),
            show_if=self._condition(fields, "show_if", (index, NOWHERE, NOWHERE)),
            pages=tuple(self._page(item, where, (index, number)) for number, (where, item) in pages),
        )

    def _page(self, node: Node, path: str, place: tuple[int, int]) -> Page:
        fields = Fields(node, path, self.report, "id questions", "title show_if")
        questions = fields.items("questions")
        if len(questions) > 1 and "title" not in fields:
            self.report.add(path, '"title" is missing (only a page with one question may leave it out)')
        return Page(
            id=self._own_id(fields, "page"),
            title=fields.text("title"),
            show_if=self._condition(fields, "show_if", (*place, NOWHERE)),
            questions=tuple(self._question(n, p, (*place, i)) for i, (p, n) in enumerate(questions)),
        )

    def _question(self, node: Node, path: str, place: Position) -> Question:
        fields = Fields(node, path, self.report, "id text type", QUESTION_OPTIONAL)
        kind = fields.one_of("type", TYPES)
        question = Question(
            id=self._own_id(fields, "question"),
            text=fields.text("text"),
            type=kind or SHORT_TEXT,
            why=fields.text("why"),
            help=fields.text("help"),
            good=fields.text("good"),
            bad=fields.text("bad"),
            watch_for=fields.text("watch_for"),
            choices=self._choices(fields, "hint code"),
            columns=tuple(self._column(item, where, path) for where, item in fields.items("columns")),
            max_length=fields.whole("max_length", 1, MOST_LENGTH),
            minimum=fields.number("min"),
            maximum=fields.number("max"),
            unit=fields.text("unit"),
            tier=fields.member("tier", Tier) or Tier.SCREENING,
            principle=fields.member("principle", Principle),
            evidence=fields.flag("evidence"),
            public=self._public(fields),
            show_if=self._condition(fields, "show_if", place),
            red_flags=tuple(self._red_flag(item, where) for where, item in fields.items("red_flags")),
            sources=tuple(read_text(item, where, self.report) for where, item in fields.items("sources")),
        )
        if kind is not None:
            _check_type(fields, question)
            check_codes(fields, question, self.public_fields)
        return question

    def _own_id(self, fields: Fields, kind: str) -> str:
        pattern = {"question": QUESTION_IDENTIFIER}.get(kind)
        name = fields.identifier("id", pattern) if pattern else fields.identifier("id")
        if name:
            self.report.claim(kind, name, fields.at("id"))
        return name

    def _public(self, fields: Fields) -> str | None:
        name = fields.text("public")
        if name and self.public_fields is not None and name not in self.public_fields:
            hint = self.report.suggest(name, self.public_fields)
            fields.wrong("public", f"there is no public field {quoted(name)}{hint}")
        elif name:
            self.report.claim("public field", name, fields.at("public"))
        return name or None

    def _condition(self, fields: Fields, name: str, before: Position | None) -> Condition | None:
        node = fields.node(name)
        return None if node is None else self.conditions.read(node, fields.at(name), before)

    def _choices(self, owner: Fields, optional: str) -> tuple[Choice, ...]:
        choices = []
        for path, node in owner.items("choices"):
            fields = Fields(node, path, self.report, "id text", optional)
            name = fields.identifier("id")
            if name:
                self.report.claim("choice", name, fields.at("id"), owner.path)
            choices.append(Choice(name, fields.text("text"), fields.text("hint"), fields.text("code")))
        return tuple(choices)

    def _column(self, node: Node, path: str, owner: str) -> Column:
        fields = Fields(node, path, self.report, "id text type", "choices hint")
        name = fields.identifier("id")
        if name:
            self.report.claim("column", name, fields.at("id"), owner)
        kind = fields.one_of("type", {str(each): each for each in AnswerType if each.fits_column})
        choices = self._choices(fields, "hint")
        if kind is not None:
            _check_choices(fields, kind)
        return Column(name, fields.text("text"), kind or SHORT_TEXT, choices, fields.text("hint"))

    def _red_flag(self, node: Node, path: str) -> RedFlag:
        fields = Fields(node, path, self.report, "when reason")
        return RedFlag(self._condition(fields, "when", None) or NOTHING, fields.text("reason"))


def _check_type(fields: Fields, question: Question) -> None:
    kind = question.type
    _check_choices(fields, kind)
    if "columns" in kind.keys and "columns" not in fields:
        fields.report.add(fields.path, f'"columns" is missing for a {kind} question')
    for name in ("columns", "max_length", "min", "max", "unit"):
        if name in fields and name not in kind.keys:
            fields.wrong(name, f"{quoted(name)} does not belong to a {kind} question")
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        fields.wrong("min", f"min ({question.minimum}) is more than max ({question.maximum})")


def _check_choices(fields: Fields, kind: AnswerType) -> None:
    if "choices" not in kind.keys:
        if "choices" in fields:
            fields.wrong("choices", f'"choices" does not belong to the type {kind}')
    elif "choices" not in fields:
        fields.report.add(fields.path, f'"choices" is missing for the type {kind}')
    elif 0 < fields.length("choices") < kind.fewest_choices:
        fields.wrong("choices", f"a {kind} needs at least two choices")
