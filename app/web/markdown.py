"""Markdown as people write it, rendered in linear time without raw HTML, images or scripts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import lru_cache

import markdown
import nh3
from markdown.inlinepatterns import InlineProcessor
from markupsafe import Markup

LONGEST = 20_000
_TAGS = set("p br strong em ul ol li a h2 h3 h4 blockquote code pre table thead tbody tr th td hr".split())
_ATTRIBUTES = {
    "a": {"href", "class"},
    "th": {"scope"},
    "ol": {"start", "class"},
    "ul": {"class"},
    "p": {"class"},
}
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
_LINK = r"\[([^\[\]\n]{1,300})\]\(((?:https?://|mailto:|/)[^\s()]{1,500})\)"
_CLASSES = (
    ("<p>", '<p class="govuk-body">'),
    ("<ul>", '<ul class="govuk-list govuk-list--bullet">'),
    ("<ol>", '<ol class="govuk-list govuk-list--number">'),
    ("<a ", '<a class="govuk-link" '),
)


class _Link(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override]  # noqa: N802
        element = ET.Element("a", href=m.group(2))
        element.text = m.group(1)
        return element, m.start(0), m.end(0)


def _engine() -> markdown.Markdown:
    engine = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
    for name in _SLOW_OR_UNSAFE:
        engine.inlinePatterns.deregister(name)
    engine.inlinePatterns.register(_Link(_LINK, engine), "link", 160)
    engine.preprocessors.deregister("html_block")
    engine.parser.blockprocessors.deregister("reference")
    return engine


@lru_cache(maxsize=2_000)
def render_markdown(text: str) -> Markup:
    """Safe HTML of a text; a heading never outranks the page's own h1 and h2."""
    html = _engine().convert(text[:LONGEST])
    for level in (3, 2, 1):
        html = re.sub(rf"<(/?)h{level}>", rf"<\1h{min(level + 2, 4)}>", html)
    html = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    for plain, styled in _CLASSES:
        html = html.replace(plain, styled)
    return Markup(html)  # noqa: S704  cleaned by nh3 above
