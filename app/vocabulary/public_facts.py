"""What the register counts and filters beside phase, kind and service."""

from __future__ import annotations

from app.vocabulary.labelled import Labelled, codes


class PersonalDataUse(Labelled):
    """Whether a use works with personal data."""

    YES = "yes", "Uses personal data", "Yn defnyddio data personol"
    NO = "no", "No personal data", "Dim data personol"
    UNKNOWN = "unknown", "Not stated", "Heb ei nodi"


class ChallengeRoute(Labelled):
    """How people can challenge a result."""

    PUBLISHED_ROUTE = "published_route", "A published route", "Llwybr cyhoeddedig"
    COMPLAINTS_ROUTE = "complaints_route", "The complaints route", "Y llwybr cwynion"
    ON_REQUEST = "on_request", "When you ask", "Pan fyddwch yn gofyn"
    NONE = "none", "No route", "Dim llwybr"
    UNKNOWN = "unknown", "Not stated", "Heb ei nodi"


PERSONAL_DATA = codes(PersonalDataUse)
CHALLENGE_ROUTES = codes(ChallengeRoute)
