"""The rules by which a part of a meeting is withheld from the public, read from private_rules.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from app.data_files import key, read_file
from app.web.language import DEFAULT

FILE = Path(__file__).with_name("private_rules.yaml")


@dataclass(frozen=True, slots=True)
class PrivateRule:
    """One rule: its code, where it applies, its citation and what it protects, by language."""

    code: str
    nations: tuple[str, ...]
    cites: Annotated[Mapping[str, str], key("cite")]
    texts: Annotated[Mapping[str, str], key("text")]

    def cite(self, language: str) -> str:
        """The law, in the page's language."""
        return self.cites.get(language, self.cites[DEFAULT])

    def text(self, language: str) -> str:
        """What it protects, in the page's language."""
        return self.texts.get(language, self.texts[DEFAULT])


@lru_cache(maxsize=1)
def all_rules() -> Mapping[str, PrivateRule]:
    """Every rule by its code, in the order of the file."""
    return {rule.code: rule for rule in read_file(FILE, tuple[PrivateRule, ...])}


def rules_in(nation: str) -> tuple[PrivateRule, ...]:
    """The rules of one of the four nations."""
    return tuple(rule for rule in all_rules().values() if not rule.nations or nation in rule.nations)


def rule_while_assessed(nation: str) -> str:
    """The code of the rule under which an assessment that is not finished stays private: the first one."""
    return rules_in(nation)[0].code
