"""A small questionnaire with a scoring and a translation, and short ways to score it."""

from __future__ import annotations

from app.questionnaire.checking.load import load
from app.questionnaire.model import Answers, Questionnaire
from app.questionnaire.scoring.scores import Score, score

SCORED = """\
questionnaire: scored
version: 1
title: A scored questionnaire
language: en
sections:
  - id: risk
    title: Risk
    pages:
      - id: people
        title: People
        questions:
          - {id: data, text: Does it use personal data?, type: yes_no}
          - id: kinds
            text: Which kinds?
            type: multiple_choice
            show_if: {question: data, equals: yes}
            choices: [{id: health, text: Health}, {id: money, text: Money}, {id: name, text: Names}]
          - id: harm
            text: How bad could it be?
            type: scale
            choices: [{id: none, text: None}, {id: minor, text: Minor}, {id: major, text: Major}]
  - id: care
    title: Care
    pages:
      - id: checks
        questions:
          - id: checks
            text: What do you check?
            type: multiple_choice
            choices: [{id: often, text: We test often}, {id: outside, text: Others test}]
scoring:
  families:
    - id: risk
      title: Risk
      weights:
        data: {yes: 2}
        kinds: {health: 3, money: 2}
        harm: {minor: 1, major: 3}
    - id: care
      title: Care
      forks: 2
      weights:
        checks: {often: 6, outside: 3}
  final:
    family: risk
    deductions:
      - {family: care, at_least: 80, take: 15, because: Good care.}
  levels:
    - {id: low, title: Low, up_to: 25}
    - {id: middle, title: Middle, up_to: 50}
    - {id: high, title: High}
translations:
  - language: cy
    texts:
      title: Holiadur
      question.data.text: Data personol?
      question.harm.choice.none.text: Dim
      score-level.low.title: Isel
"""


def scored() -> Questionnaire:
    """The scored questionnaire."""
    return load(SCORED)


def scored_with(old: str, new: str) -> str:
    """Its text with one place changed; the place must exist."""
    if old not in SCORED:
        raise LookupError(old)
    return SCORED.replace(old, new, 1)


def final(answers: Answers) -> Score:
    """The score of answers to it."""
    return score(scored(), answers)
