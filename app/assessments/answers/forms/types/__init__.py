"""The forms of the question types: each module is named as its type, found by being here, as `HANDLER`."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from app.assessments.answers.forms.handlers import HANDLERS

__all__ = ["HANDLERS"]

for _module in pkgutil.iter_modules(__path__):
    HANDLERS[_module.name] = import_module(f"{__name__}.{_module.name}").HANDLER
