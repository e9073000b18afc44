"""Number plans of libphonenumber, for the browser's twin of ``conect.romania.identifiers.phone_e164``.

The browser reads a number as ``phonenumbers.parse`` does. What is a country's own stands in these tables, the signs
that any number may hold in ``signs``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from conect.records.browser.patterns import in_javascript

ROMANIA = 40

_KINDS = (
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
    "fixed_line",
    "mobile",
)

Plan = dict[str, Any]


def romanian_plan() -> dict[str, list[Plan]]:
    """Return Romania's plan alone: enough for nearly every record."""
    return {str(ROMANIA): _plans(ROMANIA)}


def other_plans() -> dict[str, list[Plan]]:
    """Return the plans of all other calling codes, in the order in which libphonenumber asks regions of one code."""
    import phonenumbers  # heavy, and few callers need it

    codes = sorted(set(phonenumbers.COUNTRY_CODE_TO_REGION_CODE) - {ROMANIA})
    return {str(code): _plans(code) for code in codes}


@cache
def signs() -> dict[str, str]:
    """Return the regular expressions (JavaScript, Unicode mode) of what a number and its extension look like."""
    from phonenumbers import phonenumberutil as util

    return {
        "viable": in_javascript(util._VALID_PHONE_NUMBER_PATTERN.pattern),
        "extension": in_javascript(util._EXTN_PATTERN.pattern),
        "second": in_javascript(util._SECOND_NUMBER_START),
    }


def _plans(code: int) -> list[Plan]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    return [
        _plan(PhoneMetadata.metadata_for_region_or_calling_code(code, region))
        for region in COUNTRY_CODE_TO_REGION_CODE[code]
    ]


def _plan(data: Any) -> Plan:
    """Return a region's general pattern and lengths, its kinds of numbers, and what its national prefix is."""
    general = data.general_desc
    described = [desc for kind in _KINDS if (desc := getattr(data, kind)) and desc.national_number_pattern]
    plan: Plan = {
        "all": general.national_number_pattern,
        "lengths": list(general.possible_length),
        "kinds": [[desc.national_number_pattern, list(desc.possible_length)] for desc in described],
    }
    for key, value in (
        ("local", list(general.possible_length_local_only)),
        ("prefix", data.national_prefix_for_parsing),
        (
            "becomes",
            data.national_prefix_transform_rule and re.sub(r"\\(\d)", r"$\1", data.national_prefix_transform_rule),
        ),
        ("leading", data.leading_digits),
    ):
        if value:
            plan[key] = value
    return plan
