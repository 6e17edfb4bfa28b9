"""The blueprint of the public pages and what their templates can call."""

from __future__ import annotations

from flask import Blueprint

from app.register import words
from app.register.pages import texts

bp = Blueprint("register", __name__)

bp.add_app_template_filter(texts.public_text, "public_text")
bp.add_app_template_filter(texts.inline_text, "inline_text")
bp.add_app_template_filter(texts.link, "public_link")
bp.add_app_template_filter(texts.shortened, "shortened")
bp.add_app_template_filter(texts.phone_link, "phone_link")
bp.add_app_template_test(texts.is_email, "email_address")


@bp.app_template_filter("phase_word")
def phase_word(code: str) -> str:
    """The phase of a use in words; empty when it is not stated."""
    return words.word(words.PHASES, code) if code else ""


@bp.app_template_filter("principle_word")
def principle_word(code: str) -> str:
    """One of the five principles in plain words."""
    return words.word(words.PRINCIPLES, code)
