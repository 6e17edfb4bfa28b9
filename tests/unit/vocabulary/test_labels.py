"""Every code of the vocabulary has a label in both languages, and is its code in the database."""

from __future__ import annotations

import importlib
import json
import pkgutil

import pytest

import app
from app.vocabulary.labelled import Labelled, codes
from app.vocabulary.uses import PHASES, Phase

for _module in pkgutil.walk_packages(app.__path__, "app."):
    importlib.import_module(_module.name)


@pytest.mark.parametrize("kind", Labelled.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_code_has_both_labels(kind: type[Labelled]) -> None:
    assert codes(kind)
    for member in kind:
        assert member.label.strip()
        assert member.label_cy.strip()
        assert member.in_language("cy") == member.label_cy
        assert member.in_language("en") == member.in_language("fr") == member.label


def test_a_member_is_its_code() -> None:
    assert json.dumps(Phase.IDEA) == '"idea"'
    assert Phase("production") is Phase.PRODUCTION
    assert PHASES == ("idea", "pre_deployment", "private_beta", "public_beta", "production", "retired")
    with pytest.raises(ValueError, match="sleeping"):
        Phase("sleeping")
