"""How an e-mail leaves the service: by SMTP, by GOV.UK Notify, or not at all. Knows no database."""

from __future__ import annotations

from app.messages.transports.notify import NotifyTransport
from app.messages.transports.smtp import SMTPTransport
from app.messages.transports.transport import Letter, Lost, Refused, Transport, TryLater, Unreachable
from app.settings import Settings

__all__ = ["Letter", "Lost", "Refused", "Transport", "TryLater", "Unreachable", "transport_of"]


def transport_of(settings: Settings) -> Transport | None:
    """The transport that the settings choose; None when no e-mail leaves."""
    if settings.mail.transport == "smtp":
        return SMTPTransport(settings.mail, settings.service_name)
    if settings.mail.transport == "notify":
        return NotifyTransport(settings.mail)
    return None
