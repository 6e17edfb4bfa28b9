"""Serves static files past Flask, with the security headers, and lets Flask say what it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from whitenoise import WhiteNoise

from app.web.errors import REFUSED
from app.web.security import headers

Application = Callable[..., Iterable[bytes]]


class StaticFiles(WhiteNoise):
    """Files below `static/` for a year, since their addresses change with their content."""

    def __init__(self, application: Application, folder: Path, *, production: bool) -> None:
        super().__init__(application, root=str(folder), prefix="static/", max_age=31_536_000)
        self.common = headers(production)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answers a GET of a file itself; a form sent to a file gets the application's page for 405."""
        if environ.get("PATH_INFO", "") not in self.files:
            return self.application(environ, start_response)  # type: ignore[no-any-return]
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self.application({**environ, REFUSED: 405}, start_response)  # type: ignore[no-any-return]

        def start(status: str, sent: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*sent, *self.common.items()], *rest)

        return super().__call__(environ, start)  # type: ignore[no-any-return]
