"""What a place is from which a form can be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | list[str] | None


@dataclass(frozen=True)
class Place:
    """One form of one route. `fill` says what a generic filling would guess wrong; None leaves a field out.

    `bare` marks forms that may be sent with nothing but their button; `page` is where the form stands.
    Not `versioned` is a form that knows by other means than its version whether it is out of date.
    Where it is all `optional`, every text of the form may be left empty.
    `form` is the address that its page sends it to, when that is another one; `having` names a field of it
    where its page has several that go to one address. A `partial` one takes what is right and says of the
    rest that it waits. `files` are sent with it: a name and a content, or the name of one of the world's.
    """

    rule: str
    person: str
    address: str
    page: str = ""
    fill: Mapping[str, Value] = field(default_factory=dict)
    bare: bool = False
    versioned: bool = True
    optional: bool = False
    form: str = ""
    partial: bool = False
    good: int = 302
    having: str = ""
    files: Mapping[str, tuple[str, bytes | str]] = field(default_factory=dict)
    writes: bool = True

    def __str__(self) -> str:
        return self.address
