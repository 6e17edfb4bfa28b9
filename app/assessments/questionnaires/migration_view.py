"""A move from one version to another as a page shows it: before it is made, and later from its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app.assessments.questionnaires.words import REASONS
from app.questionnaire.model import Answer, AnswerState, Evidence, Question, Questionnaire
from app.questionnaire.scoring.scores import Score
from app.questionnaire.values.describe import ReadableAnswer, describe
from app.questionnaire.versions.migration import Fate, MigrationPreview, Reason

GROUPS = ("kept", "moved", "needs_another_look", "set_aside")


@dataclass(frozen=True, slots=True)
class ShownFate:
    """What becomes of one answer, in words; `to` is empty when it is set aside."""

    text: str
    to: str
    page_id: str
    reasons: tuple[str, ...]
    before: ReadableAnswer
    after: ReadableAnswer | None


@dataclass(frozen=True, slots=True)
class ShownScore:
    """A score as a range, with its range of levels."""

    lowest: float
    highest: float
    lowest_level: str
    highest_level: str


@dataclass(frozen=True, slots=True)
class ShownMove:
    """Everything about one move, ready for the page."""

    kept: tuple[ShownFate, ...]
    moved: tuple[ShownFate, ...]
    needs_another_look: tuple[ShownFate, ...]
    set_aside: tuple[ShownFate, ...]
    to_answer: tuple[Question, ...]
    score_before: ShownScore | None
    score_after: ShownScore | None


def shown_preview(before: Questionnaire, after: Questionnaire, preview: MigrationPreview) -> ShownMove:
    """A preview in words."""
    return shown_report(before, after, report_of(preview))


def report_of(preview: MigrationPreview) -> dict[str, Any]:
    """The preview as plain data, to be kept with the move."""
    return {
        **{group: [_plain_fate(fate) for fate in getattr(preview, group)] for group in GROUPS},
        "to_answer": [question.id for question in preview.to_answer],
        "score_before": _plain_score(preview.score_before),
        "score_after": _plain_score(preview.score_after),
    }


def shown_report(before: Questionnaire, after: Questionnaire, report: Mapping[str, Any]) -> ShownMove:
    """A kept report in words."""
    groups = {group: tuple(_shown(before, after, each) for each in report[group]) for group in GROUPS}
    return ShownMove(
        **groups,
        to_answer=tuple(after.question(name) for name in report["to_answer"]),
        score_before=_shown_score(report["score_before"]),
        score_after=_shown_score(report["score_after"]),
    )


def _plain_fate(fate: Fate) -> dict[str, Any]:
    after = fate.after if fate.after != fate.before else None
    return {
        "question": fate.question_id,
        "to": fate.to or "",
        "reasons": [reason.value for reason in fate.reasons],
        "before": _plain_answer(fate.before),
        "after": None if after is None else _plain_answer(after),
    }


def _plain_answer(answer: Answer) -> dict[str, Any]:
    return {**asdict(answer), "state": answer.state.value, "evidence": [asdict(e) for e in answer.evidence]}


def _answer(data: Mapping[str, Any]) -> Answer:
    evidence: Sequence[Mapping[str, str]] = data["evidence"]
    return Answer(
        state=AnswerState(data["state"]),
        value=data["value"],
        reason=data["reason"],
        note=data["note"],
        evidence=tuple(Evidence(each["title"], each["link"]) for each in evidence),
    )


def _shown(before: Questionnaire, after: Questionnaire, fate: Mapping[str, Any]) -> ShownFate:
    question, to = before.question(fate["question"]), fate["to"]
    target = after.question(to) if to else question
    return ShownFate(
        text=target.text,
        to=to,
        page_id=after.page_of(to).id if to else "",
        reasons=tuple(str(REASONS[Reason(each)]) for each in fate["reasons"]),
        before=describe(question, _answer(fate["before"])),
        after=describe(target, _answer(fate["after"])) if fate["after"] else None,
    )


def _plain_score(score: Score | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {
        "lowest": score.lowest,
        "highest": score.highest,
        "lowest_level": score.lowest_level.title,
        "highest_level": score.highest_level.title,
    }


def _shown_score(data: Mapping[str, Any] | None) -> ShownScore | None:
    return None if data is None else ShownScore(**data)
