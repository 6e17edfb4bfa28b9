"""What a use is, how far it is and which service it is for."""

from __future__ import annotations

from app.vocabulary.labelled import Labelled, codes


class UseKind(Labelled):
    """The kinds of uses."""

    ALGORITHM = "algorithm", "Algorithm or AI", "Algorithm neu AI"
    DATA_USE = "data_use", "Data use", "Defnydd o ddata"


class Phase(Labelled):
    """How far a use is, in the order in which phases follow."""

    IDEA = "idea", "Idea", "Syniad"
    PRE_DEPLOYMENT = "pre_deployment", "Before deployment", "Cyn ei roi ar waith"
    PRIVATE_BETA = "private_beta", "Private beta", "Beta preifat"
    PUBLIC_BETA = "public_beta", "Public beta", "Beta cyhoeddus"
    PRODUCTION = "production", "In use", "Yn cael ei ddefnyddio"
    RETIRED = "retired", "Retired", "Wedi dod i ben"


class ServiceArea(Labelled):
    """The services of a council, as residents know them."""

    HOUSING = "housing", "Housing", "Tai"
    SOCIAL_CARE = "social_care", "Social care", "Gofal cymdeithasol"
    CHILDREN_EDUCATION = "children_education", "Children and schools", "Plant ac ysgolion"
    BENEFITS_MONEY = "benefits_money", "Benefits and money", "Budd-daliadau ac arian"
    PLANNING_ENVIRONMENT = "planning_environment", "Planning and environment", "Cynllunio a’r amgylchedd"
    TRANSPORT_PARKING = "transport_parking", "Roads, transport and parking", "Ffyrdd, trafnidiaeth a pharcio"
    HEALTH = "health", "Health", "Iechyd"
    COMMUNITY_SAFETY = "community_safety", "Community safety", "Diogelwch cymunedol"
    CUSTOMER_SERVICES = "customer_services", "Contacting the council", "Cysylltu â’r cyngor"
    DEMOCRACY_LAW = "democracy_law", "Democracy and law", "Democratiaeth a’r gyfraith"
    STAFF_INTERNAL = "staff_internal", "Staff and running the council", "Staff a rhedeg y cyngor"
    OTHER = "other", "Something else", "Rhywbeth arall"


USE_KINDS = codes(UseKind)
PHASES = codes(Phase)
SERVICE_AREAS = codes(ServiceArea)
