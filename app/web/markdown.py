"""Markdown as people write it, rendered in linear time without raw HTML, images or scripts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import markdown
import nh3
import structlog
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markupsafe import Markup, escape

from app.web.weighed_cache import keeps_texts

LONGEST = 20_000
_TAGS = set("p br strong em ul ol li a h2 h3 h4 blockquote code pre table thead tbody tr th td hr".split())
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SLOW_OR_UNSAFE = (
    "image_link",
    "image_reference",
    "reference",
    "short_reference",
    "short_image_ref",
    "link",
    "autolink",
    "automail",
    "html",
)
_LINK = r"\[([^\[\]\n]{1,300})\]\(((?:https?://|mailto:|/)[^\s()\x02\x03]{1,500})\)"  # no stashed code in it
_CLASSES = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "h3": "govuk-heading-m",
    "h4": "govuk-heading-s",
    "table": "govuk-table",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
}
_OPENING = re.compile(rf"<({'|'.join(_CLASSES)})(?=[ >])")
# Ten list marks on one line: nobody writes that, and the parser recurses for each of them.
_TOO_DEEP = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}\.)[ \t]+)){10}")
_RULER = re.compile(r" {0,3}(?:[-_*] {0,2})+")
log = structlog.get_logger(__name__)


class _Link(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override]  # noqa: N802
        element = ET.Element("a", href=m.group(2))
        element.text = m.group(1)
        return element, m.start(0), m.end(0)


def _too_deep(line: str) -> bool:
    return bool(_TOO_DEEP.match(line)) and not _RULER.fullmatch(line)


class _Shallow(Preprocessor):
    """Takes the meaning from the marks of a line that has too many of them."""

    def run(self, lines: list[str]) -> list[str]:
        return ["\\" + line.lstrip() if _too_deep(line) else line for line in lines]


def _engine() -> markdown.Markdown:
    engine = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
    for name in _SLOW_OR_UNSAFE:
        engine.inlinePatterns.deregister(name)
    engine.inlinePatterns.register(_Link(_LINK, engine), "link", 160)
    engine.preprocessors.deregister("html_block")
    engine.preprocessors.register(_Shallow(engine), "shallow", 15)
    engine.parser.blockprocessors.deregister("reference")
    return engine


def render_markdown(text: str) -> Markup:
    """Safe HTML of a text; a heading never outranks the page's own h1 and h2."""
    return _rendered(text[:LONGEST])


@keeps_texts(room=16_000_000)
def _rendered(text: str) -> Markup:
    try:
        html = _engine().convert(text)
    except RecursionError:
        log.warning("text too deep for Markdown", length=len(text))
        html = f"<p>{escape(text)}</p>"
    html = re.sub(r"<(/?)h[2-6]>", r"<\1h4>", html)
    html = re.sub(r"<(/?)h1>", r"<\1h3>", html)
    html = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    html = _OPENING.sub(lambda tag: f'<{tag[1]} class="{_CLASSES[tag[1]]}"', html)
    return Markup(html)  # noqa: S704  cleaned by nh3 above
