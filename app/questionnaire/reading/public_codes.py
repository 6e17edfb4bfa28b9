"""Checks that the choices of a question stand for the codes of the public field that it fills.

Rules, filters and standards read these codes: a choice that stands for none of them would switch a rule off
without a word. Which fields have codes is told by the caller; this module knows none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from app.data_files.fields import Fields
from app.data_files.mistakes import quoted
from app.questionnaire.language.question import OperandKind, Question
from app.questionnaire.types import TYPES

# By public field: the code that a choice id stands for without being mapped; empty where any choice will do.
PublicFields: TypeAlias = Mapping[str, Mapping[str, str]]
ONE_OF_A_LIST = tuple(
    sorted(each for each in TYPES.values() if each.operand is OperandKind.CHOICE and not each.many)
)


def check_codes(fields: Fields, question: Question, public_fields: PublicFields | None) -> None:
    """Report each choice that stands for no code of the question's public field, and each needless `code`."""
    if question.public is None:
        _refuse_codes(fields, question, "it says which code of a public field a choice stands for")
    if question.public is None or public_fields is None or question.public not in public_fields:
        return
    codes = public_fields[question.public]
    name = quoted(question.public)
    if not codes:
        _refuse_codes(fields, question, f"the public field {name} has no list of codes")
        return
    known = ", ".join(dict.fromkeys(codes.values()))
    if question.type not in ONE_OF_A_LIST:
        kinds = ", ".join(ONE_OF_A_LIST)
        fields.wrong("public", f"the public field {name} takes one of {known}; ask for it by {kinds}")
        return
    if question.type.own_choices:
        missing = [each for each in question.choice_ids if each not in codes]
        if missing:
            message = f"the answer {quoted(missing[0])} stands for no code of the public field {name}"
            fields.wrong("type", f"{message}; use single_choice and map its choices to {known}")
        return
    for index, choice in enumerate(question.choices):
        place = f"{fields.at('choices')}[{index}]"
        if choice.code and choice.code not in codes.values():
            hint = fields.report.suggest(choice.code, codes.values()) or f" (it has {known})"
            message = f"the public field {name} has no code {quoted(choice.code)}{hint}"
            fields.report.add(f"{place}.code", message)
        elif choice.id and not choice.code and choice.id not in codes:
            message = f"the choice {quoted(choice.id)} stands for no code of the public field {name}"
            fields.report.add(place, f'{message}; add "code" with one of {known}')


def _refuse_codes(fields: Fields, question: Question, why: str) -> None:
    for index, choice in enumerate(question.choices):
        if choice.code:
            fields.report.add(f"{fields.at('choices')}[{index}].code", f'"code" does not belong here: {why}')
