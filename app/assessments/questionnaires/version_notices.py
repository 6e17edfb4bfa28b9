"""What the team's pages show of versions: a newer one, earlier moves, answers that need another look."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from app.assessments.answers.work import Work
from app.assessments.questionnaires import queries
from app.assessments.questionnaires.scored import score_of
from app.assessments.questionnaires.words import reason_in_words
from app.questionnaire.model import Question
from app.questionnaire.reading.translate import languages

Look = tuple[Question, list[str]]


def beside_task_list(work: Work) -> dict[str, Any]:
    """What the task list's template takes: `newer`, `looks`, `moves`, `score`, `has_languages`."""
    return {
        "newer": queries.newer_version(work.assessment),
        "looks": looks_in(work),
        "moves": queries.moves_of(work.assessment),
        "score": score_of(work),
        "has_languages": len(languages(work.questionnaire)) > 1,
    }


def looks_in(work: Work, question_ids: Collection[str] | None = None) -> list[Look]:
    """The questions on the path that need another look, with reasons in words; of these ids when given."""
    found = queries.looks_of(work.assessment)
    return [
        (question, [reason_in_words(code) for code in found[question.id]])
        for question in work.path.questions
        if question.id in found and (question_ids is None or question.id in question_ids)
    ]
