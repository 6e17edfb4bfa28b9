"""A small questionnaire in which every part of the language occurs, and short ways to write answers."""

from __future__ import annotations

from app.questionnaire.checking.check import check
from app.questionnaire.checking.load import load
from app.questionnaire.model import Answer, AnswerState, Questionnaire, Value
from app.questionnaire.reading.public_codes import PublicFields

SMALL = """\
questionnaire: small
version: 3
title: A small questionnaire
language: en
levels:
  - {level: high, when: {question: AUT-01, equals: decides-alone}, because: It decides alone.}
  - level: high
    when: {all: [{question: data, equals: yes}, {question: harm, more_than: minor}]}
    because: Personal data and harm.
  - {level: medium, when: {question: data, equals: yes}, because: It uses personal data.}
sections:
  - id: screening
    title: Screening
    principle: autonomy
    pages:
      - id: automation
        questions:
          - id: AUT-01
            text: How much does it decide?
            type: single_choice
            choices:
              - {id: information-only, text: It only gives information}
              - {id: recommends, text: It recommends, hint: A person decides}
              - {id: decides-alone, text: It decides alone}
      - id: basics
        title: The basics
        questions:
          - {id: data, text: Does it use personal data?, type: yes_no, public: personal_data}
          - {id: harm, text: How bad could it be?, type: scale, show_if: {question: data, equals: yes},
             choices: [{id: none, text: None}, {id: minor, text: Minor}, {id: major, text: Major}]}
          - {id: groups, text: Who is affected?, type: multiple_choice,
             choices: [{id: children, text: Children}, {id: adults, text: Adults}]}
  - id: detail
    title: Detail
    intro: Only for **some**.
    pages:
      - id: children
        show_if: {question: groups, includes: children}
        questions:
          - {id: safeguards, text: Which safeguards?, type: long_text, principle: justice}
      - id: facts
        title: Facts
        questions:
          - {id: people, text: How many people?, type: number, min: 0, max: 1000000, unit: people}
          - {id: start, text: When does it start?, type: date, tier: medium}
          - id: sources
            text: Which data?
            type: table
            tier: medium
            columns:
              - {id: name, text: Name, type: short_text}
              - {id: rows, text: Rows, type: number}
              - {id: live, text: Live, type: yes_no}
              - {id: kind, text: Kind, type: single_choice,
                 choices: [{id: a, text: Kind A}, {id: b, text: Kind B}]}
            red_flags:
              - {when: {question: sources, less_than: 1}, reason: No data source is named.}
          - {id: papers, text: Evidence, type: evidence, tier: high}
          - {id: name, text: Short name, type: short_text, max_length: 20,
             red_flags: [{when: {question: safeguards, answered: false},
                          reason: Children without safeguards.}]}
"""


def small() -> Questionnaire:
    """The small questionnaire."""
    return load(SMALL)


def said(value: Value) -> Answer:
    """An answer with a value."""
    return Answer(AnswerState.ANSWERED, value)


UNSURE = Answer(AnswerState.UNKNOWN)
NOT_RELEVANT = Answer(AnswerState.NOT_APPLICABLE, reason="It has none.")


def changed(old: str, new: str) -> str:
    """The small questionnaire's text with one place changed; the place must exist."""
    if old not in SMALL:
        raise LookupError(old)
    return SMALL.replace(old, new, 1)


def told(text: str, public_fields: PublicFields | None = None) -> list[tuple[int, str, str]]:
    """Every mistake as (line, path, message)."""
    return [(each.line, each.path, each.message) for each in check(text, "small.yaml", public_fields)]


def only(text: str, public_fields: PublicFields | None = None) -> tuple[int, str, str]:
    """The one mistake of a text; fails with all of them when there are more or none."""
    found = told(text, public_fields)
    if len(found) != 1:
        raise LookupError(found)
    return found[0]


def line_of(text: str, part: str) -> int:
    """The line on which a part first stands."""
    return text[: text.index(part)].count("\n") + 1
