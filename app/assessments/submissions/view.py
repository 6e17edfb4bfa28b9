"""A submission made ready for reading: sections, questions, answers in words, flags, and what changed."""

from __future__ import annotations

from dataclasses import dataclass

from app.assessments.harms.queries import unguarded
from app.assessments.models import Submission
from app.assessments.snapshots.model import HarmFacts, Snapshot
from app.assessments.submissions.listed_parts import PartChange, Wider, changed_parts, read_wider
from app.questionnaire.model import UNANSWERED, AnswerState, Question, Questionnaire, Section
from app.questionnaire.path.flags import RaisedFlag, red_flags
from app.questionnaire.path.walk import LevelRange, path
from app.questionnaire.values.describe import ReadableAnswer, describe
from app.questionnaire.versions.answer_difference import AnswerDifference, changes


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """One question of a submission with its answer in words, and the flags that it raises."""

    question: Question
    reading: ReadableAnswer
    flags: tuple[RaisedFlag, ...]
    change: AnswerDifference | None = None
    before: ReadableAnswer | None = None


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section of a submission."""

    section: Section
    answers: tuple[ReadAnswer, ...]


@dataclass(frozen=True, slots=True)
class HarmChange:
    """A harm that is new, gone or different since the submission before."""

    harm: HarmFacts
    before: HarmFacts | None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ReadSubmission:
    """Everything that a reader of one submission looks at; harms without guard come first."""

    snapshot: Snapshot
    level: LevelRange
    sections: tuple[ReadSection, ...]
    flags: tuple[RaisedFlag, ...]
    unknown: tuple[ReadAnswer, ...]
    harms: tuple[HarmFacts, ...]
    changed: tuple[ReadAnswer, ...] = ()
    changed_harms: tuple[HarmChange, ...] = ()
    changed_parts: tuple[PartChange, ...] = ()

    @property
    def wider(self) -> Wider:
        """Its lenses, trade-off cards and voices."""
        return read_wider(self.snapshot)


def read_submission(
    questionnaire: Questionnaire, submission: Submission, before: Submission | None = None
) -> ReadSubmission:
    """Makes a submission ready for reading; with `before`, also what changed since that one."""
    snapshot = Snapshot.from_data(submission.snapshot)
    earlier = Snapshot.from_data(before.snapshot) if before else None
    found_path = path(questionnaire, snapshot.answers)
    flags = red_flags(questionnaire, snapshot.answers)
    differences = _differences(snapshot, earlier)
    sections = tuple(
        ReadSection(
            section,
            tuple(
                _answer(question, snapshot, earlier, flags, differences)
                for question in section.questions()
                if found_path.is_on(question.id)
            ),
        )
        for section in questionnaire.sections
    )
    everything = [answer for section in sections for answer in section.answers]
    return ReadSubmission(
        snapshot=snapshot,
        level=found_path.level,
        sections=tuple(section for section in sections if section.answers),
        flags=flags,
        unknown=tuple(a for a in everything if a.reading.state is AnswerState.UNKNOWN),
        harms=tuple(sorted(snapshot.harms, key=lambda h: (not unguarded(h), -h.risk_after, h.id))),
        changed=tuple(a for a in everything if a.change) + _left_out(questionnaire, everything, differences),
        changed_harms=_changed_harms(snapshot, earlier),
        changed_parts=changed_parts(snapshot, earlier),
    )


def _differences(snapshot: Snapshot, earlier: Snapshot | None) -> dict[str, AnswerDifference]:
    if earlier is None:
        return {}
    return {change.question_id: change for change in changes(earlier.answers, snapshot.answers)}


def _answer(
    question: Question,
    snapshot: Snapshot,
    earlier: Snapshot | None,
    flags: tuple[RaisedFlag, ...],
    differences: dict[str, AnswerDifference],
) -> ReadAnswer:
    change = differences.get(question.id)
    was = describe(question, earlier.answers.get(question.id, UNANSWERED)) if earlier and change else None
    return ReadAnswer(
        question=question,
        reading=describe(question, snapshot.answers.get(question.id, UNANSWERED)),
        flags=tuple(flag for flag in flags if flag.question_id == question.id),
        change=change,
        before=was,
    )


def _left_out(
    questionnaire: Questionnaire, shown: list[ReadAnswer], differences: dict[str, AnswerDifference]
) -> tuple[ReadAnswer, ...]:
    """Questions answered before that are no longer asked."""
    here = {answer.question.id for answer in shown}
    return tuple(
        ReadAnswer(
            question=questionnaire.question(name),
            reading=describe(questionnaire.question(name), UNANSWERED),
            flags=(),
            change=change,
            before=describe(questionnaire.question(name), change.before or UNANSWERED),
        )
        for name, change in differences.items()
        if name not in here and questionnaire.has(name)
    )


def _changed_harms(snapshot: Snapshot, earlier: Snapshot | None) -> tuple[HarmChange, ...]:
    if earlier is None:
        return ()
    old = {harm.id: harm for harm in earlier.harms}
    new = {harm.id: harm for harm in snapshot.harms}
    changed = [HarmChange(harm, old.get(key)) for key, harm in new.items() if old.get(key) != harm]
    gone = [HarmChange(harm, harm, gone=True) for key, harm in old.items() if key not in new]
    return tuple(changed + gone)
