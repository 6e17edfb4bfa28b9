"""Saving verdicts and notes, many at once, and undoing those that were given at one stroke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import audit
from app.board.lifecycle import ReviewState
from app.board.models import Review
from app.board.verdicts.models import ReviewerNote, Verdict
from app.board.verdicts.queries import standing
from app.board.verdicts.readable_verdicts import ReadableVerdicts, VerdictWords, is_open_question
from app.board.verdicts.targets import VerdictTarget
from app.board.verdicts.words import Code
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.web.nonces import new_nonce
from app.web.versions import Stale, lock_fresh


@dataclass(frozen=True, slots=True)
class RowInput:
    """What a reviewer sent for one target; `seen` says which state the form showed them."""

    target: VerdictTarget
    words: VerdictWords
    seen: str


@dataclass(frozen=True, slots=True)
class SavedVerdicts:
    """How much was saved."""

    verdicts: int = 0
    notes: int = 0
    at_once: int = 0

    def __bool__(self) -> bool:
        return bool(self.verdicts or self.notes or self.at_once)


def save(
    *, review: Review, rows: Sequence[RowInput], actor_id: int, remaining: Sequence[VerdictTarget] = ()
) -> SavedVerdicts:
    """Saves what differs from what is there; then every question of `remaining` still open is acceptable.

    Raises:
        OutOfTurn: the review is no longer open.
        Stale: another tab saved something on the same targets since; `current` are these targets.
    """
    with transaction() as session:
        now = _open(session, review, actor_id)
        changed = [row for row in rows if _differs(row.words, now.words(row.target))]
        overtaken = tuple(row.target for row in changed if row.seen != now.seen(row.target))
        if overtaken:
            raise Stale(overtaken)
        verdicts = [_say(session, review, actor_id, row, now) for row in changed]
        notes = [_note(session, review, actor_id, row, now) for row in changed]
        said = {row.target for row in changed if any(row.words.verdict)}
        left = [target for target in remaining if is_open_question(target, now) and target not in said]
        batch = new_nonce()
        for target in left:
            _add(session, review, actor_id, target, VerdictWords(Code.ACCEPTABLE), now, batch)
        saved = SavedVerdicts(sum(verdicts), sum(notes), len(left))
        if saved:
            audit.record(
                review,
                "review.verdicts_saved",
                actor_id=actor_id,
                verdicts=[row.target.key for row, done in zip(changed, verdicts, strict=True) if done],
                notes=saved.notes,
                at_once=saved.at_once,
            )
    return saved


def undo(*, review: Review, batch: str, actor_id: int) -> int:
    """Takes back the verdicts that one bulk action gave, where nothing was said since; gives their number.

    Raises:
        OutOfTurn: the review is no longer open.
    """
    with transaction() as session:
        now = _open(session, review, actor_id)
        mine = [now.mine(target) for target in now.verdicts]
        given = [row for row in mine if row is not None and batch and row.batch == batch]
        for row in given:
            _add(session, review, actor_id, row.target, VerdictWords(), now)
        if given:
            audit.record(review, "review.verdicts_undone", actor_id=actor_id, count=len(given))
    return len(given)


def _open(session: Session, review: Review, actor_id: int) -> ReadableVerdicts:
    """What stands now, with the review locked: everybody who saves waits in line."""
    fresh = lock_fresh(session, review)
    if fresh.state != ReviewState.OPEN:
        raise OutOfTurn(fresh.state, "give a verdict")
    return standing(fresh, actor_id)


def _differs(sent: VerdictWords, there: VerdictWords) -> bool:
    return (sent.verdict, sent.kept) != (there.verdict, there.kept)


def _say(session: Session, review: Review, actor_id: int, row: RowInput, now: ReadableVerdicts) -> bool:
    if row.words.verdict == now.words(row.target).verdict:
        return False
    _add(session, review, actor_id, row.target, row.words, now)
    return True


def _add(
    session: Session,
    review: Review,
    actor_id: int,
    target: VerdictTarget,
    words: VerdictWords,
    now: ReadableVerdicts,
    batch: str = "",
) -> None:
    before = now.mine(target)
    session.add(
        Verdict(
            review_id=review.id,
            author_id=actor_id,
            kind=target.kind.value,
            target_id=target.id,
            number=before.number + 1 if before else 1,
            code=words.code,
            note=words.note,
            condition=words.condition,
            batch=batch,
            said_at=utcnow(),
        )
    )


def _note(session: Session, review: Review, actor_id: int, row: RowInput, now: ReadableVerdicts) -> bool:
    text, shared = row.words.kept
    if (text, shared) == now.words(row.target).kept:
        return False
    note = now.my_note(row.target)
    if note is None:
        note = ReviewerNote(
            review_id=review.id,
            author_id=actor_id,
            kind=row.target.kind.value,
            target_id=row.target.id,
        )
        session.add(note)
    note.text, note.shared, note.written_at = text, shared, utcnow()
    return True
