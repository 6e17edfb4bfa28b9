"""All questions of one page as forms, checked together: one answer decides whether the next is asked."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from app.assessments.answers.forms.entry import QuestionEntry
from app.assessments.answers.work import Work
from app.questionnaire.model import Page
from app.questionnaire.path.walk import path


def saved_entries(work: Work, page: Page) -> list[QuestionEntry]:
    """The page's questions that are asked, filled from their saved answers, with spare rows."""
    entries = [
        QuestionEntry(question, work.answer(question.id), _version(work, question.id))
        for question in work.path.questions_on(page)
    ]
    for entry in entries:
        entry.add_rows("rows")
        entry.add_rows("evidence", 1)
    return entries


def sent_entries(work: Work, page: Page, sent: MultiDict[str, str]) -> list[QuestionEntry]:
    """The page's questions filled from what was sent; also those that were asked when the page was opened."""
    return [
        QuestionEntry(question, work.answer(question.id), _version(work, question.id), sent)
        for question in page.questions
        if work.path.is_on(question.id) or f"{question.id}_version" in sent
    ]


def check_entries(work: Work, entries: list[QuestionEntry], *, leaving: bool) -> bool:
    """Puts what is wrong beside the fields; True when everything may be saved.

    With `leaving` (save and come back later) nothing is required. Otherwise every question has to be dealt
    with that is asked once these answers count.
    """
    said = {entry.question.id: entry.answer for entry in entries if not entry.takes_theirs}
    asked = path(work.questionnaire, {**work.answers, **said})
    results = [entry.check(required=not leaving and asked.is_on(entry.question.id)) for entry in entries]
    return all(results)


def _version(work: Work, question_id: str) -> int:
    return work.rows[question_id].version if question_id in work.rows else 0
