"""Where the forms of lenses, trade-off cards and voices can be sent from."""

from __future__ import annotations

from tests.integration.bad_input.places_kind import Place

TEAM = "team_member"
DAY = {"day": "3", "month": "3", "year": "2026"}


def wider_places() -> list[Place]:
    """Every form of the three packages."""
    return [*_lenses(), *_cards(), *_options(), *_voices()]


def _lenses() -> list[Place]:
    rule, here = "/uses/<int:use_id>/lenses", "/uses/{draft}/lenses"
    return [
        Place(f"{rule}/<lens_id>/<dimension_id>/new", TEAM, f"{here}/local-social/food/new"),
        Place(f"{rule}/marks/<int:mark_id>", TEAM, f"{here}/marks/{{mark}}"),
        Place(f"{rule}/marks/<int:mark_id>/remove", TEAM, f"{here}/marks/{{mark}}/remove", bare=True),
        Place(
            f"{rule}/marks/<int:mark_id>/put-back",
            TEAM,
            f"{here}/marks/{{removed_mark}}/put-back",
            page=here,
            bare=True,
        ),
    ]


def _cards() -> list[Place]:
    rule, here = "/uses/<int:use_id>/trade-offs", "/uses/{draft}/trade-offs"
    card, this = f"{rule}/<int:card_id>", f"{here}/{{card}}"
    two = {"principles": ["beneficence", "justice"]}
    return [
        Place(f"{rule}/none", TEAM, f"{here}/none"),
        Place(f"{rule}/new", TEAM, f"{here}/new", fill=two),
        Place(f"{card}/edit", TEAM, f"{this}/edit", fill=two),
        Place(f"{card}/choice", TEAM, f"{this}/choice"),
        Place(f"{card}/remove", TEAM, f"{this}/remove", bare=True),
        Place(f"{card}/put-back", TEAM, f"{here}/{{removed_card}}/put-back", page=here, bare=True),
    ]


def _options() -> list[Place]:
    rule, here = "/uses/<int:use_id>/trade-offs/<int:card_id>", "/uses/{draft}/trade-offs/{card}"
    option, this = f"{rule}/options/<int:option_id>", f"{here}/options/{{option}}"
    back = f"{here}/options/{{removed_option}}/put-back"
    return [
        Place(f"{rule}/options/new", TEAM, f"{here}/options/new"),
        Place(option, TEAM, this),
        Place(f"{option}/remove", TEAM, f"{this}/remove", bare=True),
        Place(f"{option}/put-back", TEAM, back, page=here, bare=True),
    ]


def _voices() -> list[Place]:
    rule, here = "/uses/<int:use_id>/voices", "/uses/{draft}/voices"
    fill = {**{f"heard_on-{part}": value for part, value in DAY.items()}, "how_many": "14", "changed": "yes"}
    voice, this = f"{rule}/<int:voice_id>", f"{here}/{{voice}}"
    return [
        Place(f"{rule}/new", TEAM, f"{here}/new", fill=fill),
        Place(voice, TEAM, this, fill=fill),
        Place(f"{voice}/remove", TEAM, f"{this}/remove", bare=True),
        Place(f"{voice}/put-back", TEAM, f"{here}/{{removed_voice}}/put-back", page=here, bare=True),
    ]
