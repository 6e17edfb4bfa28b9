"""The labels of the vocabulary in the language of the page."""

from __future__ import annotations

from functools import partial

from flask_babel import get_locale
from flask_babel.speaklater import LazyString

from app.vocabulary.labelled import Labelled


def _said(member: Labelled) -> str:
    return member.in_language(str(get_locale() or "en"))


def labels(kind: type[Labelled]) -> dict[str, LazyString]:
    """The label of each code, said when it is shown."""
    return {member.value: LazyString(partial(_said, member)) for member in kind}
