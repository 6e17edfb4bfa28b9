"""Works out from a questionnaire and answers which questions are asked; the path is never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.logic import Truth, leaves
from app.questionnaire.model import (
    UNANSWERED,
    Answers,
    AnswerState,
    Condition,
    Level,
    LevelRule,
    Page,
    Question,
    Questionnaire,
    Section,
    Tier,
)
from app.questionnaire.path.evaluation import Look, compare, evaluate, may_become


@dataclass(frozen=True)
class LevelReason:
    """Why a level is or may be reached: the rule's sentence, whether it is certain, the answers behind it."""

    level: Level
    because: str
    certain: bool
    question_ids: tuple[str, ...]


@dataclass(frozen=True)
class LevelRange:
    """From what is certain to what "don't know yet" may hide; both are low when no rule holds."""

    lowest: Level
    highest: Level
    reasons: tuple[LevelReason, ...]

    @property
    def is_certain(self) -> bool:
        """Whether "don't know yet" leaves no doubt about the level."""
        return self.lowest is self.highest


@dataclass(frozen=True)
class Path:
    """What is asked: questions, pages and sections in order; a page is on it when one of its questions is.

    `level_settled`: no question that is still unanswered can raise the level.
    `screening_complete`: every question of tier screening that is asked has an answer or a state.
    """

    level: LevelRange
    questions: tuple[Question, ...]
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    level_settled: bool
    screening_complete: bool
    _presence: Mapping[str, Truth] = field(repr=False)
    _section_of_page: Mapping[str, str] = field(repr=False)

    def is_on(self, question_id: str) -> bool:
        """Whether the question is asked; False for a question that does not exist."""
        return self._presence.get(question_id, Truth.FALSE).may_hold

    def presence(self) -> Mapping[str, Truth]:
        """For each question whether it is asked, not asked, or not known yet."""
        return self._presence

    def questions_on(self, page: Page) -> tuple[Question, ...]:
        """The questions of a page that are asked."""
        return tuple(question for question in page.questions if self.is_on(question.id))

    def pages_in(self, section: Section) -> tuple[Page, ...]:
        """The pages of a section that are asked."""
        return tuple(page for page in self.pages if self._section_of_page[page.id] == section.id)

    def page_after(self, page_id: str) -> Page | None:
        """The next page that is asked after this one, be this one on the path or not; None at the end."""
        return self._beside(page_id, 1)

    def page_before(self, page_id: str) -> Page | None:
        """The page that is asked before this one, be this one on the path or not; None at the start."""
        return self._beside(page_id, -1)

    def _beside(self, page_id: str, step: int) -> Page | None:
        shown = {page.id: page for page in self.pages}
        order = list(self._section_of_page)
        if page_id not in self._section_of_page:
            return None
        start = order.index(page_id) + step
        following = order[start:] if step > 0 else order[start::-1] if start >= 0 else []
        return next((shown[name] for name in following if name in shown), None)


def path(questionnaire: Questionnaire, answers: Answers) -> Path:
    """The path through a checked questionnaire; answers to questions that it does not have are ignored."""
    screening = _walk(questionnaire, answers, None)
    truths = tuple(evaluate(rule.when, questionnaire, answers, screening) for rule in questionnaire.levels)
    level = _level(questionnaire, answers, screening, truths)
    possible = _highest(questionnaire.levels, truths, Truth.NOT_YET)
    presence = _walk(questionnaire, answers, (level, possible)) if questionnaire.has_tiers else screening
    questions = tuple(each for each in questionnaire.questions() if presence[each.id].may_hold)
    pages = tuple(dict.fromkeys(questionnaire.page_of(each.id).id for each in questions))
    sections = tuple(dict.fromkeys(questionnaire.section_of(each.id).id for each in questions))
    return Path(
        level=level,
        questions=questions,
        pages=tuple(questionnaire.page(each) for each in pages),
        sections=tuple(questionnaire.section(each) for each in sections),
        level_settled=not _can_rise(questionnaire.levels, truths, level.lowest),
        screening_complete=all(
            answers.get(each.id, UNANSWERED).state is not AnswerState.NOT_ANSWERED
            for each in questions
            if each.tier is Tier.SCREENING
        ),
        _presence=MappingProxyType(presence),
        _section_of_page=MappingProxyType(
            {page.id: section.id for section in questionnaire.sections for page in section.pages}
        ),
    )


