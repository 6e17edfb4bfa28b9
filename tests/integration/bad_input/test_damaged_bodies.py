"""Bodies that no browser sends, at addresses of every kind: a page in plain words with all headers."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.web.security import headers
from tests.support.client import CheckedClient

DISPOSITION = b"--x\r\nContent-Disposition: "
PARTS = "multipart/form-data; boundary=x"
NAMED = DISPOSITION + b'form-data; name="a"\r\n\r\n1\r\n'
END = b"--x--\r\n"
BODIES = {
    "a part without a name": (PARTS, DISPOSITION + b"form-data\r\n\r\n1\r\n" + END),
    "a part with an empty name": (
        PARTS,
        DISPOSITION + b'form-data; name=""\r\n\r\n1\r\n' + END,
    ),
    "a file without a name": (
        PARTS,
        DISPOSITION + b'form-data; filename="a"\r\n\r\n1\r\n' + END,
    ),
    "a part without headers": (PARTS, b"--x\r\n\r\n1\r\n" + END),
    "a part with another disposition": (PARTS, b"--x\r\nContent-Disposition: inline\r\n\r\n1\r\n" + END),
    "a header without a colon": (PARTS, b"--x\r\nContent-Disposition\r\n\r\n1\r\n" + END),
    "a header that is not text": (
        PARTS,
        DISPOSITION + b'form-data; name="\xff\xfe"\r\n\r\n1\r\n' + END,
    ),
    "an odd charset": (PARTS, NAMED[:-5] + b"Content-Type: text/plain; charset=utf-99\r\n\r\n\xff\r\n" + END),
    "an odd charset of a name": (
        PARTS,
        DISPOSITION + b"form-data; name*=utf-99''%ff\r\n\r\n1\r\n" + END,
    ),
    "a header that is too long": (PARTS, b"--x\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n1\r\n" + END),
    "too many parts": (PARTS, NAMED * 2_500 + END),
    "no end": (PARTS, NAMED),
    "cut inside a header": (PARTS, b"--x\r\nContent-Dispo"),
    "cut inside the boundary": (PARTS, NAMED + b"-"),
    "nothing": (PARTS, b""),
    "only line ends": (PARTS, b"\r\n" * 5_000),
    "zeros": (PARTS, b"\0" * 5_000),
    "another boundary": (PARTS, NAMED.replace(b"--x", b"--y")),
    "no boundary": ("multipart/form-data", NAMED + END),
    "an empty boundary": ("multipart/form-data; boundary=", NAMED + END),
    "a boundary in brackets": ('multipart/form-data; boundary="[("', b"--[(\r\n\r\n1\r\n--[(--"),
    "a boundary that is not text": ("multipart/form-data; boundary=\xff\xfe", NAMED + END),
    "a boundary of 100,000 letters": ("multipart/form-data; boundary=" + "x" * 100_000, NAMED + END),
    "a form that is not UTF-8": ("application/x-www-form-urlencoded", b"a=\xff\xfe&\xed\xa0\x80=1"),
    "a form of a thousand fields": ("application/x-www-form-urlencoded", b"a=1&" * 1_000),
    "a form in an odd charset": ("application/x-www-form-urlencoded; charset=utf-99", b"a=1"),
}
ADDRESSES = (
    *("/sign-in", "/people/invite", "/register", "/nowhere/at/all", "/static/nothing.css"),
    *("/health/ready", "/static/css/board.css", "/invitation/x", "/", "/register/1-x/report"),
)


@pytest.fixture
def stranger(client: CheckedClient, monkeypatch: pytest.MonkeyPatch) -> CheckedClient:
    """A client that gets what a browser gets when something crashes."""
    monkeypatch.setitem(client.application.config, "PROPAGATE_EXCEPTIONS", False)
    return client


@pytest.mark.parametrize("kind", BODIES)
def test_a_damaged_body_gets_a_page_with_all_headers(stranger: CheckedClient, kind: str) -> None:
    mimetype, body = BODIES[kind]
    for address in ADDRESSES:
        answer = stranger.post(address, csrf=False, data=body, content_type=mimetype)
        place = f"{address}: {answer.status}"
        assert 400 <= answer.status_code < 500, place
        assert answer.mimetype == "text/html", place
        assert "<h1" in answer.text, place
        assert headers(False).items() <= dict(answer.headers).items(), place


def test_a_body_that_ends_too_soon_gets_a_page_with_all_headers(stranger: CheckedClient) -> None:
    answer = stranger.post(
        "/sign-in",
        csrf=False,
        data=NAMED,
        content_type=PARTS,
        headers={"Content-Length": "100000"},
    )
    assert answer.status_code == 400
    assert "This could not be read" in answer.text


@pytest.mark.parametrize("status", [400, 404, 405, 408, 413, 414, 415, 429, 431, 500, 501, 503])
def test_what_the_server_refuses_itself_gets_a_page(stranger: CheckedClient, status: int) -> None:
    answer = stranger.get("/sign-in", environ_overrides={"candour.refused": status})
    assert answer.status_code == status
    assert headers(False).items() <= dict(answer.headers).items()
    paragraphs = answer.text.split('<p class="govuk-body">')[1:]
    assert len(paragraphs[0].split("</p>")[0]) > 20


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_static_file_takes_no_forms_and_says_so(stranger: CheckedClient, method: str) -> None:
    answer = stranger.open("/static/css/board.css", method=method)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert headers(False).items() <= dict(answer.headers).items()


def test_a_piece_of_a_static_file_that_is_not_there_is_refused_with_all_headers(app: Flask) -> None:
    answer = FlaskClient(app, app.response_class).get(
        "/static/css/board.css", headers={"Range": "bytes=99999999-"}
    )
    assert answer.status_code == 416
    assert headers(False).items() <= dict(answer.headers).items()


def test_an_error_whose_page_cannot_be_made_is_said_without_it(
    stranger: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_values: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("app.web.errors.render_template", fail)
    answer = FlaskClient(stranger.application, stranger.application.response_class).get("/nowhere")
    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert headers(False).items() <= dict(answer.headers).items()
