"""Saving answers: checks them, keeps every earlier one, and never overwrites what the person has not seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.assessments.answers import queries
from app.assessments.events import tell_changed
from app.assessments.lifecycle import EDITABLE
from app.assessments.models import AnswerRevision, AnswerRow, Assessment
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.database import transaction, utcnow
from app.questionnaire.model import UNANSWERED, Answer, AnswerState, Page, Question, Questionnaire
from app.questionnaire.path.flags import RaisedFlag, red_flags
from app.questionnaire.path.leaving import would_leave
from app.questionnaire.path.walk import path
from app.questionnaire.values.check import ValueProblem, normalise, validate_answer
from app.questionnaire.versions.answer_difference import same
from app.web.versions import Stale


class NotEditable(Exception):
    """The assessment is with the board or finished."""


class OffPath(Exception):
    """The question is not asked, because of earlier answers."""


class WouldLeave(Exception):
    """The change would set other answers aside of which the person was not told; nothing was saved."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        super().__init__(", ".join(question.id for question in questions))
        self.questions = questions


class InvalidAnswer(ValueError):
    """An answer's value is wrong; `problems` as in app/questionnaire/values/check.py."""

    def __init__(self, question_id: str, problems: tuple[ValueProblem, ...]) -> None:
        super().__init__(f"{question_id}: {', '.join(problem.code for problem in problems)}")
        self.question_id = question_id
        self.problems = problems


class StaleAnswers(Stale):
    """Somebody saved newer answers; `current` has them as they stand now, by question id."""

    def __init__(self, current: dict[str, AnswerRow]) -> None:
        super().__init__(current)
        self.current: dict[str, AnswerRow] = current


@dataclass(frozen=True, slots=True)
class SavedAnswers:
    """What saving did: ids of changed answers, of kept answers that no longer count, and new red flags."""

    changed: tuple[str, ...]
    left: tuple[str, ...]
    flags: tuple[RaisedFlag, ...]


def save_answers(
    *,
    assessment: Assessment,
    page: Page,
    answers: Mapping[str, Answer],
    seen: Mapping[str, int],
    actor_id: int | None,
    agreed: Collection[str] | None = None,
) -> SavedAnswers:
    """Saves the answers of one page that differ from what the person was shown; all of them or none.

    `seen` has the version that each answer was filled from, 0 or missing when there was none. `agreed` has
    the ids of answers that the person agreed to set aside; None when nobody is there to be asked.

    Raises:
        NotEditable: the assessment is not with the team.
        OffPath: a changed answer's question is asked neither before nor after this change.
        InvalidAnswer: a value is wrong.
        StaleAnswers: a changed answer was saved by somebody else in the meantime.
        WouldLeave: the change sets answers aside that are not in `agreed`.
    """
    with transaction() as session:
        fresh = _lock(session, assessment)
        questionnaire = questionnaire_of(assessment)
        rows = queries.rows_of(assessment)
        before = {name: queries.frozen(row) for name, row in rows.items()}
        given = {q.id: _clean(q, answers[q.id]) for q in page.questions if q.id in answers}
        changed = _changed(given, before, rows, seen)
        _refuse_stale(changed, rows, seen)
        saved = _effect(questionnaire, before, changed)
        if agreed is not None and changed:
            _refuse_unagreed(questionnaire, before, {**before, **changed}, agreed)
        for name, answer in changed.items():
            write_answer(session, assessment, rows.get(name), name, answer, actor_id)
        if changed:
            _note(session, fresh, page, list(changed), actor_id)
    return saved


def _refuse_stale(
    changed: Mapping[str, Answer], rows: Mapping[str, AnswerRow], seen: Mapping[str, int]
) -> None:
    stale = {name: rows[name] for name in changed if name in rows and rows[name].version != seen.get(name, 0)}
    if stale:
        raise StaleAnswers(stale)


