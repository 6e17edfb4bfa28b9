"""Writes a questionnaire as YAML, such that loading the text gives an equal questionnaire."""

from __future__ import annotations

import yaml

from app.questionnaire.model import (
    All,
    Choice,
    Column,
    Comparison,
    Condition,
    Page,
    Question,
    Questionnaire,
    RedFlag,
    Section,
    Tier,
    Translation,
)
from app.questionnaire.writing.scoring import Plain, plain_scoring

WIDTH = 110
BASE = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(BASE):  # type: ignore[misc, valid-type]
    """Never writes anchors, since the loader refuses them."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def dump(questionnaire: Questionnaire) -> str:
    """The YAML text of a questionnaire, keys in the language's order, defaults left out."""
    plain: dict[str, Plain] = {
        "questionnaire": questionnaire.key,
        "version": questionnaire.version,
        "title": questionnaire.title,
        "language": questionnaire.language,
        "levels": [
            {"level": str(rule.level), "when": _condition(rule.when), "because": rule.because}
            for rule in questionnaire.levels
        ],
        "sections": [_section(section) for section in questionnaire.sections],
        "scoring": None if questionnaire.scoring is None else plain_scoring(questionnaire.scoring),
        "translations": [_translation(each) for each in questionnaire.translations],
    }
    text = yaml.dump(_kept(plain), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return str(text)


def _kept(fields: dict[str, Plain]) -> dict[str, Plain]:
    """Without the fields that say nothing."""
    return {key: value for key, value in fields.items() if value or (value == 0 and value is not False)}


def _translation(translation: Translation) -> dict[str, Plain]:
    texts: dict[str, Plain] = dict(translation.texts)
    return {"language": translation.language, "texts": texts}


def _section(section: Section) -> dict[str, Plain]:
    return _kept(
        {
            "id": section.id,
            "title": section.title,
            "intro": section.intro,
            "principle": _word(section.principle),
            "show_if": _optional(section.show_if),
            "pages": [_page(page) for page in section.pages],
        }
    )


def _page(page: Page) -> dict[str, Plain]:
    return _kept(
        {
            "id": page.id,
            "title": page.title,
            "show_if": _optional(page.show_if),
            "questions": [_question(question) for question in page.questions],
        }
    )


def _question(question: Question) -> dict[str, Plain]:
    return _kept(
        {
            "id": question.id,
            "text": question.text,
            "why": question.why,
            "help": question.help,
            "good": question.good,
            "bad": question.bad,
            "watch_for": question.watch_for,
            "type": str(question.type),
            "choices": [_choice(choice) for choice in question.choices],
            "columns": [_column(column) for column in question.columns],
            "max_length": question.max_length,
            "min": question.minimum,
            "max": question.maximum,
            "unit": question.unit,
            "tier": None if question.tier is Tier.SCREENING else str(question.tier),
            "principle": _word(question.principle),
            "evidence": question.evidence,
            "public": question.public,
            "show_if": _optional(question.show_if),
            "red_flags": [_red_flag(flag) for flag in question.red_flags],
            "sources": list(question.sources),
        }
    )


def _red_flag(flag: RedFlag) -> dict[str, Plain]:
    return {"when": _condition(flag.when), "reason": flag.reason}


def _choice(choice: Choice) -> dict[str, Plain]:
    return _kept({"id": choice.id, "text": choice.text, "hint": choice.hint, "code": choice.code})


def _column(column: Column) -> dict[str, Plain]:
    choices: list[Plain] = [_choice(choice) for choice in column.choices]
    fields: dict[str, Plain] = {"id": column.id, "text": column.text, "type": str(column.type)}
    return _kept({**fields, "choices": choices, "hint": column.hint})


def _optional(condition: Condition | None) -> Plain:
    return None if condition is None else _condition(condition)


def _condition(condition: Condition) -> dict[str, Plain]:
    if isinstance(condition, Comparison):
        return {"question": condition.question, str(condition.operator): condition.operand}
    name = "all" if isinstance(condition, All) else "any"
    return {name: [_condition(inner) for inner in condition.conditions]}


def _word(word: object) -> str | None:
    return None if word is None else str(word)
