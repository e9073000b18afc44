from __future__ import annotations

from collections.abc import Callable

import pytest
from jinja2 import Environment

from . import samples
from .harness import LANGUAGES, environment


@pytest.fixture(scope="session")
def render() -> Callable[[str, str], str]:
    """A page of samples.PAGES in a language, as HTML."""

    environments: dict[str, Environment] = {lang: environment(lang) for lang in LANGUAGES}

    def rendered(page: str, lang: str) -> str:
        template, context = samples.context(page, lang)
        return environments[lang].get_template(template).render(context)

    return rendered
