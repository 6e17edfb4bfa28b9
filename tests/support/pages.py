"""What every page has to keep: one h1, an honest title, valid HTML, ids and links that lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.support.databases import ROOT

REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "list", "form")
LINKS = {"a": "href", "link": "href", "script": "src", "img": "src"}
SCHEMES = frozenset({"http", "https", "mailto", "tel", "data"})


class PageError(AssertionError):
    """A page breaks a rule; the message lists all that it breaks."""


def text_of(element: Element) -> str:
    """The words of an element with white space made single."""
    return " ".join("".join(element.itertext()).split())


def check_page(app: Flask, address: str, markup: str) -> None:
    """Raises PageError when the page at `address` breaks a rule."""
    problems = list(problems_of_page(app, address, markup))
    if problems:
        raise PageError(f"{address}\n  " + "\n  ".join(problems))


def problems_of_page(app: Flask, address: str, markup: str) -> Iterator[str]:
    """Everything that is wrong with a page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(markup)
    for (line, _column), code, _values in parser.errors:
        yield f"HTML is not valid at line {line}: {code}"
    yield from _heading_and_title(app, root)
    yield from _references(root)
    yield from _links(app, address, root)


def _heading_and_title(app: Flask, root: Element) -> Iterator[str]:
    if not root.get("lang"):
        yield "html has no lang"
    headings = [text_of(h) for h in root.iter("h1")]
    if len(headings) != 1:
        yield f"{len(headings)} h1 elements instead of one: {headings}"
        return
    title = text_of(next(root.iter("title"), Element("title")))
    if not headings[0] or not re.sub(r"^(Error|Gwall): ", "", title).startswith(headings[0]):
        yield f"the title {title!r} does not start with the h1 {headings[0]!r}"
    service = app.extensions["candour"].service_name
    if not title.endswith(service):
        yield f"the title {title!r} does not end with {service!r}"


def _references(root: Element) -> Iterator[str]:
    ids = Counter(e.get("id") for e in root.iter() if e.get("id") is not None)
    yield from (f"the id {name!r} is used {count} times" for name, count in ids.items() if count > 1)
    for element in root.iter():
        for attribute in REFERENCES:
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"<{element.tag}>'s {attribute} names {name!r}, which is not on the page"
        target = element.get("href") or ""
        if target.startswith("#") and len(target) > 1 and unquote(target[1:]) not in ids:
            yield f"the link to {target!r} leads nowhere on the page"
    yield from _unlabelled(root)


def _unlabelled(root: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in root.iter("label")}
    for field in (*root.iter("input"), *root.iter("select"), *root.iter("textarea")):
        if field.get("type") in {"hidden", "submit", "button"}:
            continue
        named = field.get("aria-label") or field.get("aria-labelledby")
        if not named and field.get("id") not in labelled:
            yield f"the field {field.get('name')!r} has no label"


def _links(app: Flask, address: str, root: Element) -> Iterator[str]:
    here = f"http://localhost{address}"
    for element in root.iter():
        attribute = LINKS.get(str(element.tag))
        link = element.get(attribute) if attribute else None
        if link is None or link.startswith("#"):
            continue
        problem = problem_of_link(app, urljoin(here, link))
        if problem:
            yield f"<{element.tag}> to {link!r}: {problem}"
    for form in root.iter("form"):
        method = (form.get("method") or "get").upper()
        problem = problem_of_link(app, urljoin(here, form.get("action") or ""), method)
        if problem:
            yield f"<form> to {form.get('action')!r}: {problem}"
        if method == "POST" and "csrf_token" not in {field.get("name") for field in form.iter("input")}:
            yield f"the form to {form.get('action') or address!r} carries no csrf_token"


def problem_of_link(app: Flask, link: str, method: str = "GET") -> str:
    """What is wrong with an absolute address, or an empty text; other sites are not asked."""
    parts = urlsplit(link)
    if parts.scheme not in SCHEMES:
        return f"the scheme {parts.scheme!r} is not for links"
    if parts.netloc != "localhost":
        return ""
    if parts.path.startswith("/static/"):
        return "" if (ROOT / unquote(parts.path[1:])).is_file() else "no such file"
    try:
        app.url_map.bind("localhost").match(parts.path, method=method)
    except RequestRedirect:
        return ""
    except HTTPException as error:
        return f"no route ({error.code}) for {method}"
    return ""
