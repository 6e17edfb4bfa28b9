"""Turns the texts of a record into HTML: Markdown where it is meant, plain paragraphs where it is not."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from app.web.markdown import render_markdown
from app.web.weighed_cache import keeps_texts

# What Markdown could read as more than words; most imported texts have none of it and skip a slow parser.
_MARKUP = re.compile(
    r"[*_`\\]|\]\(|^\s*(?:>|#)|\|.*\n|^\s{0,3}(?:[-+]|\d{1,9}[.)])\s|^(?: {4}|\t)|^\s*(?:=+|-{2,})\s*$",
    re.MULTILINE,
)
_BARE_LINK = re.compile(r"(?<![\w(\[\"'/=@<])https?://[^\s<>()\[\]\"'*`]{1,280}[^\s<>()\[\]\"'*`.,;:!?]")
_GAP = re.compile(r"\n[ \t]*\n\s*")
_BREAK = Markup("<br>\n")


@keeps_texts(room=16_000_000)
def public_text(text: str) -> Markup:
    """Safe HTML of a text; bare web addresses become links, single line breaks of plain text stay."""
    text = text.replace("\r\n", "\n").strip()
    if _MARKUP.search(text):
        return render_markdown(_BARE_LINK.sub(lambda m: f"[{m[0]}]({m[0]})", text))
    paragraphs = (_lines(part) for part in _GAP.split(text))
    return Markup("\n").join(Markup('<p class="govuk-body">{}</p>').format(part) for part in paragraphs)


def inline_text(text: str) -> Markup:
    """Safe HTML of a short text without paragraphs of its own, for lists and cells."""
    return _lines(text.strip())


def _lines(part: str) -> Markup:
    return _BREAK.join(_linked(line.strip()) for line in part.split("\n"))


def _linked(line: str) -> Markup:
    if "http" not in line:
        return escape(line)
    pieces: list[Markup] = []
    end = 0
    for found in _BARE_LINK.finditer(line):
        pieces.append(escape(line[end : found.start()]))
        pieces.append(link(found[0]))
        end = found.end()
    pieces.append(escape(line[end:]))
    return Markup("").join(pieces)


def link(address: str) -> Markup:
    """A web address as a link that shows itself; anything but http and https stays text."""
    if not address.startswith(("https://", "http://")):
        return escape(address)
    return Markup('<a class="govuk-link" href="{0}" rel="noopener nofollow">{0}</a>').format(address)


def shortened(text: str, limit: int = 260) -> str:
    """The beginning of a text on one line, ended at a word with an ellipsis when something is left out."""
    line = " ".join(text[: limit * 3].split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.-–") + " …"


def phone_link(number: str) -> str:
    """A telephone number as browsers dial it, empty when the text is not one."""
    digits = re.sub(r"[^\d+]", "", number.split("(0)")[0] + "".join(number.split("(0)")[1:]))
    return f"tel:{digits}" if 5 <= len(digits) <= 16 and len(digits) * 2 > len(number) else ""


def is_email(text: str) -> bool:
    """Whether a text is one e-mail address and nothing else."""
    return re.fullmatch(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{3,190}", text) is not None
