"""Messages in words: what each says in the reader's language, and the page that it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from flask_babel import format_date, format_datetime
from flask_babel import gettext as _
from werkzeug.routing import BuildError

from app.messages.kinds import DETAILS, WORDS, MessageKind
from app.messages.models import Message


@dataclass(frozen=True, slots=True)
class MessageText:
    """A message in words, in the language of the moment."""

    subject: str
    body: str
    details: tuple[str, ...]


def said(message: Message) -> MessageText:
    """The message in the language of the moment; one of a kind that is no longer known says so."""
    if message.kind not in set(MessageKind):
        return MessageText(message.about or _("A message"), _("Open it to see what it is about."), ())
    words = WORDS[MessageKind(message.kind)]
    subject = str(words.subject)
    if message.about:
        subject = _("%(subject)s: %(about)s", subject=subject, about=message.about)
    return MessageText(subject, str(words.body), _details(message))


def _details(message: Message) -> tuple[str, ...]:
    return tuple(
        str(line) % {name: _word(message.words[name])}
        for name, line in DETAILS.items()
        if message.words.get(name)
    )


def _word(word: str | dict[str, str]) -> str:
    """A word as the reader reads it: dates written out, the service's own terms in their language."""
    if not isinstance(word, str):
        return _(word["say"])
    try:
        if len(word) == len("2027-03-27"):
            return format_date(date.fromisoformat(word), "d MMMM y")
        return format_datetime(datetime.fromisoformat(word), "d MMMM y, HH:mm")
    except ValueError:
        return word


def address_of(message: Message) -> str | None:
    """The path of the page that the message leads to; None when the service has no such page any more."""
    adapter = current_app.url_map.bind("localhost")
    arguments = dict(message.arguments)
    anchor = arguments.pop("_anchor", "")
    try:
        return adapter.build(message.endpoint, arguments) + (f"#{anchor}" if anchor else "")
    except BuildError:
        return None
