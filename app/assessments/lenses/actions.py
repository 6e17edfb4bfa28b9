"""Changes to the marks on the harms canvas."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from app.assessments.harms.actions import HarmInput, add_harm
from app.assessments.lenses.models import LensMark
from app.assessments.models import Harm
from app.assessments.revisions.models import CHANGED
from app.assessments.revisions.revisioned_rows import add_row, change_row, keep
from app.database import transaction
from app.uses.models import UseCase
from app.web.versions import lock_fresh


@dataclass(frozen=True, slots=True)
class MarkInput:
    """A mark as typed."""

    effect: str
    text: str
    directness: str = ""
    who: str = ""
    evidence: str = ""
    harm_id: int | None = None
    accepted_reason: str = ""
    is_public: bool = True


def add_mark(
    *, use: UseCase, lens: str, dimension: str, facts: MarkInput, actor_id: int, nonce: str = ""
) -> LensMark:
    """Adds a mark to a dimension of a lens.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
    """
    row = LensMark(lens=lens, dimension=dimension, **asdict(facts))
    return add_row(use=use, row=row, actor_id=actor_id, nonce=nonce)


def change_mark(*, use: UseCase, mark: LensMark, facts: MarkInput, seen: int, actor_id: int) -> LensMark:
    """Replaces what a mark says.

    Raises:
        Stale: somebody saved it since the form was filled.
    """

    def write(row: LensMark) -> None:
        for name, value in asdict(facts).items():
            setattr(row, name, value)

    return change_row(use=use, row=mark, write=write, seen=seen, actor_id=actor_id)


def harm_from_mark(*, use: UseCase, mark: LensMark, facts: HarmInput, actor_id: int, nonce: str = "") -> Harm:
    """Adds a harm and makes it the mark's answer, both or neither.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
    """
    with transaction() as session:
        harm = add_harm(use=use, facts=facts, actor_id=actor_id, nonce=nonce)
        fresh = lock_fresh(session, mark)
        fresh.harm_id = harm.id
        session.flush()
        keep(session, CHANGED, fresh, use, actor_id)
    return harm
