"""Changes to the harms of an assessment and to their safeguards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.assessments.harms.revisions import keep_harm
from app.assessments.models import Harm, Safeguard
from app.assessments.revisions.revisioned_rows import note
from app.assessments.use_assessment import the_assessment
from app.database import transaction, utcnow
from app.uses.models import UseCase
from app.web.nonces import spend
from app.web.versions import lock_fresh, lock_if_version

LOWEST, HIGHEST = 1, 4


@dataclass(frozen=True, slots=True)
class SafeguardInput:
    """A safeguard as typed; the steps say by how much it lowers severity and likelihood, 0 to 3."""

    text: str
    responsible: str = ""
    due_on: date | None = None
    in_place: bool = False
    severity_steps: int = 0
    likelihood_steps: int = 0
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class HarmInput:
    """A harm as typed; severity and likelihood from 1 (low) to 4 (high)."""

    title: str
    who: str
    principle: str
    severity: int
    likelihood: int
    reversible: str
    severity_after: int
    likelihood_after: int
    accepted_reason: str = ""
    is_public: bool = True
    safeguards: Sequence[SafeguardInput] = ()


def add_harm(*, use: UseCase, facts: HarmInput, actor_id: int, nonce: str = "") -> Harm:
    """Adds a harm to the use's assessment.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
    """
    assessment = the_assessment(use)
    with transaction() as session:
        spent = spend(session, nonce) if nonce else None
        harm = Harm(assessment_id=assessment.id)
        _write(harm, facts)
        session.add(harm)
        session.flush()
        if spent:
            spent.result = str(harm.id)
        _note(session, "harm.added", harm, use, actor_id)
    return harm


def change_harm(*, use: UseCase, harm: Harm, facts: HarmInput, seen: int, actor_id: int) -> Harm:
    """Replaces what is said of a harm, its safeguards included.

    Raises:
        Stale: somebody saved the harm since the form was filled.
    """
    with transaction() as session:
        fresh = lock_if_version(session, harm, seen)
        _write(fresh, facts)
        session.flush()
        _note(session, "harm.changed", fresh, use, actor_id)
    return fresh


def remove_harm(*, use: UseCase, harm: Harm, seen: int, actor_id: int) -> None:
    """Takes a harm off the list; it stays in the database and can be put back."""
    with transaction() as session:
        fresh = lock_if_version(session, harm, seen)
        fresh.removed_at = utcnow()
        _note(session, "harm.removed", fresh, use, actor_id)


def put_back_harm(*, use: UseCase, harm: Harm, actor_id: int) -> None:
    """Undoes the removal of a harm; one that is on the list stays there."""
    with transaction() as session:
        fresh = lock_fresh(session, harm)
        if fresh.removed_at is None:
            return
        fresh.removed_at = None
        _note(session, "harm.put_back", fresh, use, actor_id)


def _write(harm: Harm, facts: HarmInput) -> None:
    for name in (
        "title",
        "who",
        "principle",
        "severity",
        "likelihood",
        "reversible",
        "severity_after",
        "likelihood_after",
        "accepted_reason",
        "is_public",
    ):
        setattr(harm, name, getattr(facts, name))
    harm.safeguards = [Safeguard(**asdict(safeguard)) for safeguard in facts.safeguards]


def _note(session: Session, action: str, harm: Harm, use: UseCase, actor_id: int) -> None:
    """Writes the audit event, what the harm says now, and a new version of the assessment.

    So nobody submits unseen harms.
    """
    keep_harm(session, harm, action.removeprefix("harm."), actor_id)
    note(session, action, harm.id, use, actor_id)
