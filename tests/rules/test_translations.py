"""The Welsh catalogue: complete for what the public reads, in step with the English, used on every page."""

from __future__ import annotations

import gettext
import importlib.util
import re
import subprocess
import sys
from types import ModuleType
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from flask import Flask

from app.assessments.publishing import Publisher, build_record
from app.assessments.snapshots.model import HarmFacts, Snapshot
from app.assessments.words import PRINCIPLES
from app.questionnaire.checking.load import load
from app.register.record import Table
from app.register.record.public_fields import all_fields
from tests.integration.register.seeding import a_record, publish
from tests.support.client import CheckedClient
from tests.support.databases import ROOT
from tests.support.lists import none_of
from tests.support.pages import text_of
from tests.support.uses import SMALL

TOOL = ROOT / "script" / "translations.py"
CATALOGUE = ROOT / "app" / "translations" / "cy" / "LC_MESSAGES" / "messages.po"
PUBLIC = (
    "templates/register/",
    "templates/layout/",
    "templates/components/",
    "templates/base.html",
    "templates/error.html",
    "templates/accounts/sign_in.html",
    "app/register/pages/",
    "app/register/record/parts.py",
    "app/register/words.py",
    "app/web/errors.py",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w+\}")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="cy")


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


@pytest.mark.slow
def test_every_string_stands_in_the_catalogue() -> None:
    done = subprocess.run(
        [sys.executable, str(TOOL), "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


def test_the_compiled_file_says_what_the_catalogue_says(catalogue: Catalog) -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for number, form in {0: 0, 1: 1, 2: 2, 3: 3, 6: 4, 4: 5, 5: 5, 11: 5, 100: 5}.items():
        for message in catalogue:
            if isinstance(message.id, tuple) and all(message.string):
                assert compiled.ngettext(*message.id, number) == message.string[form]
    for message in catalogue:
        if message.id and isinstance(message.id, str) and message.string:
            assert compiled.gettext(message.id) == message.string


@pytest.mark.slow
def test_all_that_the_public_reads_has_welsh_words(tool: ModuleType, catalogue: Catalog) -> None:
    translated = {(m.context, m.id) for m in catalogue if all(_texts(m.string))}
    labels = {item.label for item in (*all_fields().groups, *all_fields().fields)}
    missing = [
        f"{min(files)}: {text}"
        for (context, text), files in tool.collected().items()
        if (text in labels or any(name.startswith(PUBLIC) for name in files))
        and (context, text) not in translated
    ]
    none_of(sorted(f"no Welsh for {name}" for name in missing))


def test_placeholders_are_those_of_the_english(catalogue: Catalog) -> None:
    different = []
    for message in catalogue:
        wanted = {word for text in _texts(message.id) for word in PLACEHOLDER.findall(text)}
        for text in _texts(message.string):
            given = set(PLACEHOLDER.findall(text))
            # A form for one number, like “no entry”, may leave the number itself out.
            if text and message.id and (given - wanted or (given != wanted and isinstance(message.id, str))):
                different.append(f"{message.id!r}: {text!r}")
    none_of(different)


def test_no_string_holds_a_percent_sign_that_formatting_would_read(catalogue: Catalog) -> None:
    """Templates format every string, so that “10 % of it” fails: write “per cent”."""
    texts = [text for m in catalogue if m.id for value in (m.id, m.string) for text in _texts(value)]
    none_of([text for text in texts if "%" in re.sub(r"%\(\w+\)[a-z]", "", text)])


def test_words_at_the_edges_are_the_same_as_in_english(catalogue: Catalog) -> None:
    """A label that ends with a colon ends with one in Welsh, and no sentence loses its full stop."""
    different = [
        f"{source!r}: {text!r}"
        for message in catalogue
        if message.id
        for source in _texts(message.id)[-1:]
        for text in filter(None, _texts(message.string))
        if any(source.endswith(mark) != text.endswith(mark) for mark in (":", ".", "?", " ", "…"))
    ]
    none_of(different)


@pytest.fixture
def pages(app: Flask) -> list[str]:
    with app.app_context():
        [entry] = publish([a_record(), a_record("Parking permits")])[:1]
    return [
        "/?lang=cy",
        "/register?lang=cy",
        "/about?lang=cy",
        "/sign-in?lang=cy",
        f"/register/{entry}?lang=cy",
    ]


def _root(client: CheckedClient, address: str) -> Element:
    response = client.get(address, follow_redirects=True)
    assert response.status_code == 200, address
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(response.get_data(as_text=True))
    return root


def test_a_welsh_page_says_that_it_is_welsh(client: CheckedClient, pages: list[str]) -> None:
    for address in pages:
        root = _root(client, address)
        assert root.get("lang") == "cy", address
        navigation = [text_of(link) for nav in root.iter("nav") for link in nav.iter("a")]
        assert "Cofrestr gyhoeddus" in navigation, address
        assert "Public register" not in navigation, address


def test_the_links_of_a_welsh_page_stay_welsh(client: CheckedClient, pages: list[str]) -> None:
    leaving = []
    for address in pages:
        for link in _root(client, address).iter("a"):
            target = urlsplit(link.get("href", ""))
            own = not target.netloc and not target.scheme and bool(target.path)
            data = target.path.endswith((".json", ".csv"))  # the same file in either language
            wanted = link.get("hreflang") or "cy"
            if own and not data and parse_qs(target.query).get("lang", ["en"]) != [wanted]:
                leaving.append(f"{address}: {link.get('href')}")
    none_of(leaving)


def test_searching_from_a_welsh_page_stays_welsh(client: CheckedClient, pages: list[str]) -> None:
    for address in pages:
        for form in _root(client, address).iter("form"):
            if form.get("method", "get").lower() == "get":
                sent = {field.get("name"): field.get("value") for field in form.iter("input")}
                assert sent.get("lang") == "cy", f"{address}: {form.get('action')}"


def test_an_english_page_is_not_touched(client: CheckedClient) -> None:
    root = _root(client, "/")
    assert root.get("lang") == "en"
    assert "Public register" in [text_of(link) for nav in root.iter("nav") for link in nav.iter("a")]


def test_an_unknown_language_is_english(client: CheckedClient) -> None:
    assert _root(client, "/?lang=xx").get("lang") == "en"


def test_a_record_speaks_its_own_language_whoever_publishes_it(app: Flask) -> None:
    harm = HarmFacts(1, "A mistake", "Tenants", "justice", 3, 3, "partly", 2, 2, "It is rare.", True, ())
    questionnaire = load(SMALL.read_text(encoding="utf-8"), SMALL.name)
    snapshot = Snapshot("Repairs", "algorithm", "production", "housing", {}, (harm,))
    with app.test_request_context("/?lang=cy"):
        before = str(PRINCIPLES["justice"])
        record = build_record(
            questionnaire=questionnaire, snapshot=snapshot, publisher=Publisher("A", "a"), findings=None
        )
        assert (before, str(PRINCIPLES["justice"])) == ("Tegwch", "Tegwch")
    table = record.field("harms_and_safeguards").value
    assert isinstance(table, Table)
    assert table.columns[0] == "What could go wrong"
    assert table.rows[0][2] == "Fairness"
