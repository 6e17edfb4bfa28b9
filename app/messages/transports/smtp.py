"""E-mail by SMTP. Speaks the protocol step by step, to know at which one a try failed (RFC 5321)."""

from __future__ import annotations

import re
import smtplib
import ssl
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from app.database import utcnow
from app.messages.transports.transport import Letter, Lost, Refused, TryLater, Unreachable, one_line
from app.settings import MailSettings


class SMTPTransport:
    """Sends each letter over a connection of its own. A mail server cannot be asked for it later."""

    remembers = False

    def __init__(self, settings: MailSettings, name: str) -> None:
        self.settings = settings
        self.name = name

    def deliver(self, letter: Letter) -> None:
        """As Transport.deliver."""
        content = self._content(letter)
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException, ValueError) as error:  # a password may not be ASCII
            raise Unreachable(_reason(error)) from error
        try:
            _hand_over(server, self.settings.sender, letter.to, content)
        finally:
            server.close()

    def was_taken(self, reference: str) -> bool:
        """As Transport.was_taken."""
        raise NotImplementedError

    def _connect(self) -> smtplib.SMTP:
        """A connection, encrypted and signed in as the settings say."""
        its = self.settings
        if its.smtp_security == "tls":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                its.smtp_host, its.smtp_port, timeout=its.timeout, context=context
            )
        else:
            server = smtplib.SMTP(its.smtp_host, its.smtp_port, timeout=its.timeout)
        try:
            if its.smtp_security == "starttls":
                server.starttls(context=ssl.create_default_context())
            server.ehlo_or_helo_if_needed()
            if its.smtp_user:
                server.login(its.smtp_user, its.smtp_password)
        except (OSError, smtplib.SMTPException, ValueError):
            server.close()
            raise
        return server

    def _content(self, letter: Letter) -> bytes:
        """The message as it goes over the line; every header is one line, whoever wrote the words in it."""
        message = EmailMessage(policy=SMTP)
        domain = self.settings.sender.rpartition("@")[2]
        try:
            message["From"] = Address(one_line(self.name), addr_spec=self.settings.sender)
            message["To"] = Address(addr_spec=letter.to)
            letter.to.encode("ascii")
        except (MessageError, ValueError) as error:  # an address is no address, or needs SMTPUTF8
            raise Refused("the address cannot be written to") from error
        message["Subject"] = one_line(letter.subject)
        message["Date"] = format_datetime(utcnow())
        message["Message-ID"] = f"<{letter.reference}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.body, cte="quoted-printable")
        return message.as_bytes()


def _hand_over(server: smtplib.SMTP, sender: str, to: str, content: bytes) -> None:
    """The steps of RFC 5321 one by one: until the content has gone over the line, a failure is sure."""
    try:
        code, text = server.mail(sender)
        if code != 250:
            raise Unreachable(
                _answer(code, text)
            )  # they do not take our sender: nothing else would go either
        code, text = server.rcpt(to)
        if code not in (250, 251):
            raise _by_code(code, text)
        code, text = server.docmd("DATA")
        if code != 354:
            raise _by_code(code, text)
    except (OSError, smtplib.SMTPException) as error:
        raise TryLater(_reason(error)) from error
    try:
        server.send(_stuffed(content) + b".\r\n")
        code, text = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Lost(_reason(error)) from error
    if code != 250:
        raise _by_code(code, text)


def _stuffed(content: bytes) -> bytes:
    """A line that is only a dot would end the message (RFC 5321, 4.5.2)."""
    stuffed = re.sub(rb"(?m)^\.", b"..", content)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _by_code(code: int, text: bytes) -> Refused | TryLater:
    kind = Refused if 500 <= code < 600 else TryLater
    return kind(_answer(code, text))


def _answer(code: int, text: bytes) -> str:
    return one_line(f"{code} {text.decode('utf-8', 'replace')}")


def _reason(error: OSError | smtplib.SMTPException | ValueError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return one_line(
            f"{error.smtp_code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
        )
    return one_line(f"{type(error).__name__}: {error}")
