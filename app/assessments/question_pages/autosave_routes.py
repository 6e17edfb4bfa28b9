"""Saving a question page by itself while somebody types: what is right is saved, the rest waits."""

from __future__ import annotations

from flask import abort, jsonify, request
from flask_babel import format_datetime
from werkzeug.wrappers import Response

from app.assessments.answers.actions import NotEditable, OffPath, StaleAnswers, WouldLeave, save_answers
from app.assessments.answers.forms.entry import QuestionEntry
from app.assessments.answers.forms.page import sent_entries
from app.assessments.answers.work import Work, work_of
from app.assessments.blueprint import bp
from app.assessments.rules import EDIT
from app.database import utcnow
from app.questionnaire.model import AnswerState, Page
from app.uses.models import UseCase
from app.web.access import access
from app.web.roles import actor


@bp.post("/<int:use_id>/questions/<page_id>/autosave")
@access(post=EDIT)
def autosave(use: UseCase, page_id: str) -> Response:
    """Saves what is complete and right.

    Gives JSON: `versions` of the answers that are saved as sent, `conflicts` with somebody else's newer
    answers, `waiting` for what cannot be saved yet (question ids), `asks` for what somebody has to agree to
    because it sets other answers aside, red `flags` by question id, and the time.
    """
    work = work_of(use)
    try:
        page = work.questionnaire.page(page_id)
    except KeyError:
        abort(404)
    entries = [
        entry for entry in sent_entries(work, page, request.form) if work.path.is_on(entry.question.id)
    ]
    ready = [entry for entry in entries if _is_ready(entry)]
    conflicts, asks = _save(work, page, ready)
    now = work_of(use)
    left_out = conflicts | asks
    saved = [e.question.id for e in ready if e.question.id not in left_out and e.question.id in now.rows]
    return jsonify(
        versions={name: now.rows[name].version for name in saved},
        conflicts=sorted(conflicts),
        asks=sorted(asks),
        waiting=[entry.question.id for entry in entries if entry not in ready],
        flags={name: [flag.reason for flag in now.flags_of(name)] for name in saved},
        at=format_datetime(utcnow(), "HH:mm"),
    )


def _is_ready(entry: QuestionEntry) -> bool:
    return (
        not entry.in_conflict
        and entry.answer.state is not AnswerState.NOT_ANSWERED
        and entry.check(required=False)
    )


def _save(work: Work, page: Page, entries: list[QuestionEntry]) -> tuple[set[str], set[str]]:
    """Saves what it may; gives the questions in conflict, and those whose answers set others aside."""
    conflicts: set[str] = set()
    while True:
        mine = [entry for entry in entries if entry.question.id not in conflicts]
        try:
            _save_together(work, page, mine)
        except StaleAnswers as stale:
            conflicts |= set(stale.current)
        except WouldLeave:
            if len(mine) == 1:
                return conflicts, {mine[0].question.id}
            parts = [_save(work, page, [entry]) for entry in mine]
            return conflicts.union(*(part[0] for part in parts)), set().union(*(part[1] for part in parts))
        except (OffPath, NotEditable):
            return {entry.question.id for entry in entries}, set()
        else:
            return conflicts, set()


def _save_together(work: Work, page: Page, entries: list[QuestionEntry]) -> None:
    save_answers(
        assessment=work.assessment,
        page=page,
        answers={entry.question.id: entry.answer for entry in entries},
        seen={entry.question.id: entry.seen for entry in entries},
        actor_id=actor().person_id,
        agreed=(),
    )