def _refuse_unagreed(
    questionnaire: Questionnaire,
    before: Mapping[str, Answer],
    after: Mapping[str, Answer],
    agreed: Collection[str],
) -> None:
    leaving = would_leave(questionnaire, before, after)
    if any(question.id not in agreed for question in leaving):
        raise WouldLeave(leaving)


def _note(
    session: Session, assessment: Assessment, page: Page, question_ids: list[str], actor_id: int | None
) -> None:
    """Writes the audit event, and a new version of the assessment: nobody submits unseen answers."""
    flag_modified(assessment, "state")
    audit.record(assessment, "answers.saved", actor_id=actor_id, page=page.id, questions=question_ids)
    tell_changed(session, assessment)


def _lock(session: Session, assessment: Assessment) -> Assessment:
    """Makes overlapping saves wait in line, so that each reads what the one before wrote."""
    fresh = session.scalars(
        select(Assessment)
        .where(Assessment.id == assessment.id)
        .options(joinedload(Assessment.use))
        .with_for_update(of=Assessment)
        .execution_options(populate_existing=True)
    ).one()
    if fresh.state not in EDITABLE:
        raise NotEditable
    return fresh


def _clean(question: Question, answer: Answer) -> Answer:
    problems = validate_answer(question, answer)
    if problems:
        raise InvalidAnswer(question.id, problems)
    answered = answer.state is AnswerState.ANSWERED
    return Answer(
        state=answer.state,
        value=normalise(question, answer.value) if answered else None,
        reason=answer.reason.strip() if answer.state is AnswerState.NOT_APPLICABLE else "",
        note=answer.note.strip(),
        evidence=tuple(each for each in answer.evidence if each.title.strip()),
    )


def _changed(
    given: Mapping[str, Answer],
    before: Mapping[str, Answer],
    rows: Mapping[str, AnswerRow],
    seen: Mapping[str, int],
) -> dict[str, Answer]:
    """What the person changed: it differs from what they were shown and from what stands now."""
    shown = queries.seen_answers(rows, {name: seen.get(name, 0) for name in given})
    return {
        name: answer
        for name, answer in given.items()
        if not same(answer, before.get(name, UNANSWERED)) and not same(answer, shown.get(name, UNANSWERED))
    }


def _effect(
    questionnaire: Questionnaire, before: Mapping[str, Answer], changed: Mapping[str, Answer]
) -> SavedAnswers:
    after = {**before, **changed}
    old, new = path(questionnaire, before), path(questionnaire, after)
    for name in changed:
        if not old.is_on(name) and not new.is_on(name):
            raise OffPath(name)
    known = set(red_flags(questionnaire, before, old))
    return SavedAnswers(
        changed=tuple(changed),
        left=tuple(
            question.id
            for question in old.questions
            if not new.is_on(question.id)
            and before.get(question.id, UNANSWERED).state is not AnswerState.NOT_ANSWERED
        ),
        flags=tuple(flag for flag in red_flags(questionnaire, after, new) if flag not in known),
    )


def write_answer(
    session: Session,
    assessment: Assessment,
    row: AnswerRow | None,
    question_id: str,
    answer: Answer,
    actor_id: int | None,
) -> None:
    """Writes an answer that was checked, and its revision; a row that gets another id keeps its history."""
    if row is None:
        row = AnswerRow(assessment_id=assessment.id)
        session.add(row)
    row.question_id = question_id
    row.state = answer.state.value
    row.value = answer.value
    row.reason = answer.reason
    row.note = answer.note
    row.evidence = [asdict(each) for each in answer.evidence]
    row.updated_by_id = actor_id
    row.updated_at = utcnow()
    session.flush()
    session.add(
        AnswerRevision(
            answer_id=row.id,
            number=row.version,
            state=row.state,
            value=row.value,
            reason=row.reason,
            note=row.note,
            evidence=row.evidence,
            saved_by_id=actor_id,
            saved_at=row.updated_at,
        )
    )
