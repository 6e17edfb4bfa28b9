"""E-mails in words, made when they leave and kept nowhere: one message, a day's messages, an invitation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlencode

from flask import current_app
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from app.messages.kinds import GROUP_NAMES, WORDS, MessageGroup, MessageKind
from app.messages.message_text import address_of, said
from app.messages.models import Mail, Message
from app.messages.transports import Letter
from app.messages.transports.transport import one_line
from app.settings import Settings
from app.web.language import DEFAULT, LANGUAGES

DIGEST = "digest"
INVITATION = "invitation"
MOST = 50  # messages that a digest spells out


def letter(mail: Mail, language: str) -> Letter | None:
    """The e-mail in the reader's language; None when there is nothing left to say."""
    known = language if language in LANGUAGES else DEFAULT
    with force_locale(known):
        if mail.kind == INVITATION:
            return _invitation(mail)
        if mail.person is None or not mail.messages:
            return None
        if mail.kind == DIGEST:
            subject, parts = _digest(mail.messages, known)
        else:
            subject, parts = _single(mail.messages[0], known)
        greeting = _("Hello %(name)s,", name=one_line(mail.person.name))
        body = "\n\n".join([greeting, *parts, _footer(mail, known)])
    return Letter(mail.person.email, one_line(subject), body + "\n", mail.reference)


def _single(message: Message, language: str) -> tuple[str, list[str]]:
    words = said(message)
    lines = [one_line(line, 1000) for line in (words.subject, words.body, *words.details)]
    return words.subject, ["\n".join(lines), _link(address_of(message), language)]


def _digest(messages: Sequence[Message], language: str) -> tuple[str, list[str]]:
    """A day's messages by group, each as two or three lines."""
    by_group: dict[MessageGroup | None, list[Message]] = defaultdict(list)
    for message in messages[:MOST]:
        known = message.kind in set(MessageKind)
        by_group[WORDS[MessageKind(message.kind)].group if known else None].append(message)
    subject = ngettext("%(num)d message for you", "%(num)d messages for you", len(messages))
    parts = []
    left_out = len(messages) - MOST
    for group in (*MessageGroup, None):
        if by_group[group]:
            parts.append(str(GROUP_NAMES[group]).upper() if group else _("Other messages").upper())
            parts += [_short(message, language) for message in by_group[group]]
    if left_out > 0:
        more = ngettext("%(num)d more is in your list:", "%(num)d more are in your list:", left_out)
        parts.append(f"{more}\n{_link(None, language)}")
    return subject, parts


def _short(message: Message, language: str) -> str:
    words = said(message)
    lines = [one_line(line, 1000) for line in (words.subject, *words.details)]
    return "\n".join([*lines, _link(address_of(message), language)])


def _invitation(mail: Mail) -> Letter | None:
    private = mail.private or {}
    if not mail.address or "token" not in private:
        return None
    subject = _("You are invited to %(organisation)s", organisation=mail.organisation.name)
    parts = [
        _("Hello %(name)s,", name=one_line(private.get("name", ""))),
        _(
            "%(organisation)s invites you to its service for assessing algorithms and uses of data.",
            organisation=one_line(mail.organisation.name),
        ),
        _("Open this link within seven days and choose a password. It works once."),
        _link(f"/invitation/{private['token']}", DEFAULT),
        _("If you did not expect this, do nothing."),
    ]
    return Letter(mail.address, one_line(subject), "\n\n".join(parts) + "\n", mail.reference)


def _footer(mail: Mail, language: str) -> str:
    settings: Settings = current_app.extensions["candour"]
    change = _("Choose what you get by e-mail:")
    return (
        f"-- \n{one_line(mail.organisation.name)}, {settings.service_name}\n"
        f"{change} {_link('/messages/settings', language)}"
    )


def _link(path: str | None, language: str) -> str:
    settings: Settings = current_app.extensions["candour"]
    address = f"{settings.mail.service_url}{path or '/messages'}"
    if language == DEFAULT:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'lang': language})}"
