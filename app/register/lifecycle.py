"""The life of a register entry as one table: from which stage, by which action, to which stage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where an entry stands for its editors; a published entry with a draft is being edited again."""

    EDITING = "editing"
    SECOND_CHECK = "second_check"
    PUBLISHED = "published"
    RETIRED = "retired"


class Move(StrEnum):
    """What editors do with an entry."""

    EDIT = "edit"
    SEND = "send"
    RETURN = "return"
    PUBLISH = "publish"
    BEGIN = "begin"
    DISCARD = "discard"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. Every move is a register editor's."""

    source: Stage
    move: Move
    target: Stage


# A discarded draft leaves the entry as it was before: published or retired.
STEPS = (
    Step(Stage.EDITING, Move.EDIT, Stage.EDITING),
    Step(Stage.EDITING, Move.SEND, Stage.SECOND_CHECK),
    Step(Stage.EDITING, Move.DISCARD, Stage.PUBLISHED),
    Step(Stage.EDITING, Move.RETIRE, Stage.RETIRED),
    Step(Stage.SECOND_CHECK, Move.RETURN, Stage.EDITING),
    Step(Stage.SECOND_CHECK, Move.PUBLISH, Stage.PUBLISHED),
    Step(Stage.PUBLISHED, Move.BEGIN, Stage.EDITING),
    Step(Stage.PUBLISHED, Move.RETIRE, Stage.RETIRED),
    Step(Stage.RETIRED, Move.BEGIN, Stage.EDITING),
)


class OutOfTurn(Exception):
    """The move is not possible at the stage that the entry is at."""

    def __init__(self, stage: Stage, move: Move) -> None:
        super().__init__(f"cannot {move} while {stage}")
        self.stage = stage
        self.move = move


def stage_of(*, draft_state: str | None, retired: bool) -> Stage:
    """Where an entry stands: its draft's state if it has a draft, else what the public sees."""
    if draft_state is not None:
        return Stage(draft_state)
    return Stage.RETIRED if retired else Stage.PUBLISHED


def may(stage: Stage, move: Move) -> bool:
    """Whether the table has this step."""
    return any(step.source is stage and step.move is move for step in STEPS)


def require(stage: Stage, move: Move) -> None:
    """Let a possible move pass.

    Raises:
        OutOfTurn: the table has no such step.
    """
    if not may(stage, move):
        raise OutOfTurn(stage, move)
