"""Scores: families of weights, ranges while answers are missing, levels, and what would change them."""

from __future__ import annotations
