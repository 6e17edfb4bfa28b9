"""Answers a questionnaire in a real browser, page by page, as a team would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from app.questionnaire.model import AnswerType, Column, Question, Questionnaire
from app.questionnaire.values.check import length_of

ONE_OF = frozenset({AnswerType.YES_NO, AnswerType.SINGLE_CHOICE, AnswerType.SCALE})
CELL_TEXTS = {AnswerType.NUMBER: "3", AnswerType.DATE: "31/3/2027"}


@dataclass(frozen=True)
class Answers:
    """What the team says: choices by question id, texts by question id, and the good example for the rest."""

    choices: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, question: Question) -> str:
        """The text for a question, never longer than the question allows."""
        text = self.texts.get(question.id) or question.good or "We looked at this together in March."
        return text[: length_of(question)]

    def choice(self, question: Question) -> str:
        """The choice for a question."""
        return self.choices.get(question.id, question.choice_ids[0])


def answer_page(page: Page, questionnaire: Questionnaire, answers: Answers) -> list[str]:
    """Fills in every question on the page; gives their ids."""
    blocks = page.locator(".c-question")
    ids = [str(block.get_attribute("id")).removeprefix("q-") for block in blocks.all()]
    for name in ids:
        _answer(page.locator(f"[id='q-{name}']"), questionnaire.question(name), answers)
    return ids


def _answer(block: Locator, question: Question, answers: Answers) -> None:
    name = question.id
    if question.type in ONE_OF or question.type is AnswerType.MULTIPLE_CHOICE:
        block.locator(f"[name='{name}_value'][value='{answers.choice(question)}']").check()
    elif question.type is AnswerType.TABLE:
        for column in question.columns:
            _cell(block.locator(f"[name='{name}_rows-0-c_{column.id}']"), column, question)
    elif question.type is AnswerType.EVIDENCE:
        block.locator(f"[name='{name}_rows-0-c_title']").fill("Minutes of the project board, 3 March 2026")
        block.locator(f"[name='{name}_rows-0-c_link']").fill("https://www.example.org/minutes")
    elif question.type is AnswerType.DATE:
        for part, value in (("day", "3"), ("month", "3"), ("year", "2026")):
            block.locator(f"[name='{name}_value-{part}']").fill(value)
    elif question.type is AnswerType.NUMBER:
        block.locator(f"[name='{name}_value']").fill("3")
    else:
        block.locator(f"[name='{name}_value']").fill(answers.text(question))


def _cell(cell: Locator, column: Column, question: Question) -> None:
    if column.type in {AnswerType.YES_NO, AnswerType.SINGLE_CHOICE}:
        cell.select_option(index=1)
    else:
        cell.fill(CELL_TEXTS.get(column.type, f"{column.text}: as agreed with the service")[:150])
