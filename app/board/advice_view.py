"""What every page of the board, the team and the owner shows of advices: advice and response side by side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.board.appeals.lifecycle import ANSWERED, AppealState
from app.board.appeals.models import Appeal
from app.board.appeals.queries import appeals_of
from app.board.blueprint import bp
from app.board.findings import public_condition
from app.board.models import Advice, Condition, Review
from app.board.responses.models import ResponsePoint
from app.board.responses.queries import answers_to
from app.board.words import (
    CONDITION_COLOURS,
    CONDITION_STATUSES,
    OUTCOME_COLOURS,
    OUTCOMES,
    POINT_ANSWERS,
    RESPONSES,
)
from app.database import utcnow
from app.register.pages.condition_view import ConditionView, condition_view


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """A condition, how it stands in words, and the owner's answer to it."""

    row: Condition
    view: ConditionView
    answer: ResponsePoint | None

    @property
    def colour(self) -> str:
        return "red" if self.view.overdue else CONDITION_COLOURS[self.view.code]


@dataclass(frozen=True, slots=True)
class Side:
    """One advice with what was answered; `replaced` when a second look led to another one."""

    advice: Advice
    itself: ResponsePoint | None
    conditions: tuple[ShownCondition, ...]
    replaced: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """The advices of one review, the newest first, and the team's appeal."""

    review: Review
    sides: tuple[Side, ...]
    appeal: Appeal | None

    @property
    def is_answered(self) -> bool:
        """Whether the members have said what came of the second look."""
        return self.appeal is not None and self.appeal.state in ANSWERED

    @property
    def awaits_new_advice(self) -> bool:
        """Whether the members want the advice changed and no new one is signed yet."""
        return self.appeal is not None and self.appeal.state == AppealState.TO_BE_CHANGED


def sides_of(reviews: Collection[Review]) -> dict[int, Sides]:
    """By review id, what the board advised and what was answered: a fixed number of statements."""
    answers = answers_to([advice for review in reviews for advice in review.advices])
    appeals = appeals_of([review.id for review in reviews])
    found = {}
    for review in reviews:
        sides = tuple(
            _side(advice, review, answers.get(advice.id, {})) for advice in reversed(review.advices)
        )
        found[review.id] = Sides(review, sides, appeals.get(review.id))
    return found


def _side(advice: Advice, review: Review, answers: dict[int | None, ResponsePoint]) -> Side:
    return Side(
        advice=advice,
        itself=answers.get(None),
        conditions=tuple(shown(condition, answers.get(condition.id)) for condition in advice.conditions),
        replaced=advice is not review.advice,
    )


def shown(condition: Condition, answer: ResponsePoint | None = None) -> ShownCondition:
    """A condition as it stands today."""
    return ShownCondition(condition, condition_view(public_condition(condition), utcnow().date()), answer)


@bp.app_template_global("board_sides")
def sides_of_one(review: Review) -> Sides:
    """The same for one review, for templates."""
    return sides_of([review])[review.id]


@bp.app_template_global("side_words")
def side_words() -> dict[str, object]:
    """The words that these pages need for codes."""
    return {
        "outcomes": OUTCOMES,
        "outcome_colours": OUTCOME_COLOURS,
        "responses": RESPONSES,
        "answers": POINT_ANSWERS,
        "statuses": CONDITION_STATUSES,
    }
