"""Settings, read once from the environment; a wrong one stops the start and names its variable."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE = f"sqlite:///{ROOT / 'instance' / 'candour.sqlite'}"
ENVIRONMENTS = ("development", "testing", "production")
KEPT_KEY = ROOT / "instance" / "secret-key"  # script/server makes it
DEVELOPMENT_KEY = "development-only-key-not-for-production"
BRAND_COLOUR = "#1d4f5c"
DEFAULT_EVIDENCE = ROOT / "instance" / "evidence"
NOTIFY_URL = "https://api.notifications.service.gov.uk"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_HOST = re.compile(r"\.?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:]+\]")
_UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_NOTIFY_KEY = re.compile(rf".*{_UUID}-{_UUID}")
_WEB_ADDRESS = re.compile(rf"https?://(?:{_HOST.pattern})(?::[0-9]{{1,5}})?(?:/[A-Za-z0-9._~/-]*)?")
_AUDIT_LABEL = b"candour audit chain"
_MAIL_ADDRESS = re.compile(r"[^\s<>\"@,;:]+@[^\s<>\"@,;:]+")


class SettingsError(Exception):
    """A setting is missing or wrong; the message names the variable and the remedy."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How e-mail leaves: `transport` is `none`, `smtp` or `notify`; `service_url` starts every link in it.

    `security` of SMTP is `starttls`, `tls` or `none`. Digests leave at `digest_hour` (UTC). Messages are
    kept for `keep_months`.
    """

    transport: str = "none"
    service_url: str = ""
    sender: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = ""
    notify_key: str = ""
    notify_template: str = ""
    notify_url: str = NOTIFY_URL
    timeout: int = 30
    digest_hour: int = 7
    keep_months: int = 12

    @property
    def on(self) -> bool:
        """Whether any e-mail leaves."""
        return self.transport != "none"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between installations.

    `database_url` is a SQLAlchemy address; `replica_url` takes public reads and may be empty. `audit_key`
    keys the chain of audit events; when it is empty, a key derived from `secret_key` does. Former values of
    either stand in `audit_old_keys`, so that what was written with them can still be verified.
    """

    database_url: str
    secret_key: str
    environment: str = "development"
    replica_url: str = ""
    rate_limits: bool = True
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    service_name: str = "Algorithm register"
    brand_colour: str = BRAND_COLOUR
    session_hours: int = 12
    max_upload_bytes: int = 2_000_000
    evidence_folder: Path = DEFAULT_EVIDENCE
    evidence_bytes: int = 10_000_000
    scan_command: str = ""
    mail: MailSettings = MailSettings()
    audit_key: str = ""
    audit_old_keys: tuple[str, ...] = ()

    @property
    def audit_keys(self) -> tuple[bytes, ...]:
        """The keys of the audit chain: first the one to write with, then those to verify with as well."""
        present = self.audit_key.encode() if self.audit_key else _derived(self.secret_key)
        former = [key for old in self.audit_old_keys for key in (old.encode(), _derived(old))]
        if self.environment == "development":  # commands are called with and without script/server's key
            former.append(_derived(DEVELOPMENT_KEY))
        return (present, *former)

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Reads the environment.

        Raises:
            SettingsError: a variable is missing or holds something that cannot be used.
        """
        env = os.environ if environ is None else environ
        environment = _one_of(env, "CANDOUR_ENV", ENVIRONMENTS, "development")
        return cls(
            database_url=_database_url(env, "DATABASE_URL") or DEFAULT_DATABASE,
            secret_key=_secret_key(env, environment, kept=environ is None),
            environment=environment,
            replica_url=_database_url(env, "DATABASE_REPLICA_URL"),
            rate_limits=_one_of(env, "RATE_LIMITS", ("on", "off"), "on") == "on",
            trusted_hosts=_hosts(env, "TRUSTED_HOSTS"),
            proxies=_whole_number(env, "CANDOUR_PROXIES", 0, most=5),
            service_name=_name(env, "CANDOUR_SERVICE_NAME", "Algorithm register"),
            brand_colour=_colour(env, "CANDOUR_BRAND_COLOUR", BRAND_COLOUR),
            session_hours=_whole_number(env, "CANDOUR_SESSION_HOURS", 12, least=1, most=168),
            max_upload_bytes=_whole_number(env, "CANDOUR_MAX_REQUEST_BYTES", 2_000_000, least=100_000),
            evidence_folder=Path(
                env.get("CANDOUR_EVIDENCE_FOLDER", "").strip() or ROOT / "instance" / "evidence"
            ),
            evidence_bytes=_whole_number(env, "CANDOUR_EVIDENCE_BYTES", 10_000_000, least=100_000),
            scan_command=env.get("CANDOUR_SCAN_COMMAND", "").strip(),
            mail=_mail(env),
            audit_key=_audit_key("CANDOUR_AUDIT_KEY", env.get("CANDOUR_AUDIT_KEY", "").strip()),
            audit_old_keys=tuple(
                _audit_key("CANDOUR_AUDIT_OLD_KEYS", key.strip())
                for key in env.get("CANDOUR_AUDIT_OLD_KEYS", "").split(",")
                if key.strip()
            ),
        )


def _one_of(env: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = env.get(name, "").strip() or default
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r}; use one of: {', '.join(allowed)}.")
    return value


def _whole_number(
    env: Mapping[str, str], name: str, default: int, *, least: int = 0, most: int = 100_000_000
) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    usable = text.isascii() and text.isdigit() and len(text) < 10
    if not usable or not least <= int(text) <= most:
        raise SettingsError(f"{name} is {text!r}; use a whole number from {least} to {most}.")
    return int(text)


def _colour(env: Mapping[str, str], name: str, default: str) -> str:
    value = env.get(name, "").strip() or default
    if not _COLOUR.fullmatch(value):
        raise SettingsError(f"{name} is {value!r}; use six hexadecimal digits, like #1d4f5c.")
    if _contrast_with_white(value) < 4.5:
        raise SettingsError(f"{name} is {value!r}; white text on it is too faint (WCAG 2.2 asks for 4.5:1).")
    return value


def _contrast_with_white(colour: str) -> float:
    """Contrast ratio of white on `colour`, by the formula of WCAG 2.2 (relative luminance)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def _normal_url(url: str) -> str:
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _database_url(env: Mapping[str, str], name: str) -> str:
    url = _normal_url(env.get(name, "").strip())
    if not url:
        return ""
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError(f"{name} must start with sqlite:/// or postgresql://.")
    try:
        database = make_url(url).database
    except (ArgumentError, ValueError) as error:
        raise SettingsError(f"{name} cannot be read; write postgresql://user:password@host/db.") from error
    if not database or ":memory:" in url:
        raise SettingsError(f"{name} must name a database; one that is only in memory would be lost.")
    return url