def truth(questionnaire: Questionnaire, answers: Answers, condition: Condition) -> Truth:
    """Whether any condition holds for these answers."""
    return evaluate(condition, questionnaire, answers, path(questionnaire, answers).presence())


def screening_complete(questionnaire: Questionnaire, answers: Answers) -> bool:
    """Whether every question of tier screening that is asked has an answer or a state."""
    return path(questionnaire, answers).screening_complete


def possible(questionnaire: Questionnaire, answers: Answers) -> Mapping[str, Truth]:
    """For each question: TRUE or FALSE when it is surely asked or not in the end, else UNSURE.

    Unlike the path this looks ahead: whatever is not answered or not known yet may still be answered anyhow.
    """
    screening = _walk(questionnaire, answers, None, may_become)
    if not questionnaire.has_tiers:
        return screening
    truths = tuple(
        evaluate(rule.when, questionnaire, answers, screening, may_become) for rule in questionnaire.levels
    )
    lowest = _highest(questionnaire.levels, truths, Truth.TRUE)
    highest = _highest(questionnaire.levels, truths, Truth.NOT_YET)
    return _walk(questionnaire, answers, (LevelRange(lowest, highest, ()), highest), may_become)


def everywhere(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """The questions whose own conditions hold when every answer counts, asked or not.

    This is how forms behave while somebody is typing, before answers that are off the path are dropped.
    """
    presence = dict.fromkeys((each.id for each in questionnaire.questions()), Truth.TRUE)

    def holds(condition: Condition | None) -> bool:
        return condition is None or evaluate(condition, questionnaire, answers, presence).may_hold

    return tuple(
        question
        for section in questionnaire.sections
        if holds(section.show_if)
        for page in section.pages
        if holds(page.show_if)
        for question in page.questions
        if holds(question.show_if)
    )


def _walk(
    questionnaire: Questionnaire,
    answers: Answers,
    level: tuple[LevelRange, Level] | None,
    look: Look | None = None,
) -> dict[str, Truth]:
    """For each question whether it is asked; one pass, since conditions refer only to earlier questions."""
    presence: dict[str, Truth] = {}

    def holds(condition: Condition | None) -> Truth:
        if condition is None:
            return Truth.TRUE
        return evaluate(condition, questionnaire, answers, presence, look)

    for section in questionnaire.sections:
        in_section = holds(section.show_if)
        for page in section.pages:
            on_page = min(in_section, holds(page.show_if))
            for question in page.questions:
                shown = on_page if question.show_if is None else min(on_page, holds(question.show_if))
                if question.tier is not Tier.SCREENING:
                    shown = min(shown, _tier(question.tier, level))
                presence[question.id] = shown
    return presence


def _tier(tier: Tier, level: tuple[LevelRange, Level] | None) -> Truth:
    if level is None:
        return Truth.NOT_YET
    found, possible = level
    needed = tier.level.rank
    if found.lowest.rank >= needed:
        return Truth.TRUE
    if found.highest.rank >= needed:
        return Truth.UNSURE
    return Truth.NOT_YET if possible.rank >= needed else Truth.FALSE


def _level(
    questionnaire: Questionnaire, answers: Answers, presence: Mapping[str, Truth], truths: tuple[Truth, ...]
) -> LevelRange:
    def behind(condition: Condition) -> tuple[str, ...]:
        found = (
            each.question
            for each in leaves(condition)
            if compare(each, questionnaire, answers, presence).may_hold
        )
        return tuple(dict.fromkeys(found))

    reasons = tuple(
        LevelReason(rule.level, rule.because, held is Truth.TRUE, behind(rule.when))
        for rule, held in zip(questionnaire.levels, truths, strict=True)
        if held.may_hold
    )
    lowest = _highest(questionnaire.levels, truths, Truth.TRUE)
    return LevelRange(lowest, _highest(questionnaire.levels, truths, Truth.UNSURE), reasons)


def _highest(rules: tuple[LevelRule, ...], truths: tuple[Truth, ...], least: Truth) -> Level:
    """The highest level whose rule is at least this true."""
    levels = [rule.level for rule, held in zip(rules, truths, strict=True) if held >= least]
    return max(levels, key=lambda level: level.rank, default=Level.LOW)


def _can_rise(rules: tuple[LevelRule, ...], truths: tuple[Truth, ...], lowest: Level) -> bool:
    """Whether an unanswered question can still raise what is certain."""
    ruled = zip(rules, truths, strict=True)
    return any(held is Truth.NOT_YET and rule.level.rank > lowest.rank for rule, held in ruled)
