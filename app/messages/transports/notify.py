"""E-mail by GOV.UK Notify. Its template holds ((subject)) and ((body)) and nothing else."""

from __future__ import annotations

from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from app.messages.transports.transport import Letter, Lost, Refused, TryLater, Unreachable, one_line
from app.settings import MailSettings

REFUSED_FOR_GOOD = frozenset({400, 404, 422})
LOCKED_OUT = frozenset({401, 403})


class NotifyTransport:
    """Sends each letter with our reference, under which Notify can be asked for it."""

    remembers = True

    def __init__(self, settings: MailSettings) -> None:
        self.template = settings.notify_template
        self.client = NotificationsAPIClient(
            settings.notify_key, base_url=settings.notify_url, timeout=settings.timeout
        )

    def deliver(self, letter: Letter) -> None:
        """As Transport.deliver."""
        try:
            self.client.send_email_notification(
                email_address=letter.to,
                template_id=self.template,
                personalisation={"subject": one_line(letter.subject), "body": letter.body},
                reference=letter.reference,
            )
        except APIError as error:
            raise _undelivered(error) from error

    def was_taken(self, reference: str) -> bool:
        """Whether Notify knows an e-mail with this reference."""
        try:
            found = self.client.get_all_notifications(reference=reference)
        except APIError as error:
            raise TryLater(_reason(error)) from error
        return bool(found.get("notifications"))


def _undelivered(error: APIError) -> Refused | TryLater | Lost:
    """Without a whole answer nobody knows whether Notify took it."""
    if error.response is None or not isinstance(error, HTTPError):
        return Lost(_reason(error))
    status = error.status_code
    if status in REFUSED_FOR_GOOD:
        return Refused(_reason(error))
    if status in LOCKED_OUT:
        return Unreachable(_reason(error))
    return TryLater(_reason(error))


def _reason(error: APIError) -> str:
    said = error.message
    if isinstance(said, list):
        said = "; ".join(str(each.get("message", "")) for each in said)
    return one_line(f"GOV.UK Notify: {error.status_code} {said}")
