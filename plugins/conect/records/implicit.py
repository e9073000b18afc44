"""YAML's implicit types: without quotes 010101 becomes 4161, NO becomes false, 12:30:45 becomes 45045."""

from __future__ import annotations

import re

import yaml

_resolvers = yaml.SafeLoader.yaml_implicit_resolvers
_ALSO = re.compile(r"y|Y|n|N|0o[0-7]+|=|<<")


def taken_for_another_type(value: str) -> bool:
    """Tell whether a YAML 1.1 or 1.2 reader would take the plain scalar for a number, date, truth value or null."""
    for _tag, regexp in _resolvers.get(value[:1], ()):
        if regexp.match(value):
            return True
    return bool(_ALSO.fullmatch(value))
