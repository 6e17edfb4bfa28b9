"""What becomes of an action that is refused: an audit event, a sentence, and the page it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import flash, redirect
from werkzeug.wrappers import Response

from app import audit
from app.database import transaction
from app.web.roles import actor

Reply = Response | tuple[str, int]


class Refusal(Exception):
    """An action that came too late, twice or from the wrong person, so that nothing was changed.

    `code` (such as `twice`, `out_of_turn`, `stale`) is kept in the audit chain and `sentence` is said to the
    person. `reply` makes a page in place of the sentence and the way back, such as a form with both texts.
    """

    def __init__(self, code: str, sentence: str = "", reply: Callable[[], Reply] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.reply = reply
        self.to = ""
        self.category = "message"


Reasons = Mapping[type[Any], Refusal | Callable[[Any], Refusal]]


@contextmanager
def refusals(
    action: str,
    about: audit.Audited | audit.AuditSubject,
    to: str,
    reasons: Reasons,
    category: str = "message",
) -> Iterator[None]:
    """Makes refusals of what is raised in the block, by `reasons`, and writes that `action` was refused.

    A reason is a refusal, or makes one of what was raised. `answer_to_refusal` then says the sentence, in the
    category of flashed messages that is given, and leads to the address `to`.

    Raises:
        Refusal: the action was refused.
    """
    kinds: tuple[type[Exception], ...] = (Refusal, *reasons)
    try:
        yield
    except kinds as error:
        refusal = _refusal_of(error, reasons)
        keep_refusal(action, about, refusal.code)
        refusal.to, refusal.category = to, category
        raise refusal from error


def _refusal_of(error: Exception, reasons: Reasons) -> Refusal:
    if isinstance(error, Refusal):
        return error
    reason = next(reason for kind, reason in reasons.items() if isinstance(error, kind))
    return reason if isinstance(reason, Refusal) else reason(error)


def keep_refusal(action: str, about: audit.Audited | audit.AuditSubject, code: str) -> None:
    """Writes that an action was refused, in a transaction of its own after the refused one rolled back."""
    subject = about if isinstance(about, audit.AuditSubject) else about.audited
    who = actor()
    with transaction():
        audit.record(
            audit.AuditSubject(subject.type, subject.id, who.organisation_id),
            "action.refused",
            actor_id=who.person_id,
            action=action,
            why=code,
        )


def answer_to_refusal(refusal: Refusal) -> Reply:
    """The answer to a request whose action was refused; the application registers it as an error handler."""
    if refusal.reply is not None:
        return refusal.reply()
    flash(refusal.sentence, refusal.category)
    return redirect(refusal.to)
