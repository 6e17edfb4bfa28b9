"""The tests; `tests/rules` keeps the rules of the code, the rest follows the packages of `app`."""

from __future__ import annotations
