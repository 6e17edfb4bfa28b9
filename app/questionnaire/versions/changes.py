"""Says what a new version of a questionnaire changes: questions, words, choices, weights, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.questionnaire.model import (
    AnswerType,
    Choice,
    Condition,
    Question,
    Questionnaire,
)
from app.questionnaire.scoring_model import Number, Scoring

WORDS = ("text", "why", "help", "good", "bad", "watch_for", "unit")


@dataclass(frozen=True)
class Renaming:
    """A question that has another id but the same words, type and choices."""

    before: str
    after: str


@dataclass(frozen=True)
class Rewording:
    """One text of a question: `field` is text, why, help, … or "choice <id>" or "column <id>"."""

    question_id: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Retyping:
    """A question that is answered in another way."""

    question_id: str
    before: AnswerType
    after: AnswerType


@dataclass(frozen=True)
class ChoiceChange:
    """Choices (or columns of a table) that came or went; `removed` and `added` are never both empty."""

    question_id: str
    removed: tuple[Choice, ...]
    added: tuple[Choice, ...]


@dataclass(frozen=True)
class WeightChange:
    """The points of one choice in one family; 0 when it bears none."""

    family: str
    question_id: str
    choice: str
    before: Number
    after: Number


@dataclass(frozen=True)
class ConditionChange:
    """When a question is asked: the conditions of its section, of its page and its own."""

    question_id: str
    before: tuple[Condition, ...]
    after: tuple[Condition, ...]


@dataclass(frozen=True)
class Difference:
    """Everything that changed; `levels` and `scoring`: the rules for levels, and thresholds or deductions."""

    added: tuple[Question, ...] = ()
    removed: tuple[Question, ...] = ()
    renamed: tuple[Renaming, ...] = ()
    reworded: tuple[Rewording, ...] = ()
    retyped: tuple[Retyping, ...] = ()
    choices: tuple[ChoiceChange, ...] = ()
    weights: tuple[WeightChange, ...] = ()
    conditions: tuple[ConditionChange, ...] = ()
    levels: bool = False
    scoring: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed of what is compared."""
        return self == Difference()


def compare(before: Questionnaire, after: Questionnaire) -> Difference:
    """What changed from one version to the other, in the order of the questions."""
    renamed = renamings(before, after)
    others = {each.before: each.after for each in renamed}
    kept = tuple(paired(before, after, others))
    came = {new.id for _old, new in kept}
    return Difference(
        added=tuple(each for each in after.questions() if each.id not in came),
        removed=tuple(
            each for each in before.questions() if each.id not in others and not after.has(each.id)
        ),
        renamed=renamed,
        reworded=tuple(change for old, new in kept for change in rewordings(old, new)),
        retyped=tuple(Retyping(new.id, old.type, new.type) for old, new in kept if old.type is not new.type),
        choices=tuple(
            change for pair in kept for change in [_choices(*pair)] if change.removed or change.added
        ),
        weights=tuple(change for pair in kept for change in _weights(before, after, *pair)),
        conditions=tuple(
            ConditionChange(new.id, was, now)
            for old, new in kept
            for was, now in [(shown_if(before, old.id), shown_if(after, new.id))]
            if was != now
        ),
        levels=before.levels != after.levels,
        scoring=_rules(before.scoring) != _rules(after.scoring),
    )


def paired(
    before: Questionnaire, after: Questionnaire, renamed: Mapping[str, str]
) -> Iterator[tuple[Question, Question]]:
    """Each question that both versions have, old and new."""
    for old in before.questions():
        name = renamed.get(old.id, old.id)
        if after.has(name):
            yield old, after.question(name)


def renamings(before: Questionnaire, after: Questionnaire) -> tuple[Renaming, ...]:
    """Questions that only changed their id; found when the words stand once on each side."""
    gone = _by_words(each for each in before.questions() if not after.has(each.id))
    come = _by_words(each for each in after.questions() if not before.has(each.id))
    return tuple(
        Renaming(old[0].id, come[words][0].id)
        for words, old in gone.items()
        if len(old) == 1 and len(come.get(words, ())) == 1
    )


def rewordings(old: Question, new: Question) -> Iterator[Rewording]:
    """Every text that changed, of the question, its choices and its columns."""
    for field in WORDS:
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            yield Rewording(new.id, field, was, now)
    for kind, olds, news in (("choice", old.choices, new.choices), ("column", old.columns, new.columns)):
        texts = {each.id: each.text for each in olds}
        for each in news:
            if texts.get(each.id, each.text) != each.text:
                yield Rewording(new.id, f"{kind} {each.id}", texts[each.id], each.text)


def shown_if(questionnaire: Questionnaire, question_id: str) -> tuple[Condition, ...]:
    """The conditions under which a question is asked, outermost first."""
    section, page = questionnaire.section_of(question_id), questionnaire.page_of(question_id)
    places = (section.show_if, page.show_if, questionnaire.question(question_id).show_if)
    return tuple(condition for condition in places if condition is not None)


def weights_of(questionnaire: Questionnaire, question_id: str) -> dict[tuple[str, str], Number]:
    """The points by family and choice; those without points are left out."""
    families = questionnaire.scoring.families if questionnaire.scoring else ()
    return {
        (family.id, weight.choice): weight.points
        for family in families
        if question_id in family.by_question
        for weight in family.by_question[question_id].weights
        if weight.points
    }


def _by_words(questions: Iterator[Question]) -> dict[object, list[Question]]:
    found: dict[object, list[Question]] = {}
    for each in questions:
        words = (each.text, each.type, tuple((choice.id, choice.text) for choice in each.choices))
        found.setdefault(words, []).append(each)
    return found


def _choices(old: Question, new: Question) -> ChoiceChange:
    was, now = _options(old), _options(new)
    return ChoiceChange(
        new.id,
        tuple(each for name, each in was.items() if name not in now),
        tuple(each for name, each in now.items() if name not in was),
    )


def _options(question: Question) -> dict[str, Choice]:
    columns = (Choice(column.id, column.text, column.hint) for column in question.columns)
    return {each.id: each for each in (*question.choices, *columns)}


def _weights(
    before: Questionnaire, after: Questionnaire, old: Question, new: Question
) -> Iterator[WeightChange]:
    was, now = weights_of(before, old.id), weights_of(after, new.id)
    for family, choice in dict.fromkeys((*was, *now)):
        points = (was.get((family, choice), 0), now.get((family, choice), 0))
        if points[0] != points[1]:
            yield WeightChange(family, new.id, choice, *points)


def _rules(scoring: Scoring | None) -> object:
    if scoring is None:
        return None
    forks = tuple((family.id, family.forks) for family in scoring.families)
    return (
        forks,
        scoring.family,
        scoring.levels,
        scoring.deductions,
        scoring.rounding,
        scoring.measure,
    )
