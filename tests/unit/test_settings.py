"""Settings: what the environment may say, and that a wrong word stops the start by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import create_app
from app.settings import DEVELOPMENT_KEY, Settings, SettingsError

KEY = "a-key-of-more-than-thirty-two-characters"


def test_an_empty_environment_gives_a_service_for_one_machine() -> None:
    settings = Settings.from_environment({})
    assert settings.sqlite
    assert settings.database_url.endswith("instance/candour.sqlite")
    assert (settings.environment, settings.production) == ("development", False)
    assert settings.rate_limits
    assert settings.replica_url == ""
    assert settings.trusted_hosts == ()
    assert settings.service_name == "Algorithm register"


def test_every_setting_is_taken_from_the_environment() -> None:
    settings = Settings.from_environment(
        {
            "DATABASE_URL": "postgres://u:p@db.example/candour",
            "DATABASE_REPLICA_URL": "postgresql://u:p@replica.example/candour",
            "SECRET_KEY": KEY,
            "CANDOUR_ENV": "production",
            "RATE_LIMITS": "off",
            "TRUSTED_HOSTS": "register.example, .council.example,[::1]",
            "CANDOUR_PROXIES": "2",
            "CANDOUR_SERVICE_NAME": "  Northmere’s register ",
            "CANDOUR_BRAND_COLOUR": "#003366",
            "CANDOUR_SESSION_HOURS": "8",
            "CANDOUR_MAX_REQUEST_BYTES": "100000",
            "CANDOUR_AUDIT_KEY": "a" * 32,
            "CANDOUR_AUDIT_OLD_KEYS": f"{'b' * 32}, {'c' * 40},",
        }
    )
    assert settings == Settings(
        database_url="postgresql+psycopg://u:p@db.example/candour",
        replica_url="postgresql+psycopg://u:p@replica.example/candour",
        secret_key=KEY,
        environment="production",
        rate_limits=False,
        trusted_hosts=("register.example", ".council.example", "[::1]"),
        proxies=2,
        service_name="Northmere’s register",
        brand_colour="#003366",
        session_hours=8,
        max_upload_bytes=100_000,
        audit_key="a" * 32,
        audit_old_keys=("b" * 32, "c" * 40),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CANDOUR_ENV", "prod"),
        ("RATE_LIMITS", "yes"),
        ("DATABASE_URL", "mysql://db.example/candour"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql://db.example:port/candour"),
        ("DATABASE_URL", "postgresql://db.example"),
        ("DATABASE_REPLICA_URL", "replica.example"),
        ("TRUSTED_HOSTS", "https://register.example"),
        ("TRUSTED_HOSTS", "register.example/path"),
        ("CANDOUR_PROXIES", "-1"),
        ("CANDOUR_PROXIES", "6"),
        ("CANDOUR_PROXIES", "two"),
        ("CANDOUR_PROXIES", "²"),
        ("CANDOUR_SESSION_HOURS", "0"),
        ("CANDOUR_SESSION_HOURS", "9" * 5000),
        ("CANDOUR_MAX_REQUEST_BYTES", "99999"),
        ("CANDOUR_BRAND_COLOUR", "blue"),
        ("CANDOUR_BRAND_COLOUR", "#fff"),
        ("CANDOUR_BRAND_COLOUR", "#ffff00"),
        ("CANDOUR_SERVICE_NAME", "x" * 101),
        ("CANDOUR_SERVICE_NAME", "two\nlines"),
        ("CANDOUR_AUDIT_KEY", "x" * 31),
        ("CANDOUR_AUDIT_KEY", f"{'x' * 32},"),
        ("CANDOUR_AUDIT_OLD_KEYS", f"{'x' * 32},short"),
    ],
)
def test_a_wrong_value_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} "):
        Settings.from_environment({name: value})


@pytest.mark.parametrize("key", ["", "short", DEVELOPMENT_KEY])
def test_production_refuses_a_key_that_others_may_know(key: str) -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        Settings.from_environment({"CANDOUR_ENV": "production", "SECRET_KEY": key})


def test_the_audit_key_is_its_own_or_comes_from_the_secret_key_under_a_label() -> None:
    derived = Settings(database_url="", secret_key=KEY, environment="production").audit_keys
    own = Settings(database_url="", secret_key=KEY, environment="production", audit_key="a" * 32).audit_keys
    assert len(derived) == len(own) == 1
    assert own == (b"a" * 32,)
    assert KEY.encode() not in derived


def test_the_environment_of_one_machine_takes_the_key_that_script_server_keeps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.settings.KEPT_KEY", tmp_path / "secret-key")
    for name in ("SECRET_KEY", "CANDOUR_ENV"):
        monkeypatch.delenv(name, raising=False)
    assert Settings.from_environment().secret_key == DEVELOPMENT_KEY
    (tmp_path / "secret-key").write_text(f"{KEY}\n")
    assert Settings.from_environment().secret_key == KEY
    monkeypatch.setenv("SECRET_KEY", "another")
    assert Settings.from_environment().secret_key == "another"


def test_a_brand_colour_keeps_white_text_readable() -> None:
    assert Settings.from_environment({"CANDOUR_BRAND_COLOUR": "#767676"}).brand_colour == "#767676"
    with pytest.raises(SettingsError, match="too faint"):
        Settings.from_environment({"CANDOUR_BRAND_COLOUR": "#777777"})


def test_the_service_does_not_start_on_a_wrong_setting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RATE_LIMITS", "perhaps")
    with pytest.raises(SystemExit) as stopped:
        create_app()
    assert stopped.value.code == 2
    assert "RATE_LIMITS is 'perhaps'" in capsys.readouterr().err
