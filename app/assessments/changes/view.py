"""Turns changed rows into what the page shows: who, what, and the words that went and came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.assessments.answers.queries import frozen
from app.assessments.assigning.models import SECTION
from app.assessments.changes import statement
from app.assessments.changes.duty_changes import read_duty
from app.assessments.changes.harm_changes import read_harm
from app.assessments.changes.parts import HistoryItem, Texts, differences
from app.assessments.changes.queries import AssignmentChange, ChangedRows
from app.assessments.changes.row_changes import read_listed
from app.assessments.models import AnswerRevision
from app.audit import AuditEvent
from app.questionnaire.model import UNANSWERED, Answer, AnswerState, Evidence, Questionnaire
from app.questionnaire.values.describe import Form, ReadableAnswer, ShownCell, describe
from app.web.templating import day, iso_day

PAUSE = timedelta(minutes=10)


def read_changes(found: ChangedRows, questionnaire: Questionnaire) -> list[HistoryItem]:
    """The changes of one page, in its order."""
    earlier = _folded(found)
    changes = []
    for kind, row_id, at, person_id in found.rows:
        by = found.names.get(person_id or 0) or found.imported.get((kind, row_id)) or _("Somebody")
        if kind == statement.HARM:
            changes.append(read_harm(at, by, *found.harms[row_id]))
        elif kind == statement.LISTED:
            changes.append(read_listed(at, by, *found.listed[row_id]))
        elif kind == statement.DUTY:
            changes.append(read_duty(at, by, found.duties[row_id]))
        elif kind == statement.ASSIGNMENT:
            changes.append(_assignment(at, by, questionnaire, found.assignments[row_id], found.names))
        elif kind == statement.EVENT:
            changes.append(_event(at, by, found.events[row_id], found))
        elif row_id in earlier:
            name, revision, _before = found.answers[row_id]
            changes.append(_answer(at, by, questionnaire, name, revision, earlier[row_id]))
    return changes


def _folded(found: ChangedRows) -> dict[int, AnswerRevision | None]:
    """The revisions of answers to show, each with the one before it.

    What one person saved of one answer without a pause and without anything else between, as saving while
    typing does, counts as one change.
    """
    shown: dict[int, AnswerRevision | None] = {}
    newest = 0
    last: tuple[str, int | str | None, datetime] | None = None
    for kind, row_id, at, person_id in found.rows:
        if kind != statement.ANSWER:
            last = None
            continue
        name, _revision, before = found.answers[row_id]
        who = person_id or found.imported.get((kind, row_id))
        if last is None or last[:2] != (name, who) or last[2] - at > PAUSE:
            newest = row_id
        shown[newest] = before
        last = (name, who, at)
    return shown


def _answer(
    at: datetime,
    by: str,
    questionnaire: Questionnaire,
    question_id: str,
    revision: AnswerRevision,
    earlier: AnswerRevision | None,
) -> HistoryItem:
    before, after = frozen(earlier) if earlier else UNANSWERED, frozen(revision)
    cleared = after.state is AnswerState.NOT_ANSWERED
    did = _("took the answer away from") if cleared else _("changed the answer to")
    if before.state is AnswerState.NOT_ANSWERED and not cleared:
        did = _("answered")
    known = questionnaire.has(question_id)
    return HistoryItem(
        at=at,
        by=by,
        did=did,
        subject=questionnaire.question(question_id).text if known else question_id,
        kind=statement.ANSWER if known else "",
        target=question_id,
        parts=differences(
            answer_texts(questionnaire, question_id, before) if _given(before) else None,
            answer_texts(questionnaire, question_id, after),
        ),
    )


def _given(answer: Answer) -> bool:
    return answer.state is not AnswerState.NOT_ANSWERED or bool(answer.note or answer.evidence)


def answer_texts(questionnaire: Questionnaire, question_id: str, answer: Answer) -> Texts:
    """What an answer says, its note and its evidence, as plain texts."""
    if not questionnaire.has(question_id):
        return {"": str(answer.value or "")}
    reading = describe(questionnaire.question(question_id), answer)
    return {
        "": _said(reading),
        _("Note to the board"): reading.note,
        _("Evidence"): "\n".join(_link(each) for each in reading.evidence),
    }


def _said(reading: ReadableAnswer) -> str:
    """An answer as one plain text."""
    if reading.state is AnswerState.UNKNOWN:
        return _("Don’t know yet")
    if reading.state is AnswerState.NOT_APPLICABLE:
        return f"{_('Does not apply')}: {reading.reason}"
    if reading.state is AnswerState.NOT_ANSWERED:
        return ""
    rows = [
        "; ".join(_cell(name, cell) for name, cell in zip(reading.headings, row, strict=False) if cell.text)
        for row in reading.rows
    ]
    lines = [*reading.items, *rows, *(_link(each) for each in reading.links)]
    text = _cell("", ShownCell(reading.form, reading.text))
    return "\n".join([*([f"{text} {reading.unit}".strip()] if text else []), *lines])


def _cell(heading: str, cell: ShownCell) -> str:
    text = cell.text
    if cell.form is Form.YES_NO:
        text = _("Yes") if cell.text == "yes" else _("No")
    elif cell.form is Form.DATE:
        text = iso_day(cell.text)
    return f"{heading}: {text}" if heading else text


def _link(each: Evidence) -> str:
    return f"{each.title} ({each.link})" if each.link else each.title


def _assignment(
    at: datetime, by: str, questionnaire: Questionnaire, change: AssignmentChange, names: Mapping[int, str]
) -> HistoryItem:
    name = change.target_id
    if change.target == SECTION:
        subject = next((each.title for each in questionnaire.sections if each.id == name), name)
    else:
        subject = questionnaire.question(name).text if questionnaire.has(name) else name
    return HistoryItem(
        at=at,
        by=by,
        did=_("changed who deals with"),
        subject=subject,
        kind=statement.ASSIGNMENT if change.target != SECTION and questionnaire.has(name) else "",
        target=name,
        parts=differences(
            {"": _who(names, change.person_before_id, day(change.due_before))},
            {"": _who(names, change.person_id, day(change.due_on))},
        ),
    )


def _who(names: Mapping[int, str], person_id: int | None, due: str) -> str:
    if person_id is None:
        return _("Nobody")
    name = names.get(person_id) or _("Somebody")
    return _("%(name)s, by %(day)s", name=name, day=due) if due else name


def _event(at: datetime, by: str, event: AuditEvent, found: ChangedRows) -> HistoryItem:
    person = event.details.get("person")
    submission = event.details.get("submission")
    number = found.submissions.get(submission, "") if isinstance(submission, int) else ""
    did = {
        "use.started": _("started the use"),
        "use.imported": _("imported the use from an archive"),
        "use.edited": _("changed the description of the use"),
        "use.member_added": _("added to the team:"),
        "use.member_removed": _("took off the team:"),
        "assessment.submitted": _("submitted the assessment to the ethics board:"),
        "assessment.withdrawn": _("took the submission back"),
        "assessment.reopened": _("started a new round"),
    }
    subject = found.names.get(person, "") if isinstance(person, int) else ""
    if number:
        subject = _("Submission %(number)s", number=number)
    kind = "submission" if number else ""
    return HistoryItem(at, by, did[event.action], subject, kind, str(number))
