"""Turns one SurveyJS element into one of our questions, with what its raw answers and points need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.data_files.fields import LONGEST_IDENTIFIER, QUESTION_IDENTIFIER
from app.data_files.mistakes import quoted
from app.questionnaire.model import AnswerType, Column, Question
from app.questionnaire.surveyjs.choices import RawChoice, read_choices
from app.questionnaire.surveyjs.shapes import Element, Part, SurveySource, word
from app.questionnaire.surveyjs.wording import Wording, joined, wording

KINDS = {
    "radiogroup": AnswerType.SINGLE_CHOICE,
    "dropdown": AnswerType.SINGLE_CHOICE,
    "checkbox": AnswerType.MULTIPLE_CHOICE,
    "tagbox": AnswerType.MULTIPLE_CHOICE,
    "boolean": AnswerType.YES_NO,
    "comment": AnswerType.LONG_TEXT,
    "text": AnswerType.SHORT_TEXT,
    "matrixdynamic": AnswerType.TABLE,
}
INPUTS = {"number": AnswerType.NUMBER, "range": AnswerType.NUMBER, "date": AnswerType.DATE}
CELLS = {
    "text": AnswerType.SHORT_TEXT,
    "comment": AnswerType.LONG_TEXT,
    "dropdown": AnswerType.SINGLE_CHOICE,
    "radiogroup": AnswerType.SINGLE_CHOICE,
    "boolean": AnswerType.YES_NO,
}
TEXT_LENGTH = 1_000
FAMILIES = ("RS", "MS", "NS")
NO_FAMILY = "NS"


@dataclass(frozen=True)
class SurveyQuestion:
    """One question, its raw choices, its words by our translation keys, its family, its condition's text."""

    question: Question
    choices: tuple[RawChoice, ...]
    words: Mapping[str, Wording]
    family: str
    visible_if: str
    path: str


def read_question(element: Element, before: Wording, source: SurveySource) -> SurveyQuestion:
    """The question of an element; `before` are the words that stand above it.

    Raises:
        QuestionnaireError: for a type or a name that cannot be used, or a choice question without choices.
    """
    name, part = element.name, element.part
    if not QUESTION_IDENTIFIER.fullmatch(name) or len(name) > LONGEST_IDENTIFIER:
        message = f"{quoted(name)} cannot be a question's id: use words and digits with hyphens, at most 60"
        raise source.wrong(f"{element.path}.name", message, name)
    kind = _kind(element, source)
    choices = read_choices(part.get("choices")) if "choices" in kind.keys else ()
    if "choices" in kind.keys and len(choices) < kind.fewest_choices:
        raise source.wrong(f"{element.path}.choices", f"question {quoted(name)} needs choices", name)
    text = wording(part.get("title")) or wording(name)
    help_text = joined(
        "\n\n", before, wording(part.get("description"), True), wording(part.get("help"), True)
    )
    columns, words = _columns(part, name) if "columns" in kind.keys else ((), {})
    if "columns" in kind.keys and not columns:
        raise source.wrong(f"{element.path}.columns", f"question {quoted(name)} needs columns", name)
    question = Question(
        id=name,
        text=text.text,
        type=kind,
        help=help_text.text,
        choices=tuple(each.choice for each in choices),
        columns=columns,
        max_length=TEXT_LENGTH if kind is AnswerType.SHORT_TEXT else None,
    )
    key = f"question.{name}"
    words = {f"{key}.text": text, f"{key}.help": help_text, **words}
    words |= {f"{key}.choice.{each.id}.text": each.words for each in choices}
    return SurveyQuestion(question, choices, words, _family(element), word(part, "visibleIf"), element.path)


def _kind(element: Element, source: SurveySource) -> AnswerType:
    kind = KINDS.get(element.kind)
    if kind is None:
        message = f"questions of type {quoted(element.kind)} cannot be imported"
        raise source.wrong(f"{element.path}.type", message, element.name)
    if element.kind == "text":
        return INPUTS.get(word(element.part, "inputType"), kind)
    return kind


def _family(element: Element) -> str:
    """The suffix of the question's name, else of the innermost panel that has one (README of the data)."""
    for name in (element.name, *(word(panel, "name") for panel in reversed(element.panels))):
        suffix = name.rpartition("-")[2]
        if "-" in name and suffix in FAMILIES:
            return suffix
    return NO_FAMILY


def _columns(part: Part, question: str) -> tuple[tuple[Column, ...], dict[str, Wording]]:
    found: dict[str, Column] = {}
    words: dict[str, Wording] = {}
    given = part.get("columns")
    for number, each in enumerate(given if isinstance(given, list) else [], start=1):
        if not isinstance(each, Mapping):
            continue
        name = f"column-{number}"
        title = wording(each.get("title")) or wording(each.get("name")) or wording(name)
        kind = CELLS.get(word(each, "cellType") or "dropdown", AnswerType.SHORT_TEXT)
        choices = read_choices(each.get("choices") or part.get("choices"))
        if kind is AnswerType.SINGLE_CHOICE and not choices:
            kind = AnswerType.SHORT_TEXT
        kept = choices if kind is AnswerType.SINGLE_CHOICE else ()
        found[name] = Column(name, title.text, kind, tuple(choice.choice for choice in kept))
        key = f"question.{question}.column.{name}"
        words[f"{key}.text"] = title
        words |= {f"{key}.choice.{choice.id}.text": choice.words for choice in kept}
    return tuple(found.values()), words
