"""Codes that several layers share, each an enum in the file of its subject, labels beside it. Pure."""

from __future__ import annotations
