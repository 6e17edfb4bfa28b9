"""Changes to trade-off cards, their options, and the reason why there is no tension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm.attributes import flag_modified

from app.assessments.revisions.models import ADDED, CHANGED, REMOVED
from app.assessments.revisions.revisioned_rows import add_row, change_row, keep, put_back_row, remove_row
from app.assessments.trade_offs.models import NoTension, TradeOffCard, TradeOffOption
from app.assessments.trade_offs.queries import no_tension_row
from app.assessments.use_assessment import the_assessment
from app.database import transaction, utcnow
from app.uses.models import UseCase
from app.web.nonces import spend
from app.web.versions import lock_fresh, lock_if_version

MOST_OPTIONS = 12


class TooManyOptions(Exception):
    """The card has as many options as anybody can compare."""


class MustStay(Exception):
    """Doing nothing is always one of the options."""


@dataclass(frozen=True, slots=True)
class CardInput:
    """The facts of a card as typed."""

    title: str
    principles: Sequence[str]
    tension: str
    gains: str = ""
    losses: str = ""
    heard: str = ""


@dataclass(frozen=True, slots=True)
class OptionInput:
    """An option as typed; `scores` are steps of the scale by cell (scale.py)."""

    title: str
    description: str = ""
    scores: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChoiceInput:
    """What was chosen, why, who signs (a post), when to look again, and what residents read."""

    chosen_id: int
    reason: str
    signed_by: str
    review_on: date | None
    public_summary: str
    is_public: bool = True


def add_card(*, use: UseCase, facts: CardInput, actor_id: int, nonce: str = "") -> TradeOffCard:
    """Adds a card; its first option is to do nothing.

    Raises:
        AlreadyDone: the form with this nonce was sent before; its result is the card's id.
    """
    row = TradeOffCard(**_columns(facts))
    row.options = [TradeOffOption(title=_("Do nothing: leave things as they are"), do_nothing=True)]
    with transaction() as session:
        add_row(use=use, row=row, actor_id=actor_id, nonce=nonce)
        keep(session, ADDED, row.options[0], use, actor_id)
    return row


def change_card(
    *, use: UseCase, card: TradeOffCard, facts: CardInput, seen: int, actor_id: int
) -> TradeOffCard:
    """Replaces the facts of a card.

    Raises:
        Stale: somebody saved it since the form was filled.
    """

    def write(row: TradeOffCard) -> None:
        for name, value in _columns(facts).items():
            setattr(row, name, value)

    return change_row(use=use, row=card, write=write, seen=seen, actor_id=actor_id)


def choose(
    *, use: UseCase, card: TradeOffCard, choice: ChoiceInput, seen: int, actor_id: int
) -> TradeOffCard:
    """Records what was chosen and why.

    Raises:
        Stale: somebody saved the card since the form was filled.
        LookupError: the chosen option is not on the card.
    """

    def write(row: TradeOffCard) -> None:
        if choice.chosen_id not in {each.id for each in row.options if each.removed_at is None}:
            raise LookupError(choice.chosen_id)
        for each in row.options:
            each.is_chosen = each.id == choice.chosen_id
        for name in ("reason", "signed_by", "review_on", "public_summary", "is_public"):
            setattr(row, name, getattr(choice, name))
        flag_modified(row, "reason")  # a new version even when only the option is another

    return change_row(use=use, row=card, write=write, seen=seen, actor_id=actor_id)


def add_option(
    *, use: UseCase, card: TradeOffCard, facts: OptionInput, actor_id: int, nonce: str = ""
) -> TradeOffOption:
    """Adds an option to a card.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        TooManyOptions: there are twelve already.
    """
    with transaction() as session:
        spent = spend(session, nonce) if nonce else None
        fresh = lock_fresh(session, card)
        if sum(each.removed_at is None for each in fresh.options) >= MOST_OPTIONS:
            raise TooManyOptions
        row = TradeOffOption(title=facts.title, description=facts.description, scores=dict(facts.scores))
        fresh.options.append(row)
        session.flush()
        if spent:
            spent.result = str(row.id)
        keep(session, ADDED, row, use, actor_id)
    return row


def change_option(
    *, use: UseCase, option: TradeOffOption, facts: OptionInput, seen: int, actor_id: int
) -> TradeOffOption:
    """Replaces what is said of an option.

    Raises:
        Stale: somebody saved it since the form was filled.
    """

    def write(row: TradeOffOption) -> None:
        row.title, row.description, row.scores = facts.title, facts.description, dict(facts.scores)

    return change_row(use=use, row=option, write=write, seen=seen, actor_id=actor_id)


def remove_option(*, use: UseCase, option: TradeOffOption, seen: int, actor_id: int) -> None:
    """Takes an option off its card; it can be put back.

    Raises:
        Stale: somebody saved it since.
        MustStay: it is the option to do nothing.
    """
    if option.do_nothing:
        raise MustStay
    remove_row(use=use, row=option, seen=seen, actor_id=actor_id)


def put_back_option(*, use: UseCase, option: TradeOffOption, actor_id: int) -> None:
    """Undoes the removal of an option."""
    put_back_row(use=use, row=option, actor_id=actor_id)


def say_no_tension(*, use: UseCase, reason: str, seen: int, actor_id: int) -> None:
    """Records why the team sees no tension; an empty reason takes the record back.

    `seen` is the version of the record that the form was filled from, 0 when there was none.

    Raises:
        Stale: somebody saved it since.
    """
    with transaction() as session:
        assessment = lock_fresh(session, the_assessment(use))
        row = no_tension_row(assessment.id)
        if row is None:
            if reason:
                add_row(use=use, row=NoTension(reason=reason), actor_id=actor_id)
            return
        fresh = lock_if_version(session, row, seen)
        fresh.reason = reason or fresh.reason
        fresh.removed_at = None if reason else utcnow()
        session.flush()
        keep(session, CHANGED if reason else REMOVED, fresh, use, actor_id)


def _columns(facts: CardInput) -> dict[str, object]:
    return {**asdict(facts), "principles": list(facts.principles)}
