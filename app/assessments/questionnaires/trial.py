"""A walk through a questionnaire as a team takes it; the answers live in the form and are thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from app.assessments.answers.work import Work
from app.assessments.models import Assessment
from app.json_bounds import JsonBounds, read_json
from app.questionnaire.model import Answer, AnswerState, Evidence, Page, Questionnaire
from app.questionnaire.path.flags import red_flags
from app.questionnaire.path.progress import progress
from app.questionnaire.path.walk import path
from app.questionnaire.values.check import validate_answer
from app.questionnaire.values.normalise import normalise
from app.uses.models import UseCase

LONGEST = 1_000_000
BOUNDS = JsonBounds(depth=12, values=100_000, items=10_000)


def trial_work(questionnaire: Questionnaire, answers: dict[str, Answer]) -> Work:
    """The work on a use that is nowhere kept."""
    found = path(questionnaire, answers)
    return Work(
        use=UseCase(name=questionnaire.title),
        assessment=Assessment(state="draft"),
        questionnaire=questionnaire,
        rows={},
        answers=answers,
        path=found,
        progress=progress(questionnaire, answers, found),
        flags=red_flags(questionnaire, answers, found),
    )


def written(answers: Mapping[str, Answer]) -> str:
    """The answers as the form carries them."""
    plain = {
        name: {**asdict(answer), "evidence": [asdict(each) for each in answer.evidence]}
        for name, answer in answers.items()
        if answer.state is not AnswerState.NOT_ANSWERED
    }
    return json.dumps(plain, ensure_ascii=True)


def read(questionnaire: Questionnaire, text: str) -> dict[str, Answer]:
    """The answers that a form carried; what is no right answer to one of the questions is left out."""
    if len(text) > LONGEST:
        return {}
    try:
        plain = read_json(text or "{}", BOUNDS)
    except (ValueError, RecursionError):
        return {}
    found: dict[str, Answer] = {}
    for name, data in plain.items() if isinstance(plain, dict) else ():
        answer = _answer(data) if questionnaire.has(name) and isinstance(data, dict) else None
        if answer is None:
            continue
        question = questionnaire.question(name)
        if answer.state is AnswerState.ANSWERED:
            answer = replace(answer, value=normalise(question, answer.value))
        if not validate_answer(question, answer):
            found[name] = answer
    return found


def page_after(work: Work, page: Page) -> Page | None:
    """The next page on the path; None at the end."""
    if not work.path.questions_on(page):
        return work.next_page()
    return work.path.page_after(page.id)


def _answer(data: Mapping[str, Any]) -> Answer | None:
    try:
        return Answer(
            state=AnswerState(data["state"]),
            value=data.get("value"),
            reason=str(data.get("reason", "")),
            note=str(data.get("note", "")),
            evidence=tuple(Evidence(str(e["title"]), str(e["link"])) for e in data.get("evidence", ())),
        )
    except (KeyError, TypeError, ValueError):
        return None
