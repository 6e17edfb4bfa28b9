"""Finds what looks like one person's data in text that is about to be published; it only ever warns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What the text looks like."""

    MOBILE_PHONE = "mobile_phone"
    LANDLINE = "landline"
    PERSONAL_EMAIL = "personal_email"
    NATIONAL_INSURANCE = "national_insurance_number"
    NHS_NUMBER = "nhs_number"
    HOME_ADDRESS = "home_address"
    DATE_OF_BIRTH = "date_of_birth"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found and where: `start` and `end` are positions in the text, `found` is that piece."""

    kind: FindingKind
    start: int
    end: int
    found: str


# Words that show that name.name@ is a mailbox of a team. Each half of the address is compared whole.
_TEAM_WORDS = """
    access admin adult adults advice ai algorithm algorithms appeals benefits board business care chief
    children client committee communications community complaints contact corporate council customer data
    democratic desk digital education emergency enquiries equality ethics feedback finance foi freedom gov
    governance health help helpdesk highways homes housing hr info information legal library licensing mail
    media noreply office officer parking planning policy press privacy programme protection public register
    registrars repairs schools school service services social support tax team transparency transport web
    website
"""
TEAM_WORDS = frozenset(_TEAM_WORDS.split())

_EMAIL = re.compile(
    r"(?<![\w.+-])([A-Za-z'-]{1,40})\.([A-Za-z'-]{2,40})\d{0,4}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]{2,100}"
)
_PHONE = re.compile(r"(?<![\w/=.-])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)\d(?:[ ()-]{0,2}\d){8,9}(?![\w/-]|\.\d)")
_NINO = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b", re.IGNORECASE
)
_NHS = re.compile(r"(?<![\w/=.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w/-]|\.\d)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
_HOUSE = re.compile(r"\b(?:flat |no\.? ?)?\d{1,4}[A-Za-z]?,? +[A-Z][a-z]", re.IGNORECASE)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_BIRTH = re.compile(
    r"\b(?:date of birth|birth date|d\.o\.b\.?|dob|born(?: on)?)\W{0,5}(?:is |was )?"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})[a-z]* \d{{4}})",
    re.IGNORECASE,
)
_ADDRESS_REACH = 90


def find_personal_data(text: str) -> tuple[Finding, ...]:
    """Give what looks like personal data, in the order of the text.

    Numbers follow the UK formats: National Insurance prefixes as HMRC allows them (NIM39110), NHS numbers by
    their modulus 11 check digit (NHS Data Dictionary), so an ordinary number is seldom taken for one.
    """
    found = [*_emails(text), *_phones(text), *_numbers(text), *_addresses(text)]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.kind)))


def _finding(kind: FindingKind, match: re.Match[str]) -> Finding:
    return Finding(kind, match.start(), match.end(), match.group())


def _emails(text: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text):
        words = {word for half in match.groups() for word in half.lower().split("-")}
        if not words & TEAM_WORDS:
            yield _finding(FindingKind.PERSONAL_EMAIL, match)


def _phones(text: str) -> Iterator[Finding]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        national = digits[2:].lstrip("0") if digits.startswith("44") else digits[1:]
        if national.startswith("7") and len(national) == 10:
            yield _finding(FindingKind.MOBILE_PHONE, match)
        elif national[:1] in ("1", "2") and len(national) in (9, 10):
            yield _finding(FindingKind.LANDLINE, match)


def _numbers(text: str) -> Iterator[Finding]:
    for match in _NINO.finditer(text):
        yield _finding(FindingKind.NATIONAL_INSURANCE, match)
    for match in _NHS.finditer(text):
        if is_nhs_number(match.group()):
            yield _finding(FindingKind.NHS_NUMBER, match)
    for match in _BIRTH.finditer(text):
        yield _finding(FindingKind.DATE_OF_BIRTH, match)


def is_nhs_number(text: str) -> bool:
    """Check the modulus 11 digit of a ten-figure number; spaces and hyphens do not count."""
    digits = [int(character) for character in text if character in "0123456789"]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(digit * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == digits[9]


def _addresses(text: str) -> Iterator[Finding]:
    for match in _POSTCODE.finditer(text):
        reach = max(0, match.start() - _ADDRESS_REACH)
        houses = list(_HOUSE.finditer(text, reach, match.start()))
        if houses:
            house = houses[-1]
            yield Finding(
                FindingKind.HOME_ADDRESS, house.start(), match.end(), text[house.start() : match.end()]
            )
