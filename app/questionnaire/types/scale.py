"""A place on a scale: one of several choices whose order counts."""

from __future__ import annotations

from app.questionnaire.language.question import ORDERED, SAME
from app.questionnaire.types.single_choice import SingleChoice


class Scale(SingleChoice):
    """The value is the id of a choice; conditions may also ask for more or less than one."""

    fits_column = False
    operators = SAME | ORDERED


TYPE = Scale("scale")
