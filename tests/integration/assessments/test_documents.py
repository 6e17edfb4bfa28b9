"""The page for printing, the Word file and the picture of the five principles."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from flask import Flask
from lxml import etree

from app.assessments.documents.picture import picture_of
from app.assessments.documents.rich_text import add_markdown
from app.assessments.questionnaire_store.queries import packaged_file, parse
from app.questionnaire.model import Answer, AnswerState, Evidence
from app.web.roles import Role
from tests.integration.assessments.conftest import Answering, said
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import a_submitted_use

LONG = (
    "# Heading\n\nIt **sorts** and\nsays _why_:\n\n- one\n- two [there](https://a.example/x)\n\n1. first\n\n"
    "> said\n\n| a | b |\n|---|---|\n| c | d |"
)


@pytest.fixture
def full(answer: Answering, use_id: int) -> int:
    """A use with an answer of every kind."""
    answer(
        "how-it-decides",
        {"S-01": said("decides", note="A *note*.", evidence=(Evidence("Paper", "https://a.example"),))},
    )
    answer("people", {"S-02": said("yes"), "S-03": Answer(AnswerState.UNKNOWN)})
    answer("many", {"K-01": said(["young", "old"])})
    answer("scale", {"K-02": Answer(AnswerState.NOT_APPLICABLE, reason="Nobody is hurt.")})
    answer(
        "texts",
        {
            "K-03": said("Sorter 🚀"),
            "K-04": said(LONG),
        },
    )
    answer("numbers", {"K-05": said(12)})
    return use_id


def test_the_whole_assessment_stands_on_one_page(member: CheckedClient, full: int) -> None:
    page = member.get(f"/uses/{full}/print").get_data(as_text=True)
    for words in (
        "Housing repairs triage",
        "The five principles",
        "Nobody can stop a wrong decision.",
        "Young people",
        "Nobody is hurt.",
        "12 people",
        "The team lists no harm.",
    ):
        assert words in page, words


def test_the_word_file_opens_with_headings_tables_and_language(member: CheckedClient, full: int) -> None:
    reply = member.get(f"/uses/{full}/assessment.docx")
    assert reply.status_code == 200
    assert reply.headers["Content-Disposition"] == 'attachment; filename="housing-repairs-triage.docx"'
    with zipfile.ZipFile(io.BytesIO(reply.data)) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                assert etree.fromstring(file.read(name)) is not None
    document = docx.Document(io.BytesIO(reply.data))
    assert document.core_properties.title == "Housing repairs triage"
    assert document.core_properties.language == "en-GB"
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "List Number", "Quote"} <= set(styles)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in (
        "How much does it decide?",
        "Don’t know yet",
        "Nobody is hurt.",
        "12 people",
        "Young people",
    ):
        assert words in text, words
    assert "there (https://a.example/x)" in text
    assert "**" not in text
    assert document.tables
    for table in document.tables:
        properties = table.rows[0]._tr.trPr
        assert properties is not None
        assert properties.find(qn("w:tblHeader")) is not None
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_the_welsh_file_says_that_it_is_welsh(member: CheckedClient, full: int) -> None:
    document = docx.Document(io.BytesIO(member.get(f"/uses/{full}/assessment.docx?lang=cy").data))
    assert document.core_properties.language == "cy-GB"


@pytest.mark.parametrize(
    "text", ["", "<b>x</b>", "a\x00b", "- " * 30 + "x", "```\ncode\n```", "a\n\n\n- b\n\n  c"]
)
def test_odd_markdown_becomes_paragraphs(text: str) -> None:
    document = docx.Document()
    add_markdown(document, text)
    document.save(io.BytesIO())


def test_the_picture_counts_only_what_is_asked_and_gives_no_single_number() -> None:
    questionnaire = parse(packaged_file().read_text(encoding="utf-8"))
    picture = picture_of(questionnaire, {"AUT-01": Answer(AnswerState.ANSWERED, "decides-alone")})
    assert [bar.principle for bar in picture.bars] == [
        "beneficence",
        "non_maleficence",
        "autonomy",
        "justice",
        "explicability",
    ]
    autonomy = picture.bars[2]
    assert (autonomy.counts.answered, autonomy.counts.unknown) == (1, 0)
    parts = autonomy.parts(picture.longest)
    assert sum(width for _name, _start, width in parts) <= 100.1
    assert picture_of(questionnaire, {}).longest > 0


def test_check_answers_shows_the_picture(member: CheckedClient, full: int) -> None:
    assert "The five principles" in member.get(f"/uses/{full}/check").get_data(as_text=True)


def test_the_review_shows_the_picture(app: Flask, client: CheckedClient, council: Council) -> None:
    with app.app_context():
        a_submitted_use(council)
    page = client.sign_in(council, Role.BOARD_CHAIR).get("/board/reviews/1").get_data(as_text=True)
    assert "The whole assessment on one page" in page


def test_documents_are_for_readers(
    client: CheckedClient, council: Council, other_council: Council, use_id: int
) -> None:
    for name in ("print", "assessment.docx", "archive.zip"):
        client.sign_in(council, Role.ADMINISTRATOR)
        assert client.get(f"/uses/{use_id}/{name}").status_code == 200
        client.sign_in(council, Role.BOARD_MEMBER)
        assert client.get(f"/uses/{use_id}/{name}").status_code == 403
        client.sign_in(other_council, Role.ADMINISTRATOR)
        assert client.get(f"/uses/{use_id}/{name}").status_code == 404


def test_a_printed_page_asks_a_fixed_number_of_statements(
    app: Flask, member: CheckedClient, full: int, sql_counter: StatementCounter
) -> None:
    with sql_counter as count:
        member.get(f"/uses/{full}/print")
    assert count.total <= 16, count.statements
