"""Passwords: argon2id hashes and the rules for a new one (NCSC: length over complexity)."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's minimum for argon2id
_COMMON = ("password", "candour", "letmein", "qwerty", "12345", "welcome", "council")
_decoy = _hasher.hash("no account has this password")


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    return _hasher.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether the password is right; takes as long for an account without one."""
    try:
        _hasher.verify(password_hash or _decoy, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash) and len(password) <= LONGEST


def weakness(password: str, *personal: str) -> str | None:
    """Code of what is wrong: `short`, `long`, `common`, `personal`; None when the password will do."""
    lowered = password.casefold()
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    if len(set(lowered)) < 5 or any(
        lowered.replace(word, "").strip("0123456789!.-_ ") == "" for word in _COMMON
    ):
        return "common"
    if any(part and len(part) > 3 and part.casefold() in lowered for part in personal):
        return "personal"
    return None
