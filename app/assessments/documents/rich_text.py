"""Markdown as Word paragraphs, by way of the same safe HTML that pages show."""

from __future__ import annotations

from html.parser import HTMLParser

from docx.document import Document
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from app.web.fields import without_unusable
from app.web.markdown import render_markdown

Place = Document | _Cell
_BOLD, _ITALIC = frozenset({"strong", "th", "h3", "h4"}), frozenset({"em"})
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "pre", "h3", "h4", "tr"})


class _Writer(HTMLParser):
    """Writes each block as a paragraph; tables become lines with their cells apart."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.paragraph: Paragraph | None = None
        self.lists: list[str] = []
        self.marks: list[str] = []
        self.link = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.lists.append("List Bullet" if tag == "ul" else "List Number")
        elif tag == "br" and self.paragraph is not None:
            self.paragraph.add_run().add_break()
        elif tag in _PARAGRAPHS and not (tag == "p" and self.paragraph is not None and self.lists):
            style = self.lists[-1] if self.lists else "Quote" if tag == "blockquote" else None
            self.paragraph = self.place.add_paragraph(style=style)
        if tag == "a":
            self.link = dict(attributes).get("href") or ""
        if tag in _BOLD | _ITALIC:
            self.marks.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag == "a" and self.link:
            self._write(f" ({self.link})")
            self.link = ""
        if tag in ("td", "th"):
            self._write(" · ")
        if tag in self.marks:
            self.marks.remove(tag)
        if tag in _PARAGRAPHS and not (tag == "p" and self.lists):
            self.paragraph = None

    def handle_data(self, data: str) -> None:
        text = data.replace("\n", " ")
        if text.strip() or self.paragraph is not None:
            self._write(text)

    def _write(self, text: str) -> None:
        if self.paragraph is None:
            self.paragraph = self.place.add_paragraph()
        run = self.paragraph.add_run(without_unusable(text))
        run.bold = any(mark in _BOLD for mark in self.marks) or None
        run.italic = any(mark in _ITALIC for mark in self.marks) or None


def add_markdown(place: Place, text: str) -> None:
    """Adds a text in Markdown to the end of a document or of a cell."""
    writer = _Writer(place)
    writer.feed(str(render_markdown(text)))
    writer.close()
