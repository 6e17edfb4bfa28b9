"""Passwords: argon2id with at least OWASP's cost, and length over complexity."""

from __future__ import annotations

import argon2
import pytest

from app.accounts import passwords
from app.accounts.passwords import hash_password, matches, weakness

PASSWORD = "seven quiet herons wading"


def test_a_password_is_kept_as_an_argon2id_hash_of_its_own(
    service_hasher: argon2.PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_hasher", service_hasher)
    kept = hash_password(PASSWORD)
    parameters = argon2.extract_parameters(kept)
    assert parameters.type is argon2.Type.ID
    assert (parameters.memory_cost, parameters.time_cost) >= (19_456, 2)
    assert kept != hash_password(PASSWORD)
    assert matches(kept, PASSWORD)
    assert not matches(kept, PASSWORD + " ")


@pytest.mark.parametrize("kept", ["", "not a hash", "$argon2id$v=19$broken"])
def test_no_password_matches_an_account_without_one(kept: str) -> None:
    assert not matches(kept, "no account has this password")
    assert not matches(kept, "")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevenchars", "short"),
        ("x" * 201, "long"),
        ("abababababab", "common"),
        ("Password-2027!", "common"),
        ("12345 welcome", "common"),
        ("i am ada lovelace", "personal"),
        (PASSWORD, None),
        ("Ŵ漢字 seven herons", None),
        ("y7" * 3 + "q-kz!2", None),
    ],
)
def test_a_new_password_is_judged_by_length_and_what_others_guess_first(
    password: str, code: str | None
) -> None:
    assert weakness(password, "Ada", "Lovelace") == code
