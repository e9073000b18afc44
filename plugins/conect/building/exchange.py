"""Two folders change places in one step, where the system can: at no moment is there none at either address."""

from __future__ import annotations

import errno
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""Linux, ``renameat2(2)``."""
_RENAME_SWAP = 2
"""macOS, ``renamex_np(2)``."""


def exchange(one: Path, other: Path) -> bool:
    """Let two existing paths of one file system change places; False where this system or file system cannot.

    Raises ``OSError`` where it could, but may not (permissions), or where a path is missing.
    """
    library = _library()
    first, second = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, _RENAME_SWAP)
    else:
        return False
    if failed:
        import ctypes

        code = ctypes.get_errno()
        if code in _UNABLE:
            return False
        raise OSError(code, os.strerror(code), str(one), None, str(other))
    return True


_UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


@lru_cache(maxsize=1)
def _library() -> Any:
    import ctypes  # only whole builds change folders

    return None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)
