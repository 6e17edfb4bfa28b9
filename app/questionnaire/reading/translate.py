"""Says a questionnaire in another of its languages; a text that has no translation stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from app.questionnaire.model import Choice, Column, Page, Question, Questionnaire, Section

Say: TypeAlias = Callable[[str, str], str]
SPOKEN = ("text", "why", "help", "good", "bad", "watch_for", "unit")


def languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The languages in which it can be said, its own first."""
    return (questionnaire.language, *(each.language for each in questionnaire.translations))


def localised(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """The questionnaire with every text in this language; itself when it is not translated to it.

    Ids, conditions and weights stay, so answers, paths and scores are the same in every language.
    """
    words = {each.language: dict(each.texts) for each in questionnaire.translations}.get(language)
    if words is None:
        return questionnaire
    said = rewritten(questionnaire, lambda key, text: words.get(key, text))
    return replace(said, language=language)


def texts(questionnaire: Questionnaire) -> dict[str, str]:
    """Every text that can be translated, by its key such as "question.AUT-01.text"."""
    found: dict[str, str] = {}
    rewritten(questionnaire, lambda key, text: found.setdefault(key, text))
    return found


def rewritten(questionnaire: Questionnaire, say: Say) -> Questionnaire:
    """The questionnaire with every text that is not empty replaced by what `say` gives for key and text."""

    def heard(key: str, text: str) -> str:
        return say(key, text) if text else text

    scoring = questionnaire.scoring
    return replace(
        questionnaire,
        title=heard("title", questionnaire.title),
        levels=tuple(
            replace(rule, because=heard(f"level.{index}.because", rule.because))
            for index, rule in enumerate(questionnaire.levels)
        ),
        sections=tuple(_section(section, heard) for section in questionnaire.sections),
        scoring=scoring
        and replace(
            scoring,
            families=tuple(
                replace(each, title=heard(f"family.{each.id}.title", each.title)) for each in scoring.families
            ),
            levels=tuple(
                replace(each, title=heard(f"score-level.{each.id}.title", each.title))
                for each in scoring.levels
            ),
            deductions=tuple(
                replace(each, because=heard(f"deduction.{index}.because", each.because))
                for index, each in enumerate(scoring.deductions)
            ),
        ),
    )


def _section(section: Section, say: Say) -> Section:
    key = f"section.{section.id}"
    return replace(
        section,
        title=say(f"{key}.title", section.title),
        intro=say(f"{key}.intro", section.intro),
        pages=tuple(_page(page, say) for page in section.pages),
    )


def _page(page: Page, say: Say) -> Page:
    return replace(
        page,
        title=say(f"page.{page.id}.title", page.title),
        questions=tuple(_question(question, say) for question in page.questions),
    )


def _question(question: Question, say: Say) -> Question:
    key = f"question.{question.id}"
    said = {name: say(f"{key}.{name}", getattr(question, name)) for name in SPOKEN}
    return replace(
        question,
        text=said["text"],
        why=said["why"],
        help=said["help"],
        good=said["good"],
        bad=said["bad"],
        watch_for=said["watch_for"],
        unit=said["unit"],
        choices=_choices(question.choices, key, say),
        columns=tuple(_column(column, f"{key}.column.{column.id}", say) for column in question.columns),
        red_flags=tuple(
            replace(flag, reason=say(f"{key}.red_flag.{index}.reason", flag.reason))
            for index, flag in enumerate(question.red_flags)
        ),
    )


def _column(column: Column, key: str, say: Say) -> Column:
    return replace(
        column,
        text=say(f"{key}.text", column.text),
        hint=say(f"{key}.hint", column.hint),
        choices=_choices(column.choices, key, say),
    )


def _choices(choices: tuple[Choice, ...], key: str, say: Say) -> tuple[Choice, ...]:
    return tuple(
        replace(
            choice,
            text=say(f"{key}.choice.{choice.id}.text", choice.text),
            hint=say(f"{key}.choice.{choice.id}.hint", choice.hint),
        )
        for choice in choices
    )
