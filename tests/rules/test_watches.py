"""The watchers themselves: each rule of the page-checking client is seen to fail."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from app.accounts.models import Organisation
from app.database import db, transaction
from tests.support.pages import problems_of_page
from tests.support.statements import StatementCounter
from tests.support.writes import RequestWatch

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Repairs – {service}</title></head>'
    "<body><h1>Repairs</h1>{body}</body></html>"
)


def _problems(app: Flask, body: str, page: str = PAGE) -> str:
    markup = page.replace("{service}", app.extensions["candour"].service_name).replace("{body}", body)
    return "\n".join(problems_of_page(app, "/sign-in", markup))


def test_a_good_page_has_no_problems(app: Flask) -> None:
    body = '<label for="a">A</label><input id="a" name="a"><a href="/sign-in#a">x</a><a href="#a">y</a>'
    assert _problems(app, body) == ""


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<h1>Two</h1>", "2 h1 elements"),
        ("<p><div></p></div>", "HTML is not valid"),
        ('<p id="a"></p><p id="a"></p>', "used 2 times"),
        ('<label for="b">B</label>', "for names 'b'"),
        ('<p aria-describedby="b"></p>', "aria-describedby names 'b'"),
        ('<a href="#b">b</a>', "leads nowhere"),
        ('<a href="/no/such/page">b</a>', "no route (404)"),
        ('<a href="javascript:alert(1)">b</a>', "not for links"),
        ('<img src="/static/none.png" alt="">', "no such file"),
        ('<input name="b">', "has no label"),
        ('<form method="post" action="/sign-in"></form>', "no csrf_token"),
        ('<form method="post" action="/account"></form>', "no route (405) for POST"),
    ],
)
def test_each_problem_of_a_page_is_named(app: Flask, body: str, problem: str) -> None:
    assert problem in _problems(app, body)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (' lang="en"', "", "no lang"),
        ("<title>Repairs", "<title>Other", "does not start with the h1"),
        (" – {service}", "", "does not end with"),
    ],
)
def test_language_and_title_are_checked(app: Flask, old: str, new: str, problem: str) -> None:
    assert problem in _problems(app, "", PAGE.replace(old, new))


def test_a_title_may_say_that_there_is_an_error(app: Flask) -> None:
    assert _problems(app, "", PAGE.replace("<title>", "<title>Error: ")) == ""


def test_a_get_that_writes_is_caught(app: Flask) -> None:
    watch = RequestWatch.of(app)
    watch.clear()
    with app.test_request_context("/sign-in"):
        db.session.execute(text("DELETE FROM form_nonce"))
        db.session.rollback()
    with pytest.raises(AssertionError, match="GET /sign-in wrote: DELETE"):
        watch.raise_problems()


def test_a_request_that_leaves_something_uncommitted_is_caught(app: Flask) -> None:
    watch = RequestWatch.of(app)
    watch.clear()
    with app.test_request_context("/sign-in", method="POST"):
        db.session.add(Organisation(name="A", slug="a"))
    with app.test_request_context("/sign-in", method="POST"):
        db.session.execute(text("DELETE FROM form_nonce"))
    assert sum("left uncommitted" in problem for problem in watch.problems) == 2


def test_a_request_that_writes_outside_a_transaction_is_caught(app: Flask) -> None:
    watch = RequestWatch.of(app)
    watch.clear()
    with app.test_request_context("/sign-in", method="POST"):
        with transaction() as session:
            session.execute(text("DELETE FROM form_nonce"))
        assert watch.problems == []
        db.session.execute(text("DELETE FROM form_nonce"))
        db.session.rollback()
    assert len(watch.problems) == 1
    assert "POST /sign-in wrote outside transaction(): DELETE" in watch.problems[0]


def test_statements_are_counted_only_inside_the_block(context: Flask, sql_counter: StatementCounter) -> None:
    with sql_counter as count:
        db.session.execute(text("SELECT 1"))
    db.session.execute(text("SELECT 2"))
    assert count.total == 1
