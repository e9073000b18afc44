"""Compiled templates, kept between builds: compiling all of them takes longer than printing a hundred pages."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

_WRITTEN_BY = ("addresses", "folding", "messages", "templates")
"""Modules of this package that decide what a template is compiled to."""


class CompiledTemplates(FileSystemBytecodeCache):
    """Jinja's own cache in a folder that is this user's alone; ``inputs`` stands for all that was folded in.

    The checksum of a template's source and the version of Python are told by Jinja.
    """

    def __init__(self, inputs: str) -> None:
        super().__init__(pattern="__conect_%s.cache")
        self._inputs = inputs

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template; where the theme stands makes no difference."""
        del filename
        return hashlib.sha256(f"{self._inputs}\0{name}".encode()).hexdigest()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; a full disk is no reason to stop."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_templates(theme: Path, *parts: str) -> BytecodeCache | None:
    """Return the cache for templates into which ``parts`` and the theme's translations are folded.

    None where this system offers no folder that is safe from others.
    """
    found = hashlib.sha256("\0".join((*parts, _code())).encode())
    for path in sorted((theme / "translations").rglob("*")):
        if path.is_file():
            found.update(path.name.encode() + path.read_bytes())
    try:
        return CompiledTemplates(found.hexdigest())
    except (OSError, RuntimeError):
        return None


@lru_cache(maxsize=1)
def _code() -> str:
    here = Path(__file__).parent
    return hashlib.sha256(b"".join((here / f"{name}.py").read_bytes() for name in _WRITTEN_BY)).hexdigest()
