"""Previews what becomes of a running assessment's answers under another version; it moves nothing itself.

No answer is ever lost: what does not fit is set aside with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.questionnaire.model import UNANSWERED, Answer, Answers, AnswerState, Question, Questionnaire
from app.questionnaire.path.walk import Path, path
from app.questionnaire.scoring.scores import Score, score
from app.questionnaire.values.check import validate_answer
from app.questionnaire.values.normalise import normalise
from app.questionnaire.versions.changes import Difference, compare, paired, rewordings, weights_of
from app.vocabulary.labelled import Labelled


class Reason(Labelled):
    """Why an answer needs another look, or is set aside."""

    REWORDED = "reworded", "The question has other words", "Mae geiriau eraill gan y cwestiwn"
    RETYPED = "retyped", "It is answered in another way", "Mae’n cael ei ateb mewn ffordd arall"
    CHOICE_REWORDED = "choice_reworded", "A choice has other words", "Mae geiriau eraill gan ddewis"
    CHOICE_REMOVED = (
        "choice_removed",
        "A choice that was taken is no more",
        "Nid yw dewis a wnaed yn bod mwyach",
    )
    CHOICES_ADDED = "choices_added", "There are new choices", "Mae dewisiadau newydd"
    WEIGHTS = "weights", "It counts for other points", "Mae’n cyfrif am bwyntiau eraill"
    REMOVED = (
        "removed",
        "The question is no longer in the questionnaire",
        "Nid yw’r cwestiwn yn yr holiadur mwyach",
    )
    DOES_NOT_FIT = (
        "does_not_fit",
        "The answer does not fit the question any more",
        "Nid yw’r ateb yn ffitio’r cwestiwn mwyach",
    )
    OFF_PATH = (
        "off_path",
        "It is not asked, because of other answers",
        "Nid yw’n cael ei ofyn, oherwydd atebion eraill",
    )


@dataclass(frozen=True)
class Fate:
    """What becomes of one answer; `to` is the question that takes it, None when it is set aside.

    `after` is the answer as it will stand; choices that are no more have left it (they stay in `before`).
    """

    question_id: str
    to: str | None
    before: Answer
    after: Answer | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class MigrationPreview:
    """Every answer in one of four groups, what is left to answer, and the score before and after.

    `moved`: the question has another id and the same words. `scores` are None without scoring.
    """

    kept: tuple[Fate, ...]
    moved: tuple[Fate, ...]
    needs_another_look: tuple[Fate, ...]
    set_aside: tuple[Fate, ...]
    to_answer: tuple[Question, ...]
    answers: Answers
    score_before: Score | None
    score_after: Score | None
    difference: Difference


def migration(before: Questionnaire, after: Questionnaire, answers: Answers) -> MigrationPreview:
    """What moving these answers from one version to the other would do."""
    difference = compare(before, after)
    others = {each.before: each.after for each in difference.renamed}
    partners = {old.id: new for old, new in paired(before, after, others)}
    fates = [
        _fate(before, after, old, partners.get(old.id), answers[old.id])
        for old in before.questions()
        if _is_said(answers.get(old.id, UNANSWERED))
    ]
    carried = {fate.to: fate.after for fate in fates if fate.to is not None and fate.after is not None}
    walked = path(after, carried)
    fates = [_on_path(fate, walked) for fate in fates]
    kept_on = {fate.to: fate.after for fate in fates if fate.to is not None and fate.after is not None}
    return MigrationPreview(
        kept=tuple(fate for fate in fates if _is_plain(fate) and fate.to == fate.question_id),
        moved=tuple(fate for fate in fates if _is_plain(fate) and fate.to != fate.question_id),
        needs_another_look=tuple(fate for fate in fates if fate.to is not None and fate.reasons),
        set_aside=tuple(fate for fate in fates if fate.to is None),
        to_answer=_new(after, walked, kept_on),
        answers=MappingProxyType(kept_on),
        score_before=score(before, answers) if before.scoring else None,
        score_after=score(after, kept_on) if after.scoring else None,
        difference=difference,
    )


def _fate(
    before: Questionnaire, after: Questionnaire, old: Question, new: Question | None, answer: Answer
) -> Fate:
    if new is None:
        return Fate(old.id, None, answer, None, (Reason.REMOVED,))
    carried, reasons = _carried(old, new, answer)
    if carried is None:
        return Fate(old.id, None, answer, None, reasons)
    found = [*reasons, *_words(old, new)]
    if weights_of(before, old.id) != weights_of(after, new.id):
        found.append(Reason.WEIGHTS)
    return Fate(old.id, new.id, answer, carried, tuple(dict.fromkeys(found)))


def _carried(old: Question, new: Question, answer: Answer) -> tuple[Answer | None, tuple[Reason, ...]]:
    """The answer as the new question takes it, or None when it cannot."""
    if answer.state is not AnswerState.ANSWERED:
        return answer, (Reason.RETYPED,) if old.type is not new.type else ()
    reasons: list[Reason] = []
    value: object = answer.value
    if old.type is not new.type:
        reasons.append(Reason.RETYPED)
        value = new.type.converted(value, old.type)
    removed = set(old.choice_ids) - set(new.choice_ids)
    if isinstance(value, list | tuple) and new.type.many:
        left = [each for each in value if not (isinstance(each, str) and each in removed)]
        reasons.extend([Reason.CHOICE_REMOVED] if len(left) < len(value) else [])
        value = left
    elif isinstance(value, str) and value in removed and new.choices:
        return None, (*reasons, Reason.CHOICE_REMOVED)
    carried = replace(answer, value=normalise(new, value))
    problems = validate_answer(new, carried)
    if problems and (reasons or problems != validate_answer(old, answer)):
        return None, (*reasons, *(() if reasons else (Reason.DOES_NOT_FIT,)))
    return carried, tuple(reasons)


def _words(old: Question, new: Question) -> list[Reason]:
    changed = [each.field for each in rewordings(old, new)]
    found = []
    if "text" in changed or "unit" in changed:
        found.append(Reason.REWORDED)
    if any(field.startswith(("choice ", "column ")) for field in changed):
        found.append(Reason.CHOICE_REWORDED)
    if set(new.choice_ids) - set(old.choice_ids):
        found.append(Reason.CHOICES_ADDED)
    return found


def _on_path(fate: Fate, walked: Path) -> Fate:
    if fate.to is None or walked.is_on(fate.to):
        return fate
    return replace(fate, to=None, after=None, reasons=(*fate.reasons, Reason.OFF_PATH))


def _is_plain(fate: Fate) -> bool:
    return fate.to is not None and not fate.reasons


def _is_said(answer: Answer) -> bool:
    return answer.state is not AnswerState.NOT_ANSWERED or bool(answer.note or answer.evidence)


def _new(after: Questionnaire, walked: Path, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """The questions on the path that still wait for an answer."""
    return tuple(each for each in walked.questions if not _is_said(answers.get(each.id, UNANSWERED)))
