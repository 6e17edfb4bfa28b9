"""The run itself: a test above the aim is named, and only one far above it fails."""

from __future__ import annotations

import pytest

from tests.support import plugin

TEST = """
def test_something():
    pass
"""


def _run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, spent: float) -> pytest.RunResult:
    """Runs one test that keeps a processor busy for `spent` seconds."""
    times = iter((100.0, 100.0 + spent))
    pytester.makepyfile(TEST)
    with monkeypatch.context() as patch:
        patch.setattr(plugin, "busy_seconds", lambda: next(times))
        return pytester.runpytest_inprocess("-p", "tests.support.plugin", "--aim-seconds", "2")


def test_a_test_within_the_aim_is_not_named(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = _run(pytester, monkeypatch, 1.9)
    result.assert_outcomes(passed=1)
    assert "above the aim" not in result.stdout.str()


def test_a_test_above_the_aim_is_named_and_passes(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = _run(pytester, monkeypatch, 9.9)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*above the aim of 2 s*", "*9.9 s*test_something*"])


def test_a_test_far_above_the_aim_fails(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    result = _run(pytester, monkeypatch, 10.1)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*took 10.1 s of processor time, where 2 are the aim*"])
