"""The life of a register entry as one table: from which stage, by which action, to which stage."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step, Who
from app.vocabulary.labelled import Labelled
from app.web.roles import Role


class EntryStage(Labelled):
    """Where an entry stands for its editors; a published entry with a draft is being edited again."""

    EDITING = "editing", "To edit", "I’w golygu"
    SECOND_CHECK = "second_check", "Waiting for second check", "Yn aros am ail wiriad"
    PUBLISHED = "published", "Published", "Wedi’i gyhoeddi"
    RETIRED = "retired", "Retired", "Wedi dod i ben"


class Move(StrEnum):
    """What editors do with an entry. The service takes a team's newer answers over into its draft."""

    EDIT = "edit"
    SEND = "send"
    RETURN = "return"
    PUBLISH = "publish"
    BEGIN = "begin"
    DISCARD = "discard"
    RETIRE = "retire"
    TAKE_ANSWERS = "take_answers"


# A discarded draft leaves the entry as it was before: published or retired.
ENTRY = Lifecycle(
    name="entry",
    title="An entry in the register",
    states=EntryStage,
    start=(EntryStage.EDITING,),
    steps=(
        Step(EntryStage.EDITING, Move.EDIT, Role.REGISTER_EDITOR, EntryStage.EDITING),
        Step(EntryStage.EDITING, Move.SEND, Role.REGISTER_EDITOR, EntryStage.SECOND_CHECK),
        Step(EntryStage.EDITING, Move.DISCARD, Role.REGISTER_EDITOR, EntryStage.PUBLISHED),
        Step(EntryStage.EDITING, Move.RETIRE, Role.REGISTER_EDITOR, EntryStage.RETIRED),
        Step(EntryStage.SECOND_CHECK, Move.RETURN, Role.REGISTER_EDITOR, EntryStage.EDITING),
        Step(EntryStage.SECOND_CHECK, Move.PUBLISH, Who.ANOTHER_EDITOR, EntryStage.PUBLISHED),
        Step(EntryStage.PUBLISHED, Move.BEGIN, Role.REGISTER_EDITOR, EntryStage.EDITING),
        Step(EntryStage.PUBLISHED, Move.RETIRE, Role.REGISTER_EDITOR, EntryStage.RETIRED),
        Step(EntryStage.RETIRED, Move.BEGIN, Role.REGISTER_EDITOR, EntryStage.EDITING),
        *(Step(stage, Move.TAKE_ANSWERS, Who.SERVICE, EntryStage.EDITING) for stage in EntryStage),
    ),
)


def stage_of(*, draft_state: str | None, retired: bool) -> EntryStage:
    """Where an entry stands: its draft's state if it has a draft, else what the public sees."""
    if draft_state is not None:
        return EntryStage(draft_state)
    return EntryStage.RETIRED if retired else EntryStage.PUBLISHED


def may(stage: EntryStage, move: Move) -> bool:
    """Whether the table has this step."""
    return ENTRY.may(stage, move)


def require(stage: EntryStage, move: Move) -> None:
    """Let a possible move pass.

    Raises:
        OutOfTurn: the table has no such step.
    """
    ENTRY.after(stage, move)
