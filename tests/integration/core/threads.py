"""Runs the same work in several threads at once, each with an application context of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

Made = TypeVar("Made")


def together(app: Flask, number: int, work: Callable[[int], Made]) -> list[Made]:
    """What `work` made of 0, 1, … in threads that start at the same moment; raises what it raises."""
    start = Barrier(number, timeout=20)

    def run(turn: int) -> Made:
        with app.app_context():
            start.wait()
            return work(turn)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
