from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

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


def tool(root: Path, name: str) -> ModuleType:
    """One of the scripts in tools/, as a module."""
    spec = importlib.util.spec_from_file_location(name, root / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def map_tool(root: Path) -> ModuleType:
    return tool(root, "simplify_map")


@pytest.fixture(scope="session")
def messages_tool(root: Path) -> ModuleType:
    return tool(root, "messages")