def _hosts(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in env.get(name, "").split(",") if host.strip())
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise SettingsError(f"{name} holds {host!r}; write names like register.example.org, with commas.")
    return hosts


def _name(env: Mapping[str, str], name: str, default: str) -> str:
    value = env.get(name, "").strip() or default
    if len(value) > 100 or not value.isprintable():
        raise SettingsError(f"{name} must be one line of at most 100 characters.")
    return value


def _secret_key(env: Mapping[str, str], environment: str, *, kept: bool) -> str:
    """The key of the environment; `kept` says that the one which script/server made will do otherwise."""
    key = env.get("SECRET_KEY", "").strip()
    if environment == "production" and (len(key) < 32 or key == DEVELOPMENT_KEY):
        raise SettingsError("SECRET_KEY must be set in production, to at least 32 random characters.")
    if not key and kept and environment == "development":
        try:
            key = KEPT_KEY.read_text(encoding="utf-8").strip()
        except OSError:  # script/server never ran here
            key = ""
    return key or DEVELOPMENT_KEY


def _derived(secret_key: str) -> bytes:
    """The audit chain's key of a SECRET_KEY: under a label, so that it opens nothing else."""
    return hmac.new(secret_key.encode(), _AUDIT_LABEL, hashlib.sha256).digest()


def _audit_key(name: str, key: str) -> str:
    """A key that may be empty; a wrong one is not repeated, since it is a secret."""
    if key and len(key) < 32:
        raise SettingsError(f"{name} is too short; each key needs at least 32 random characters.")
    if "," in key:
        raise SettingsError(f"{name} must hold no comma, which separates keys in CANDOUR_AUDIT_OLD_KEYS.")
    return key


def _mail(env: Mapping[str, str]) -> MailSettings:
    """What belongs to the chosen transport must be there; what belongs to the other one is not looked at."""
    transport = _one_of(env, "CANDOUR_MAIL", ("none", "smtp", "notify"), "none")
    common = MailSettings(
        transport=transport,
        digest_hour=_whole_number(env, "CANDOUR_DIGEST_HOUR", 7, most=23),
        keep_months=_whole_number(env, "CANDOUR_MESSAGES_MONTHS", 12, least=1, most=120),
        timeout=_whole_number(env, "CANDOUR_MAIL_TIMEOUT", 30, least=1, most=60),
    )
    if transport == "none":
        return common
    common = replace(common, service_url=_address(env, "CANDOUR_SERVICE_URL", "", transport))
    if transport == "notify":
        return replace(
            common,
            notify_key=_matching(env, "CANDOUR_NOTIFY_API_KEY", _NOTIFY_KEY, transport),
            notify_template=_matching(env, "CANDOUR_NOTIFY_TEMPLATE_ID", re.compile(_UUID), transport),
            notify_url=_address(env, "CANDOUR_NOTIFY_URL", NOTIFY_URL, transport),
        )
    security = _one_of(env, "CANDOUR_SMTP_SECURITY", ("starttls", "tls", "none"), "starttls")
    return replace(
        common,
        sender=_matching(env, "CANDOUR_MAIL_FROM", _MAIL_ADDRESS, transport),
        smtp_host=_matching(env, "CANDOUR_SMTP_HOST", _HOST, transport),
        smtp_port=_whole_number(
            env, "CANDOUR_SMTP_PORT", 465 if security == "tls" else 587, least=1, most=65_535
        ),
        smtp_security=security,
        smtp_user=env.get("CANDOUR_SMTP_USER", "").strip(),
        smtp_password=env.get("CANDOUR_SMTP_PASSWORD", ""),
    )


def _matching(env: Mapping[str, str], name: str, pattern: re.Pattern[str], transport: str) -> str:
    """A value that must be there; a wrong one is not repeated, since it may be a secret."""
    value = env.get(name, "").strip()
    if not pattern.fullmatch(value):
        what = "does not look right" if value else "is missing"
        raise SettingsError(f"{name} {what}; CANDOUR_MAIL={transport} needs it (see the README).")
    return value


def _address(env: Mapping[str, str], name: str, default: str, transport: str) -> str:
    value = env.get(name, "").strip().rstrip("/") or default
    if not value:
        raise SettingsError(f"{name} is missing; CANDOUR_MAIL={transport} needs it for the links in e-mails.")
    if not _WEB_ADDRESS.fullmatch(value):
        raise SettingsError(f"{name} is {value!r}; write an address like https://register.example.org.")
    return value
