"""Every file of the sample council: valid, complete on its path, by known people, in the order of days.

To see one file only: `pytest tests/unit/sample -q -k 03-`.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from app.assessments.questionnaire_store.queries import packaged_file, parse
from app.data_files import DataFileError
from app.questionnaire.model import Questionnaire
from app.sample.checks import problems
from app.sample.model import SampleStage, SampleUse
from app.sample.reading import read_organisations, read_use, use_files

PLACEHOLDER = re.compile(r"lorem|ipsum|\bTODO\b|\bTBC\b|\bxxx\b|foo bar", re.IGNORECASE)
ADDRESS = re.compile(r"[\w.+-]+@([\w.-]+\w)|https?://([\w.-]+)")
PHONE = re.compile(r"(?<![\d-])0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}(?!\d)")


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return parse(packaged_file().read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", use_files(), ids=lambda file: file.stem)
def test_a_use_makes_sense(file: Path, questionnaire: Questionnaire) -> None:
    organisations = {each.slug: each for each in read_organisations()}
    try:
        found = problems(read_use(file), questionnaire, organisations)
    except DataFileError as error:
        found = (str(error),)
    if found:
        pytest.fail("\n".join([file.name, *found]), pytrace=False)


@pytest.mark.parametrize("file", use_files(), ids=lambda file: file.stem)
def test_a_use_names_only_invented_places_and_no_filler(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    hosts = {(a or b).rstrip(".") for a, b in ADDRESS.findall(text)}
    assert {host for host in hosts if not host.endswith(".example")} == set()
    assert [number for number in PHONE.findall(text) if not number.startswith("01632 960")] == []
    assert PLACEHOLDER.findall(text) == []


def _uses() -> list[SampleUse]:
    return [use for use in map(read_use, use_files()) if use.organisation == "northmere"]


def test_no_text_is_used_twice() -> None:
    texts = Counter(
        answer.value
        for use in _uses()
        for answer in use.answers.values()
        if isinstance(answer.value, str) and len(answer.value) > 80
    )
    assert [text for text, times in texts.items() if times > 1] == []


def test_the_council_has_uses_at_every_stage() -> None:
    uses = _uses()
    assert len(uses) >= 14
    stages = Counter(use.stage for use in uses)
    assert set(stages) == set(SampleStage) - {
        SampleStage.RESPONDED
    }  # a response brings the entry to its editors at once
    assert stages[SampleStage.PUBLISHED] + stages[SampleStage.RETIRED] >= 9
    assert {use.kind for use in uses} == {"algorithm", "data_use"}


def test_people_are_invented_and_of_every_role() -> None:
    northmere, harbourside = read_organisations()
    emails = [person.email for each in (northmere, harbourside) for person in each.people.values()]
    assert len(set(emails)) == len(emails)
    assert all(person.email.endswith("@northmere.example") for person in northmere.people.values())
    assert len({role for person in northmere.people.values() for role in person.roles}) == 7


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "  SCR-06:\n    value:",
            "  SCR-06:\n    valeu:",
            r'answers\.SCR-06: unknown key "valeu" .did you mean',
        ),
        ("    note: ", "    unknown: perhaps\n    note: ", r"answers\.SCR-06\.unknown: .* true or false"),
        ("stage: retired", "stage: retried", r'stage: "retried" .* .did you mean "retired"'),
        ("started_on: 2025", "started_on: 2025-13", r"started_on: .* is not a date"),
    ],
)
def test_a_wrong_file_is_told_by_line_and_path(tmp_path: Path, old: str, new: str, told: str) -> None:
    good = next(file for file in use_files() if file.stem.startswith("12-"))
    text = good.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / good.name
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=rf"12-library-footfall-counting\.yaml:\d+: {told}"):
        read_use(wrong)
