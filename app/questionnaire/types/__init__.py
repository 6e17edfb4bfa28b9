"""The question types: each module of this package is one type, found by being here, as its `TYPE`."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from app.questionnaire.language.question import AnswerType, RegisteredTypes

TYPES: Mapping[str, AnswerType] = MappingProxyType(RegisteredTypes.registered)


def register(kind: AnswerType) -> None:
    """Makes a type known by its name; raises ValueError for a name that is taken."""
    if RegisteredTypes.registered.setdefault(str(kind), kind) is not kind:
        raise ValueError(f"the question type {kind} is there already")


for _module in pkgutil.iter_modules(__path__):
    register(import_module(f"{__name__}.{_module.name}").TYPE)
