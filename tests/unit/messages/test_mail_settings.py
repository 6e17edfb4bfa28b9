"""Settings of e-mail: what is missing or wrong stops the start and is named."""

from __future__ import annotations

import pytest

from app.settings import MailSettings, Settings, SettingsError

SMTP = {
    "CANDOUR_MAIL": "smtp",
    "CANDOUR_SERVICE_URL": "https://candour.example/",
    "CANDOUR_MAIL_FROM": "candour@council.example",
    "CANDOUR_SMTP_HOST": "mail.council.example",
}
NOTIFY = {
    "CANDOUR_MAIL": "notify",
    "CANDOUR_SERVICE_URL": "http://localhost:8000",
    "CANDOUR_NOTIFY_API_KEY": (
        "candour-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
    ),
    "CANDOUR_NOTIFY_TEMPLATE_ID": "f33517ff-2a88-4f6e-b855-c550268ce08a",
}


def mail(**environment: str) -> MailSettings:
    return Settings.from_environment(environment).mail


def test_no_e_mail_leaves_unless_it_is_asked_for() -> None:
    assert mail() == MailSettings()
    assert not mail().on


def test_smtp_takes_the_usual_port_and_encryption() -> None:
    found = mail(**SMTP)
    assert found.on
    assert (found.smtp_port, found.smtp_security) == (587, "starttls")
    assert found.service_url == "https://candour.example"
    assert mail(**SMTP, CANDOUR_SMTP_SECURITY="tls").smtp_port == 465


def test_notify_goes_to_its_own_address() -> None:
    assert mail(**NOTIFY).notify_url == "https://api.notifications.service.gov.uk"
    assert mail(**NOTIFY, CANDOUR_NOTIFY_URL="http://127.0.0.1:6011").notify_url == "http://127.0.0.1:6011"


@pytest.mark.parametrize(
    ("usual", "name"), [(usual, name) for usual in (SMTP, NOTIFY) for name in usual if name != "CANDOUR_MAIL"]
)
def test_what_is_missing_is_named(usual: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        mail(**(usual | {name: " "}))


@pytest.mark.parametrize(
    ("usual", "name", "value"),
    [
        (SMTP, "CANDOUR_MAIL", "sendmail"),
        (SMTP, "CANDOUR_SERVICE_URL", "candour.example"),
        (SMTP, "CANDOUR_SERVICE_URL", "ftp://candour.example"),
        (SMTP, "CANDOUR_SERVICE_URL", "https://user@candour.example"),
        (SMTP, "CANDOUR_SERVICE_URL", "https://candour.example/?a=b"),
        (SMTP, "CANDOUR_SERVICE_URL", "https://[candour"),
        (SMTP, "CANDOUR_MAIL_FROM", "candour"),
        (SMTP, "CANDOUR_MAIL_FROM", "a@b.example, c@d.example"),
        (SMTP, "CANDOUR_MAIL_FROM", "a@b.example\nBcc: c@d.example"),
        (SMTP, "CANDOUR_SMTP_HOST", "mail server"),
        (SMTP, "CANDOUR_SMTP_PORT", "0"),
        (SMTP, "CANDOUR_SMTP_SECURITY", "ssl"),
        (SMTP, "CANDOUR_MAIL_TIMEOUT", "0"),
        (SMTP, "CANDOUR_DIGEST_HOUR", "24"),
        (SMTP, "CANDOUR_MESSAGES_MONTHS", "0"),
        (NOTIFY, "CANDOUR_NOTIFY_API_KEY", "secret-key"),
        (NOTIFY, "CANDOUR_NOTIFY_TEMPLATE_ID", "template"),
        (NOTIFY, "CANDOUR_NOTIFY_URL", "notify"),
    ],
)
def test_what_is_wrong_is_named(usual: dict[str, str], name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        mail(**(usual | {name: value}))


def test_a_wrong_key_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as error:
        mail(**(NOTIFY | {"CANDOUR_NOTIFY_API_KEY": "secret-key"}))
    assert "secret-key" not in str(error.value)
