"""Logos, decoded and written anew: what a stranger hid in the file, and its size, do not reach the site."""

from __future__ import annotations

import io
from typing import NamedTuple

from conect.building.output import Tree
from conect.site import addresses

SIDE = 320
"""Pixels of the longer side at most: twice what the page shows, for dense screens."""


class Logo(NamedTuple):
    """The logo of a record as its page shows it."""

    url: str
    width: int
    height: int
    alt: str


def write_logo(tree: Tree, prefix: str, id: str, file: str, alt: str, data: bytes) -> Logo | None:
    """Write a logo into the site and return it; None where the picture cannot be decoded.

    ``file`` tells the kind (``.png`` or ``.webp``), ``data`` is its content; the same data give the same bytes.
    """
    suffix = file.rpartition(".")[2]
    kind = {"png": "PNG", "webp": "WEBP"}.get(suffix)
    if kind is None:
        return None
    from PIL import Image  # few records have a logo

    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            # A picture without a palette has no metadata of its own; a copy leaves the rest behind.
            picture = opened.convert("RGBA" if opened.mode in {"RGBA", "LA", "PA", "P"} else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    picture.info.clear()
    picture.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    if kind == "PNG":
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "WEBP", quality=85, method=4)
    name = f"{addresses.LOGOS}/{id}.{suffix}"
    tree.write(name, out.getvalue())
    return Logo(f"{prefix}/{name}", picture.width, picture.height, alt)
