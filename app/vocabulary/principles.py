"""The five principles (Floridi and Cowls 2019)."""

from __future__ import annotations

from app.vocabulary.labelled import Labelled


class Principle(Labelled):
    """The five principles, by the words that residents read."""

    BENEFICENCE = "beneficence", "Doing good", "Gwneud daioni"
    NON_MALEFICENCE = "non_maleficence", "Avoiding harm", "Osgoi niwed"
    AUTONOMY = "autonomy", "People’s choice and control", "Dewis a rheolaeth pobl"
    JUSTICE = "justice", "Fairness", "Tegwch"
    EXPLICABILITY = "explicability", "Openness and accountability", "Bod yn agored ac yn atebol"
