"""Where an organisation is and what kind of body it is: the codes of its columns and their words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

NATIONS = {
    "england": _l("England"),
    "wales": _l("Wales"),
    "scotland": _l("Scotland"),
    "northern_ireland": _l("Northern Ireland"),
}
BODY_KINDS = {
    "council": _l("Council"),
    "combined_authority": _l("Combined authority or joint committee"),
    "fire_rescue": _l("Fire and rescue service"),
    "police": _l("Police"),
    "health": _l("NHS body"),
    "education": _l("School, college or university"),
    "central_government": _l("UK government department or agency"),
    "devolved_government": _l("Devolved government, its department or arm’s-length body"),
    "other": _l("Another public body"),
}
